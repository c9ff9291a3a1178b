"""Make the users of a benchmark's database: argument, its name.

``animator0``, ``animator1``… one for each of the first 500 residences; ``coordination``
follows twelve of them; ``direction`` reads the figures. Nobody has a password.
"""

import sys

import inside

MODULE = "residence_community"
ANIMATORS = 500
FOLLOWED = 12


def main(database):
    registry = inside.open_registry(database)
    with inside.environment(registry) as env:
        residences = env["residence.residence"].search([], order="id", limit=ANIMATORS)
        roles = {f"animator{place}": "animator" for place in range(len(residences))}
        roles |= {"coordination": "coordinator", "direction": "management"}
        ids = {
            role: [
                env.ref(name).id
                for name in (
                    "base.group_user",
                    "base.group_allow_export",
                    f"{MODULE}.group_{role}",
                )
            ]
            for role in set(roles.values())
        }
        users = (
            env["res.users"]
            .with_context(no_reset_password=True, tracking_disable=True)
            .create(
                [
                    {
                        "name": login,
                        "login": login,
                        "lang": "fr_FR",
                        "tz": "Europe/Paris",
                        "group_ids": ids[role],
                    }
                    for login, role in roles.items()
                ]
            )
        )
        for residence, user in zip(residences, users, strict=False):
            residence.animator_ids = user
        coordination = users.filtered(lambda user: user.login == "coordination")
        residences[:FOLLOWED].coordinator_id = coordination
        env.cr.commit()


main(*sys.argv[1:])
