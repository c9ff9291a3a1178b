"""A meeting of an animator and her coordinator, and its lines in the matrix.

Cells are those of ``rights.py``.
"""

from .base import ResidenceCommon

SECRET = "Zzsecret"

_NONE = ("",) * 3
_NOBODY = dict.fromkeys(
    (
        "animator",
        "coordinator",
        "management",
        "administrator",
        "animator_management",
        "coordinator_management",
        "administrator_animator",
        "nobody",
    ),
    _NONE,
)
# A colleague of the same team reads nothing of what is about somebody else.
_BETWEEN_TWO = {
    **_NOBODY,
    "animator": ("rw", "", ""),
    "coordinator": ("rwcu", "", ""),
    "coordinator_management": ("", "rwcu", ""),
}
COACHING_MATRIX = {
    "residence.coaching.visit": _BETWEEN_TWO,
    "residence.coaching.action": _BETWEEN_TWO,
    "residence.coaching.talk": {
        **_NOBODY,
        "animator": ("rcu", "", ""),
        "coordinator": ("r", "", ""),
        "coordinator_management": ("", "r", ""),
    },
    "residence.briefing": {
        **_BETWEEN_TWO,
        **dict.fromkeys(
            ("animator", "animator_management", "administrator_animator"),
            ("rwcu", "", ""),
        ),
    },
}


class CoachingRecords:
    """One row of each model in each of the three residences, for the matrix."""

    def _make_residence_coaching_visit(self):
        return [
            self.env["residence.coaching.visit"].create(
                {
                    "animator_id": self.users[animator].id,
                    "coordinator_id": residence.coordinator_id.id,
                    "residence_id": residence.id,
                    "date": "2026-05-05",
                    "body": f"{SECRET} kept",
                }
            )
            for residence, animator in self._get_pairs()
        ]

    def _get_pairs(self):
        return [
            (self.home, "animator"),
            (self.shared_home, "away_animator"),
            (self.away, "away_animator"),
        ]

    def _make_residence_coaching_action(self):
        return [
            self.env["residence.coaching.action"].create(
                {"visit_id": visit.id, "name": f"{SECRET} step"}
            )
            for visit in self._make_residence_coaching_visit()
        ]

    def _make_residence_coaching_talk(self):
        return [
            self.env["residence.coaching.talk"].create(
                {"animator_id": self.users[animator].id, "residence_id": residence.id}
            )
            for residence, animator in self._get_pairs()
        ]

    def _make_residence_briefing(self):
        return [
            self.env["residence.briefing"].create(
                {"residence_id": residence.id, "body": f"{SECRET} context"}
            )
            for residence, _animator in self._get_pairs()
        ]


class CoachingCommon(ResidenceCommon):
    @classmethod
    def _new_visit(cls, residence=None, user=None, **values):
        """Make a meeting of the animator, held last Tuesday, unless told."""
        residence = residence or cls.home
        return cls.env["residence.coaching.visit"].create(
            {
                "animator_id": (user or cls.animator).id,
                "coordinator_id": residence.coordinator_id.id,
                "residence_id": residence.id,
                "date": "2026-05-05",
                **values,
            }
        )
