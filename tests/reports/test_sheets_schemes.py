"""The workbooks of funders: SENACS, AVP, CFPPA: right, and blank where not measured."""

from ..common.base import MODULE
from ..common.figures import count, generations_of
from ..common.workbooks import SchemesCommon


class TestSenacs(SchemesCommon):
    def test_agrees_with_a_plain_count(self):
        self.new_convention("senacs")
        row, total = self.rows(self.open("senacs")["Places"])
        expected = count(self.events)
        for heading, measure in {
            "Different people named": "unique_people",
            "First visits, named": "newcomers",
            "Participations": "participations",
            "Residents' initiatives": "events_resident_led",
            "Led by the team and residents": "events_shared",
            "Number held": "events",
            "Volunteers in activities": "helpers",
            "Hours given": "volunteer_hours",
            "Different partners": "partners",
            "Spent on events": "actual_cost",
            "Brought by Partners": "contribution_amount",
        }.items():
            with self.subTest(heading):
                self.assertEqual(row[heading], expected[measure])
        self.assertEqual((row["Place"], row["Year"]), ("Les Tamaris", "2026"))
        self.assertEqual(row["Elders (60 and over)"], 15)
        ages = self.env["residence.age.bracket"]._get_rows().mapped("name")
        self.assertEqual(sum(row[age] or 0 for age in ages), expected["participations"])
        self.assertEqual(total["Participations"], expected["participations"])
        # what is not noted here is left to be filled in, and is not 0
        for heading in ("Volunteers in governance", "Employees", "Associations hosted"):
            self.assertIsNone(row[heading])

    def test_a_place_without_events_is_blank(self):
        self.new_convention("senacs", residence_ids=[(6, 0, self.shared_home.ids)])
        row, _total = self.rows(self.open("senacs")["Places"])
        self.assertEqual(row["Number held"], 0)
        for heading in ("Participations", "Different people named", "Hours given"):
            self.assertIsNone(row[heading])

    def test_for_outside(self):
        self.new_convention("senacs")
        row, total = self.rows(self.open("senacs", external=True)["Places"])
        self.assertEqual(row["Different people named"], "< 5")
        self.assertEqual(row["Children (0–10)"], "< 5")
        # one place: its total would tell
        self.assertEqual(total["Children (0–10)"], "< 5")
        self.assertEqual(row["Elders (60 and over)"], 15)


class TestAvp(SchemesCommon):
    def test_places_and_domains(self):
        convention = self.new_convention(
            "avp",
            carrier="Appui Voisinage (exemple)",
            cnsa_rate=65,
            resident_count=8,
            amount_per_resident=7500,
            elderly_count=7,
            entry_count=0,
            has_charter=True,
            line_ids=[
                (
                    0,
                    0,
                    {
                        "axis_id": self.env.ref(f"{MODULE}.funding_axis_avp_2").id,
                        "name": "Repas",
                        "origin": "events",
                    },
                ),
                (
                    0,
                    0,
                    {
                        "axis_id": self.env.ref(f"{MODULE}.funding_axis_avp_4").id,
                        "name": "Veille",
                        "planned_amount": 500,
                        "actual_amount": 450,
                    },
                ),
            ],
        )
        self.share(self.last_meal, "avp_2", 50)
        book = self.open("avp")
        row, total = self.rows(book["Places"])
        self.assertEqual(row["Place"], convention.name)
        self.assertEqual(row["CNSA share"], 0.65)
        self.assertEqual((row["Elderly residents"], row["Disabled residents"]), (7, 0))
        self.assertEqual(row["Moved in"], 0)
        self.assertEqual((row["Granted"], total["Granted"]), (1200, 1200))
        self.assertEqual(row["Different partners"], count(self.events)["partners"])
        self.assertEqual(row["Actual expense"], 450 + 82.4)
        self.assertIsNone(row["Residents' bodies"])
        meals, care, total = self.rows(book["Spending domains"])
        self.assertEqual((meals["Sessions held"], meals["Participations"]), (1, 18))
        self.assertEqual(meals["Actual expense"], 82.4)
        self.assertAlmostEqual(meals["Actual, claimed"], 41.2)
        self.assertEqual((care["Actual expense"], care["Participations"]), (450, None))
        self.assertEqual(total["Participations"], 18)
        self.assertNotIn("heures", str(list(book["Spending domains"].values)).lower())

    def test_residents_that_nobody_counted_are_blank(self):
        self.new_convention("avp")
        row, _total = self.rows(self.open("avp")["Places"])
        for heading in ("Elderly residents", "Disabled residents", "Moved in"):
            self.assertIsNone(row[heading])

    def test_an_animator_sees_her_axes_and_no_amount_of_a_convention(self):
        self.assertFalse(self.sheets.with_user(self.animator)._is_available("avp"))
        self.new_convention("avp", allowance_amount=98765)
        self.share(self.last_meal, "avp_2", 50)
        self.env.flush_all()
        self.assertTrue(self.sheets.with_user(self.animator)._is_available("avp"))
        book = self.open("avp", self.animator)
        text = str([list(tab.values) for tab in book])
        self.assertNotIn("98765", text)
        row, _total = self.rows(book["Axes"])
        self.assertEqual((row["Sessions held"], row["Participations"]), (1, 18))
        away = self.sheets.with_user(self.users["away_animator"])
        self.assertFalse(away._is_available("avp"))


