"""Three residents of a house and an event of it that is past, for tests of names."""

from .base import ResidenceCommon


class PresenceCommon(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.odette = cls._new_resident(age_bracket_id=cls.elders.id)
        cls.ines = cls._new_resident("Inès O.", "B07", age_bracket_id=cls.adults.id)
        cls.kevin = cls._new_resident("Kévin H.", "b 07")
        cls.event = cls._new_event(state="planned")

    def _get_counts(self, event):
        return {
            line.age_bracket_id: line.quantity
            for line in event.attendance_ids
            if line.quantity
        }
