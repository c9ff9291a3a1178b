from odoo import fields, models

FORMATS = {"int": "#,##0", "float": "#,##0.0", "money": "#,##0.00"}
FORMATS |= {"date": "dd/mm/yyyy", "time": "hh:mm"}
KINDS = ("date", "time", *["text"] * 6, *["int"] * 12, "float", "money", "money")


class ReportEventsXlsx(models.AbstractModel):
    """The same cells as our events sheet, as a good report_xlsx would write them:
    records read in batches, one format per column, no query in the loop."""

    _name = "report.residence_bench.events"
    _description = "Events by report_xlsx"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        sheet = workbook.add_worksheet("Events")
        formats = {
            kind: workbook.add_format({"num_format": code})
            for kind, code in FORMATS.items()
        }
        columns = [formats.get(kind) for kind in (*KINDS, "text")]
        brackets = self.env["residence.age.bracket"].search([("parent_id", "=", False)])
        events = objs._fields
        states, led_by = (
            dict(events[name]._description_selection(self.env))
            for name in ("state", "led_by")
        )
        for number, event in enumerate(objs):
            start = fields.Datetime.context_timestamp(
                event.with_context(tz=event.residence_id.tz), event.start
            )
            lines = {}
            if event.state == "done":
                lines = {
                    line.generation_id: line.quantity for line in event.attendance_ids
                }
            is_held = event.state == "done"
            is_counted = is_held and event.is_counted
            values = (
                event.date,
                start.time(),
                event.residence_id.name,
                event.residence_id.code or None,
                event.event_type_id.name,
                event.name,
                states[event.state],
                led_by[event.led_by],
                *map(lines.get, brackets),
                event.attendance_count if is_counted else None,
                event.external_count if is_counted else None,
                (is_held and event.household_count) or None,
                (is_held and event.named_count) or None,
                event.newcomer_count if is_held and event.named_count else None,
                None,  # baskets and passages: no event of the data has any
                None,
                (is_held and event.volunteer_hours) or None,
                (event.state != "cancelled" and event.planned_cost) or None,
                event.actual_cost or None,
                event.summary or None,
            )
            for column, value in enumerate(values):
                if value is None:
                    continue
                if columns[column] is None:
                    sheet.write_string(number, column, value)
                elif column <= 1:
                    sheet.write_datetime(number, column, value, columns[column])
                else:
                    sheet.write_number(number, column, value, columns[column])
                data["cells"] += 1
