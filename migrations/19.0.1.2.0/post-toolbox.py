from odoo import SUPERUSER_ID, api

# of the six first: paper, former place, place
PLACES = [
    ("sign_in", 30, 20),
    ("image_consent", 50, 30),
    ("parental_consent", 60, 40),
    ("countdown", 20, 50),
    ("poster", 40, 60),
]
EVENING_TYPES = ("meal", "club", "party", "other")


def migrate(cr, version):
    """Keep the consents among the six documents of an event, an outing's too.

    Where the landlord has kept the order and the types as they came, and only there.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    documents = env["residence.document"].with_context(active_test=False)
    found = [
        (documents.search([("paper", "=", paper)]), former, place)
        for paper, former, place in PLACES
    ]
    if all(one.sequence == former for some, former, _place in found for one in some):
        for some, _former, place in found:
            some.sequence = place
    evening = env.ref("residence_community.document_autonomous", False)
    if evening and not evening.event_type_ids:
        for kind in EVENING_TYPES:
            known = env.ref(f"residence_community.event_type_{kind}", False)
            evening.event_type_ids |= known or env["residence.event.type"]
