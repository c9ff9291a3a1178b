from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

UNFINISHED = ("waiting", "running")
KEEP_DAYS = 7  # unless residence_community.export_keep_days says otherwise
FORGET_DAYS = 60  # after which nothing says any more that it was asked for


class ResidenceExport(models.Model):
    """A workbook too long to wait for: made in the background, kept for a week.

    The wizard asks for one, the cron makes it (residence_export_run.py). A global rule
    gives each to its owner alone, and with it the file, which is its attachment. No
    client creates or changes one: ``sudo`` does, where the owner was checked.
    """

    _name = "residence.export"
    _description = "Workbook Made in the Background"
    _named_by = ("key", "date_from", "date_to")
    _inherit = ["residence.named"]
    _order = "id desc"

    user_id = fields.Many2one(
        "res.users", "Asked by", required=True, index=True, ondelete="cascade"
    )
    key = fields.Selection("_get_keys", "Workbook", required=True)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    residence_ids = fields.Many2many(
        "residence.residence",
        string="Residences",
        context={"active_test": False},
        help="None: all those that the owner may read.",
    )
    is_external = fields.Boolean(
        "Meant for Outside", help="Small counts of people are hidden."
    )
    residence_count = fields.Integer(
        groups=fields.NO_ACCESS,
        help="How many were asked for: fewer is another workbook, and 0 is all.",
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Being made"),
            ("done", "Ready"),
            ("cancelled", "Given up"),
            ("failed", "Not made"),
            ("expired", "No longer kept"),
        ],
        string="Status",
        required=True,
        default="waiting",
        index=True,
    )
    rows_total = fields.Integer("Rows")
    rows_done = fields.Integer("Rows Written")
    progress = fields.Integer("Progress (%)", compute="_compute_progress")
    attempts = fields.Integer(default=0, groups=fields.NO_ACCESS)
    attachment_id = fields.Many2one(
        "ir.attachment", "File", ondelete="set null", index="btree_not_null"
    )
    expires_on = fields.Date("Kept Until")
    error = fields.Char("What Happened")

    @api.model
    def _get_keys(self):
        """Return the workbooks that there are, as the wizard names them."""
        wizards = self.env["residence.export.wizard"]
        return wizards._fields["key"]._description_selection(self.env)

    def _get_own_name(self):
        return self.env._(
            "%(workbook)s, %(first)s – %(last)s",
            workbook=dict(self._get_keys()).get(self.key, self.key),
            first=format_date(self.env, self.date_from),
            last=format_date(self.env, self.date_to),
        )

    @api.depends("rows_done", "rows_total")
    def _compute_progress(self):
        for job in self:
            share = job.rows_done / job.rows_total if job.rows_total else 0
            job.progress = min(100, int(share * 100))

    @api.model
    def _ask(self, values):
        """Return the job that will make a workbook for the user.

        The same one again while it is not made: a second click asks for nothing new.

        :param dict values: of ``key``, ``date_from``, ``date_to``, ``is_external``,
            ``residence_ids`` (a recordset that the user may read), ``rows_total``.
        :raise UserError: where background exports are switched off.
        """
        cron = self._get_cron()
        if not cron or not cron.sudo().active:  # sudo: whether it runs, nothing else
            raise UserError(
                self.env._(
                    "Workbooks are not made in the background here: choose a shorter "
                    "period, or ask your administrator to switch on the scheduled "
                    "action “Residence: make the long workbooks”."
                )
            )
        residences = values["residence_ids"]
        mine = {**values, "user_id": self.env.uid, "residence_count": len(residences)}
        del mine["residence_ids"], mine["rows_total"]
        # sudo: no client may create one; this is the user's own
        jobs = self.sudo()
        waiting = jobs.search(
            [
                ("state", "in", UNFINISHED),
                *((name, "=", value) for name, value in mine.items()),
            ]
        ).filtered(lambda job: job.residence_ids == residences)
        if waiting:
            return waiting[0].sudo(False)
        job = jobs.create(
            {
                **mine,
                "rows_total": values["rows_total"],
                "residence_ids": [fields.Command.set(residences.ids)],
            }
        )
        cron._trigger()
        return job.sudo(False)

    @api.model
    def _get_cron(self):
        return self.env.ref(
            "residence_community.residence_export_cron", raise_if_not_found=False
        )

    @api.model
    def _get_keep_days(self):
        """Return for how many days a workbook is kept."""
        # sudo: a setting of the whole database, without anything of a person in it
        parameters = self.env["ir.config_parameter"].sudo()
        value = parameters.get_param("residence_community.export_keep_days", "")
        return int(value) if value.isdecimal() and int(value) else KEEP_DAYS

    def action_cancel(self):
        """Give up what is not made yet; what is made meanwhile stays."""
        self.check_access("read")
        # sudo: one's own, by the rule; nobody writes on one otherwise
        jobs = self.sudo().filtered(lambda job: job.state in UNFINISHED)
        jobs.state = "cancelled"

    def action_download(self):
        """Send the browser to the file; the reminder of it goes.

        :raise UserError: where it is not there, or not any more.
        """
        self.ensure_one()
        self.check_access("read")
        if self.state != "done" or not self.attachment_id:
            raise UserError(
                self.env._("This workbook is not there, or no longer: ask for it anew.")
            )
        self._get_reminders().unlink()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }

    @api.readonly
    def action_again(self):
        """Open the wizard with the same choices."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_export_wizard_action"
        )
        return {
            **action,
            "context": {
                "default_key": self.key,
                "default_period": "custom",
                "default_date_from": self.date_from,
                "default_date_to": self.date_to,
                "default_residence_ids": self.residence_ids.ids,
                "default_is_external": self.is_external,
            },
        }

    def _get_reminders(self):
        """Return the activities that say that these are there, or are not."""
        # sudo: the owner's own, made by the cron
        activities = self.env["mail.activity"].sudo()
        return activities.search([("residence_export_id", "in", self.ids)])

    @api.autovacuum
    def _gc_exports(self):
        """Delete the files that were kept long enough, and later the lines."""
        today = fields.Date.today()
        expired = self.search([("state", "=", "done"), ("expires_on", "<", today)])
        expired.attachment_id.unlink()
        expired._get_reminders().unlink()
        expired.state = "expired"
        self.search(
            [
                ("state", "not in", (*UNFINISHED, "done")),
                ("create_date", "<", today - timedelta(days=FORGET_DAYS)),
            ]
        ).unlink()
        # files of owners who were deleted: the database took away the lines alone
        files = self.env["ir.attachment"].search([("res_model", "=", self._name)])
        kept = set(self.browse(files.mapped("res_id")).exists().ids)
        files.filtered(lambda one: one.res_id not in kept).unlink()
