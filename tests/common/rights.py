"""Who may do what: the one table of rights, which docs/droits.md tells in words.

A cell reads ``"rwcu"``: read, write, create, unlink; three cells per user: a record of
``home`` (theirs), of ``shared_home`` (coordinated by someone else), of ``away``
(nothing to do with them).
"""

from .coaching import COACHING_MATRIX
from .peers import PEER_MATRIX

VERBS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
ALL, NONE = ("rwcu",) * 3, ("",) * 3
READ_ALL = ("r",) * 3

FIELD_MODELS = {  # where people work: the direction has nothing here
    "animator": ("rwcu", "", ""),
    "coordinator": ("rwcu", "", ""),
    "management": NONE,
    "administrator": ALL,
    "animator_management": ("rwcu", "", ""),
    "coordinator_management": ("", "rwcu", ""),
    "administrator_animator": ALL,
    "nobody": NONE,
}
HOUSE_MODELS = {
    "animator": ("r", "", ""),
    "coordinator": ("rw", "", ""),
    "management": READ_ALL,
    "administrator": ALL,
    "animator_management": READ_ALL,
    "coordinator_management": ("r", "rw", "r"),
    "administrator_animator": ALL,
    "nobody": NONE,
}
KEPT_NAMES = {  # residents, who was there, who has an idea or a key
    **FIELD_MODELS,
    "coordinator": NONE,
    "coordinator_management": NONE,
}
ERASURE_LOG = {  # written by the system alone
    **dict.fromkeys(FIELD_MODELS, NONE),
    "administrator": READ_ALL,
    "administrator_animator": READ_ALL,
}
LISTS = {
    "animator": READ_ALL,
    "coordinator": READ_ALL,
    "management": READ_ALL,
    "administrator": ALL,
    "animator_management": READ_ALL,
    "coordinator_management": READ_ALL,
    "administrator_animator": ALL,
    "nobody": NONE,
}
REPORT = {
    "animator": ("r", "", ""),
    "coordinator": ("r", "", ""),
    "management": READ_ALL,
    "administrator": READ_ALL,
    "animator_management": READ_ALL,
    "coordinator_management": READ_ALL,
    "administrator_animator": READ_ALL,
    "nobody": NONE,
}
EXPORTS = {  # of the animator, the coordinator, the direction: each their own
    **dict.fromkeys(FIELD_MODELS, NONE),
    "animator": ("ru", "", ""),
    "coordinator": ("", "ru", ""),
    "management": ("", "", "ru"),
}
REVIEW = {  # the words of a year: the coordination's, read by the direction
    "animator": ("r", "", ""),
    "coordinator": ("rwc", "", ""),
    "management": READ_ALL,
    "administrator": ALL,
    "animator_management": READ_ALL,
    "coordinator_management": ("r", "rwc", "r"),
    "administrator_animator": ALL,
    "nobody": NONE,
}
TOOLBOX = {  # read and used by all; a replaced document is archived, not deleted
    **LISTS,
    "coordinator": ("rwc",) * 3,
    "coordinator_management": ("rwc",) * 3,
}
CONVENTIONS = {  # what the landlord and a funder agreed on
    "animator": NONE,
    "coordinator": ("r", "", ""),
    "management": ALL,
    "administrator": ALL,
    "animator_management": ALL,
    "coordinator_management": ALL,
    "administrator_animator": ALL,
    "nobody": NONE,
}
MATRIX = {
    "residence.residence": HOUSE_MODELS,
    "residence.space": HOUSE_MODELS,
    "residence.event": FIELD_MODELS,
    "residence.attendance": FIELD_MODELS,
    "residence.booking": FIELD_MODELS,
    "residence.programme.share": FIELD_MODELS,
    "residence.event.cost": FIELD_MODELS,
    "residence.event.photo": FIELD_MODELS,
    "residence.event.contribution": FIELD_MODELS,
    "residence.idea": FIELD_MODELS,
    "residence.idea.author": KEPT_NAMES,
    "residence.decision": FIELD_MODELS,
    "residence.key": KEPT_NAMES,
    "residence.loan.agreement": FIELD_MODELS,
    "residence.resident": KEPT_NAMES,
    "residence.presence": KEPT_NAMES,
    "residence.erasure": ERASURE_LOG,
    "residence.event.type": LISTS,
    "residence.age.bracket": LISTS,
    "residence.event.series": FIELD_MODELS,
    "residence.booking.series": FIELD_MODELS,
    "residence.series.date": FIELD_MODELS,
    "residence.closing": LISTS,
    "residence.school.holiday": LISTS,
    "residence.activity.report": REPORT,
    "residence.request": dict.fromkeys(FIELD_MODELS, NONE),
    "residence.export": EXPORTS,
    "residence.funding.scheme": LISTS,
    "residence.funding.axis": LISTS,
    "residence.funding.allocation": FIELD_MODELS,
    "residence.funding.convention": CONVENTIONS,
    "residence.funding.line": CONVENTIONS,
    "residence.funding.evidence": CONVENTIONS,
    "residence.funding.column": CONVENTIONS,
    "residence.peer.theme": LISTS,
    "residence.review": REVIEW,
    "residence.document": TOOLBOX,
    "residence.document.category": LISTS,
    **PEER_MATRIX,
    **COACHING_MATRIX,
}
# Transient: everyone with a role may make one, and sees their own only.
WIZARDS = {
    "residence.export.wizard",
    "residence.event.series.change",
    "residence.event.series.change.line",
    "residence.programme.copy",
    "residence.programme.copy.line",
    "residence.peer.season",
    "residence.peer.season.line",
    "residence.peer.move",
    "residence.peer.guest",
    "residence.erasure.wizard",
    "residence.erasure.wizard.line",
    "residence.print.wizard",
    "residence.paper.wizard",
    "residence.peer.review",
    "residence.funding.renewal",
}
