"""The demo's own records, by the end of their external id."""

TZ = "Europe/Paris"


def get_record(env, name):
    return env.ref(f"residence_community.{name}")


def get_id(env, name):
    return get_record(env, name).id
