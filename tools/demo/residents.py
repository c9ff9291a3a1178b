"""Who lives in the demo's houses. No Odoo in here.

All invented: a first name and an initial, as the forms ask for.
"""

from collections import namedtuple
from datetime import timedelta

Resident = namedtuple("Resident", "key name dwelling generation image since until")

ALWAYS = 3 * 366  # days ago
RETENTION = 731  # days, at least 24 months

# Image: "" where nobody asked. Since, until: days ago; two arrived lately, one has not
# come for more than 24 months, for the purge to have somebody to show.
TAMARIS = [
    Resident(name.split()[0].casefold(), name, *rest)
    for name, *rest in (
        ("Odette V.", "A02", "elders", "yes", ALWAYS, 0),
        ("Bernard L.", "A05", "elders", "yes", ALWAYS, 0),
        ("Yamina K.", "A11", "adults", "yes", ALWAYS, 0),
        ("Lucien P.", "A12", "elders", "no", ALWAYS, 0),
        ("Thi-Mai D.", "A14", "adults", "yes", 700, 0),
        ("Colette R.", "B01", "elders", "yes", ALWAYS, 0),
        ("Amadou S.", "B03", "adults", "withdrawn", ALWAYS, 0),
        ("Marie-Jo T.", "B04", "elders", "yes", ALWAYS, 0),
        ("Kévin H.", "B07", "youth", "no", 600, 0),
        ("Inès O.", "B07", "youth", "yes", 600, 0),
        ("Gilbert M.", "B10", "elders", "", ALWAYS, 0),
        ("Fatou N.", "B12", "adults", "yes", 500, 0),
        ("Denise C.", "C01", "elders", "expired", ALWAYS, 0),
        ("Paulo F.", "C02", "adults", "", ALWAYS, 0),
        ("Claudine B.", "C05", "elders", "no", ALWAYS, 0),
        ("Mehdi A.", "C06", "adults", "", 80, 0),
        ("Rolande G.", "C08", "elders", "yes", ALWAYS, 0),
        ("Stéphanie J.", "C09", "adults", "", 400, 0),
        ("Ahmet Y.", "C10", "adults", "", ALWAYS, 0),
        ("Simone E.", "D01", "elders", "no", ALWAYS, 0),
        ("Tatiana Z.", "D03", "adults", "", 120, 0),
        ("Raymond W.", "D04", "elders", "", ALWAYS, RETENTION),
        ("Lola I.", "D06", "youth", "", 300, 0),
        ("Hugo U.", "D06", "children", "", 300, 0),
    )
]
GRAND_LARGE = [
    Resident("serge", "Serge N.", "12", "adults", "yes", 210, 0),
    Resident("huguette", "Huguette R.", "3", "elders", "", 210, 0),
    Resident("aminata", "Aminata C.", "7", "adults", "", 60, 0),
]
RESIDENTS = {"tamaris": TAMARIS, "grand_large": GRAND_LARGE}
GUARDIANS = {"hugo": ("Mme U.", "02 00 00 00 00")}


def resident_values(resident, today):
    """Return the fields of a resident, but where they live and their generation."""
    values = {"name": resident.name, "dwelling": resident.dwelling}
    if resident.image == "no":
        values["image_consent"] = "no"
    elif resident.image:
        given = today - timedelta(days=min(resident.since, 400))
        values |= {"image_consent": "yes", "image_consent_date": given}
        if resident.image == "withdrawn":
            values["image_consent_withdrawn"] = today - timedelta(days=45)
        elif resident.image == "expired":
            values["image_consent_until"] = today - timedelta(days=20)
    if resident.key in GUARDIANS:
        name, phone = GUARDIANS[resident.key]
        values |= {"guardian_name": name, "guardian_phone": phone}
    return values