class TestCfppa(SchemesCommon):
    def new_action(self, **values):
        return self.new_convention(
            "cfppa",
            title="Équilibre et bonne humeur",
            cofunding_amount=250,
            line_ids=[
                (
                    0,
                    0,
                    {
                        "axis_id": self.env.ref(
                            f"{MODULE}.funding_axis_cfppa_activity"
                        ).id,
                        "name": "Séances",
                        "origin": "events",
                        "session_planned": 10,
                        "assessment": "On tient debout",
                    },
                )
            ],
            **values,
        )

    def test_who_came(self):
        self.new_action(
            is_sex_measured=True, women_count=9, men_count=0, caregiver_count=2
        )
        detailed = self._new_event(days=-6, state="done")
        for name, quantity in (("60_69", 3), ("90", 2), ("18_25", 1)):
            bracket = self.env.ref(f"{MODULE}.age_bracket_{name}")
            detailed.attendance_ids = [
                (0, 0, {"age_bracket_id": bracket.id, "quantity": quantity})
            ]
        for event in (self.last_meal, detailed):
            self.share(event, "cfppa_activity")
        row, total = self.rows(self.open("cfppa")["Actions"])
        self.assertEqual(row["Action"], "Équilibre et bonne humeur")
        self.assertEqual((row["Sessions planned"], row["Sessions held"]), (10, 2))
        self.assertEqual(row["Participations"], 18 + 6)
        self.assertEqual(row["Different people named"], 2)
        # ages: what somebody counted, and nothing made up of generations
        self.assertEqual((row["60–69"], row["90 and over"], row["70–79"]), (3, 2, None))
        self.assertEqual(row["60 and over, detail not counted"], 9)
        self.assertEqual((row["Under 60"], row["Age not noted"]), (2 + 2 + 4 + 1, 1))
        self.assertEqual(sum(map(len, map(generations_of, self.last_meal))), 4)
        # women and men were counted, GIR were not
        self.assertEqual((row["Women"], row["Men"]), (9, 0))
        self.assertEqual((row["GIR 1 to 4"], row["Caregivers"]), (None, 2))
        self.assertEqual((row["CFPPA"], row["Co-funding"]), (1200, 250))
        self.assertEqual(row["Total cost"], 82.4)
        self.assertEqual(row["Assessment"], "On tient debout")
        self.assertEqual(total["Participations"], 24)

    def test_an_action_by_hand(self):
        action = self.new_action()
        action.line_ids.origin = "manual"
        action.line_ids.people_count = 14
        row, _total = self.rows(self.open("cfppa")["Actions"])
        self.assertEqual(row["Different people named"], 14)
        self.assertIsNone(row["60–69"])
        self.assertIsNone(row["Women"])

    def test_for_outside(self):
        self.new_action(is_gir_measured=True, gir_1_4_count=2, gir_5_6_count=9)
        self.share(self.last_meal, "cfppa_activity")
        row, total = self.rows(self.open("cfppa", external=True)["Actions"])
        self.assertEqual((row["GIR 1 to 4"], row["GIR 5 and 6"]), ("< 5", 9))
        self.assertEqual(total["GIR 1 to 4"], "< 5")
        self.assertEqual(row["Different people named"], "< 5")
        self.assertEqual(row["Sessions held"], 1)
