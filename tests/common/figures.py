"""Events to make figures of, and the same figures counted by hand in plain Python."""

from statistics import median

from .base import ResidenceCommon

MEASURES = (
    "events",
    "events_counted",
    "events_planned",
    "events_cancelled",
    "events_shared",
    "events_resident_led",
    "reports_missing",
    "participations",
    "external_participations",
    "households",
    "unique_people",
    "newcomers",
    "passages",
    "baskets",
    "baskets_ordered",
    "volunteer_hours",
    "planned_cost",
    "actual_cost",
    "contribution_amount",
    "contribution_hours",
    "events_ten_or_more",
    "events_by_generation",
    "events_intergenerational",
    "events_households_counted",
    "events_with_partners",
    "helpers",
    "partners",
)


class FiguresCommon(ResidenceCommon):
    """A spring and the one before, in two residences, with everything that may vary."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make, away = cls._new_event, cls.away
        cls.partner = cls.env["res.partner"].create(
            {"name": "École", "is_company": True}
        )
        cls.last_meal = cls._new_count(
            make(
                name="=Repas d'été",
                actual_cost=82.4,
                declared_households=13,
                animator_id=cls.animator.id,
                staff_hours=7.25,
                summary="On refait\nla soupe",
                note="Secret note",
            ),
            children=2,
            youth=2,
            adults=4,
            elders=9,
            unspecified=1,
        )
        cls.last_meal.external_count = 2
        again = cls._new_count(make(days=-21), elders=6, adults=0)
        before = cls._new_count(make(days=-372, actual_cost=70), elders=11)
        # a new year's eve that is one in UTC only: half past midnight in Paris
        cls._new_count(make(days=-132, hour=23, stop="2026-01-01 01:00:00"), youth=5)
        club = {"event_type_id": cls.club.id, "volunteer_hours": 3}
        make(days=-30, led_by="residents", attendance_count=9, **club)
        make(
            days=-4,
            event_type_id=cls.basket.id,
            basket_count=12,
            basket_ordered_count=13,
            led_by="shared",
        )
        make(days=-5, event_type_id=cls.open_door.id, passage_count=7, actual_cost=5)
        cls.uncounted = make(days=-8)
        elsewhere = cls._new_count(make(away, days=-9), adults=3, children=1)
        # one comes again and again, in both years; nobody gave a name elsewhere
        odette, ines, lola = (
            cls._new_resident(name, dwelling)
            for name, dwelling in (
                ("Odette V.", "A02"),
                ("Inès O.", "B07"),
                ("Lola I.", "B07"),
            )
        )
        for event, residents in {
            cls.last_meal: [odette, ines],
            again: [odette, lola],
            before: [odette],
            elsewhere: [cls._new_resident("Ahmet Y.", "C10", away)],
        }.items():
            cls._new_presences(event, *residents)
        # Lola leads in one event, and lends a hand at none other
        again.presence_ids.filtered(lambda one: one.resident_id == lola).role = "lead"
        cls.last_meal.presence_ids[0].role = "co_organizer"
        grower = cls.partner.copy({"name": "Ferme"})
        cls.last_meal.partner_ids = cls.partner | grower
        again.partner_ids = cls.partner
        cls.everything = cls.env["residence.event"].search([])
        cls.last_meal.contribution_ids = [
            (0, 0, {"partner_id": cls.partner.id, "amount": 150}),
            (0, 0, {"partner_id": cls.partner.id, "kind": "hours", "hours": 2.5}),
        ]
        cls.everything.state = "done"
        make(away, days=-11).state = "cancelled"
        cls.due = make(days=-3) | make(days=-2, state="planned")
        make(days=5).state = "planned"
        cls.prepared = make(days=10)  # a draft still to come: nobody's figure yet
        cls.everything = cls.env["residence.event"].search([])
        cls.figures_of = cls.everything - cls.prepared
        cls.report = cls.env["residence.activity.report"].with_user(cls.management)
        cls.env.flush_all()


def counts_people(event):
    """Whether somebody counted the people of an event that was held."""
    return (
        event.state == "done"
        and event.is_counted
        and event.counting_mode in ("generations", "total")
    )


def count(events):
    """Return the measures of ``events``; None where nothing was measured."""
    held = events.filtered(lambda event: event.state == "done")
    is_event = events.filtered(lambda event: event.counting_mode != "passages")
    counted = events.filtered(counts_people)

    def total(records, name):
        values = [record[name] for record in records if record[name]]
        return sum(values) if values else None

    def number(records):
        return len(records & is_event) if is_event else None

    return {
        "events": number(held),
        "events_counted": number(counted),
        "events_planned": number(events.filtered(lambda one: one.state != "draft")),
        "events_cancelled": number(
            events.filtered(lambda one: one.state == "cancelled")
        ),
        "events_shared": number(held.filtered(lambda one: one.led_by == "shared")),
        "events_resident_led": number(
            held.filtered(lambda one: one.led_by == "residents")
        ),
        "reports_missing": len(events.filtered("is_report_due")),
        "participations": sum(counted.mapped("attendance_count")) if counted else None,
        "external_participations": (
            sum(counted.mapped("external_count")) if counted else None
        ),
        "households": total(held, "household_count"),
        "unique_people": len(held.presence_ids.resident_id) or None,
        "newcomers": (
            sum(held.presence_ids.mapped("is_newcomer")) if held.presence_ids else None
        ),
        "passages": total(held - is_event, "passage_count"),
        "baskets": total(held, "basket_count"),
        "baskets_ordered": total(held, "basket_ordered_count"),
        "volunteer_hours": total(held, "volunteer_hours"),
        "planned_cost": total(
            events.filtered(lambda one: one.state != "cancelled"), "planned_cost"
        ),
        "actual_cost": total(events, "actual_cost"),
        "contribution_amount": total(held.contribution_ids, "amount"),
        "contribution_hours": total(held.contribution_ids, "hours"),
        **count_regularity(events, held, counted, number),
    }


def count_regularity(events, held, counted, number):
    """Return the measures of regularity of ``events``; see ``count``."""
    known = counted.filtered(
        lambda one: (
            generations_of(one)
            or (one.counting_mode == "generations" and not one.attendance_count)
        )
    )
    named = held.filtered("presence_ids")
    organisations = held.partner_ids
    return {
        "events_ten_or_more": (
            sum(one.attendance_count >= 10 for one in counted) if counted else None
        ),
        "events_by_generation": number(known),
        "events_intergenerational": (
            sum(len(generations_of(one)) > 1 for one in known) if known else None
        ),
        "events_households_counted": number(
            held.filtered(lambda one: one.household_count)
        ),
        "events_with_partners": number(held.filtered("partner_ids")),
        "helpers": (
            len(
                held.presence_ids.filtered(
                    lambda one: one.role in ("co_organizer", "lead")
                ).resident_id
            )
            if named
            else None
        ),
        "partners": len(organisations) or None,
    }


def generations_of(event):
    """Return the names of the generations present whose age is known."""
    return {
        (line.age_bracket_id.parent_id or line.age_bracket_id).name
        for line in event.attendance_ids
        if line.quantity and not line.age_bracket_id.is_unspecified
    }


def rates(events):
    """Return average, median, and people per 100 dwellings: residents, then all."""
    counted = events.filtered(counts_people)
    if not counted:
        return None, None, None, None
    people = counted.mapped("attendance_count")
    residents = sum(people) - sum(counted.mapped("external_count"))
    dwellings = sum(event.residence_id.dwelling_count for event in counted)
    return (
        sum(people) / len(people),
        median(people),
        100 * residents / dwellings,
        100 * sum(people) / dwellings,
    )
