import logging
import mmap
import tempfile
from contextlib import closing
from datetime import timedelta

from markupsafe import Markup
from psycopg2 import OperationalError
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...tools.period import Period
from ...tools.progress import Progress

_logger = logging.getLogger(__name__)

UNFINISHED = ("waiting", "running")
KEEP_DAYS = 7  # unless residence_community.export_keep_days says otherwise
FORGET_DAYS = 60  # after which nothing says any more that it was asked for
MAX_ATTEMPTS = 3
TOLD_EVERY = 2  # seconds between two steps of the progress bar
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Stopped(Exception):
    """Raised in the middle of the work: somebody gave it up, or took it over."""


class ResidenceExport(models.Model):
    """A workbook too long to wait for: made in the background, kept for a week.

    The wizard asks for one. The cron makes it as its owner, in a transaction that only
    reads. Two cursors: the figures are read in one long read-only transaction, all of
    the same moment; what is said of the job is committed by the cron's own cursor
    meanwhile.

    A global rule gives each to its owner alone, and with it the file, which is its
    attachment. No client creates or changes one: ``sudo`` does, where the owner was
    checked.
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

    @api.depends("rows_done", "rows_total")
    def _compute_progress(self):
        for job in self:
            share = job.rows_done / job.rows_total if job.rows_total else 0
            job.progress = min(100, int(share * 100))

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
        files.filtered(lambda file: file.res_id not in kept).unlink()

    @api.model
    def _cron_run(self):
        """Make the workbooks that wait, one after the other.

        Odoo locks the cron's row: nobody else is in here. A job that is being made when
        this begins has lost its worker, by a restart or a limit, and is taken again;
        after the others, so that one that always ends badly keeps none waiting.
        """
        crons = self.env["ir.cron"]
        jobs = self.search([("state", "in", UNFINISHED)], order="attempts, id")
        time_left = crons._commit_progress(remaining=len(jobs))
        for job in jobs:
            if not time_left:
                return  # other scheduled actions have their turn, then this again
            finished = job._run()
            time_left = crons._commit_progress(int(finished))

    def _run(self):
        """Make one workbook; return False where it has to be taken again."""
        self.ensure_one()
        try:
            if self._take():
                self._make()
            self.env["ir.cron"]._commit_progress()
        except Stopped:
            self.env.cr.rollback()
        except OperationalError:
            # the database went away, or somebody changed the job at this very moment
            self.env.cr.rollback()
            _logger.warning("Export %s will be made again", self.id, exc_info=True)
            return False
        return True

    def _take(self):
        """Begin, unless it is given up; say so where it ended badly too often."""
        if not self.try_lock_for_update() or self.state not in UNFINISHED:
            return False
        if self.attempts >= MAX_ATTEMPTS:
            self._fail(
                self._speak().env._(
                    "The server stopped %s times before the end: choose a shorter "
                    "period or fewer residences, or ask your administrator to give "
                    "scheduled actions more time.",
                    MAX_ATTEMPTS,
                )
            )
            return False
        self.write({"state": "running", "rows_done": 0, "attempts": self.attempts + 1})
        self.env["ir.cron"]._commit_progress()  # a crash leaves that it was begun
        return True

    def _make(self):
        """Write the workbook into a file without a name, then keep it."""
        attempt = self.attempts
        progress = Progress(lambda count: self._tell(count, attempt), TOLD_EVERY)
        # it has no name on the disk: nothing is left behind, whatever happens
        with tempfile.TemporaryFile() as file:
            try:
                name = self._write_file(file, progress)
            except (Stopped, OperationalError):
                raise
            except AccessError:
                self._fail_unless_stopped(attempt, self._get_not_allowed())
            except UserError as error:
                self._fail_unless_stopped(attempt, str(error))
            except Exception:
                _logger.exception("Export %s was not made", self.id)
                self._fail_unless_stopped(attempt, self._get_broken())
            else:
                self._check_mine(attempt)
                self._keep(file, name)

    def _write_file(self, file, progress):
        """Write the workbook as the owner may read it now; return its name.

        :raise UserError: where the owner may not have it any more.
        """
        if not self.user_id.active:
            raise UserError(self.env._("The account of who asked for it is closed."))
        with self.pool.cursor(readonly=True) as cursor, closing(progress):
            env = self._get_owner_env(cursor)
            sheets = env["residence.sheets"]
            if not sheets._is_available(self.key):
                raise UserError(self._get_not_allowed())
            residences = self._get_asked_residences(env)
            period = Period(self.date_from, self.date_to)
            sheets._write_workbook(
                file,
                self.key,
                period,
                residences,
                external=self.is_external,
                watch=progress.watch,
            )
            return sheets._get_file_name(self.key, period, external=self.is_external)

    def _get_owner_env(self, cursor):
        """Return the owner's environment: all her companies, as the route has it."""
        owner = self.user_id
        context = {
            "lang": owner.lang,
            "tz": owner.tz,
            "allowed_company_ids": owner.company_ids.ids,
        }
        return api.Environment(cursor, owner.id, context)

    def _get_asked_residences(self, env):
        """Return the residences asked for, in the owner's environment.

        None stands for all: a residence that is gone or closed to her must not make
        all of those that are left.

        :raise UserError: where one is not hers any more.
        """
        residences = env["residence.residence"].with_context(active_test=False)
        residences = residences.search([("id", "in", self.residence_ids.ids)])
        if len(residences) < self.residence_count:
            raise UserError(self._get_not_allowed())
        return residences

    def _tell(self, count, attempt):
        """Note how many rows are written.

        :raise Stopped: where there is nothing to go on for.
        """
        try:
            if self.try_lock_for_update(allow_referencing=True):
                self._check_mine(attempt)
                self.rows_done = min(count, self.rows_total)
            elif not self.exists():
                raise Stopped
            # else somebody is giving it up right now: the next time will know
            self.env["ir.cron"]._commit_progress()
        except SerializationFailure:
            self.env.cr.rollback()

    def _check_mine(self, attempt):
        if not self.exists() or self.state != "running" or self.attempts != attempt:
            raise Stopped

    def _keep(self, file, name):
        """Attach the file to the job, for its owner alone, and tell her."""
        attachments = self.env["ir.attachment"]
        file.flush()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            # Odoo's own storage takes what can be read like bytes: a mapped file is
            # never whole in memory
            is_stored_as_file = attachments._storage() == "file"
            attachment = attachments.create(
                {
                    "name": name,
                    "raw": content if is_stored_as_file else content[:],
                    "mimetype": XLSX,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        owner = self.user_id
        today = fields.Date.context_today(self.with_context(tz=owner.tz))
        self.write(
            {
                "state": "done",
                "rows_done": self.rows_total,
                "attachment_id": attachment.id,
                "expires_on": today + timedelta(days=self._get_keep_days()),
            }
        )
        self._tell_owner()

    def _fail_unless_stopped(self, attempt, sentence):
        self.env.cr.rollback()
        self._check_mine(attempt)
        self._fail(sentence)

    def _fail(self, sentence):
        self.write({"state": "failed", "error": sentence})
        self._tell_owner()

    def _tell_owner(self):
        """Tell whoever asked: at once where she is there, and for later.

        An activity attached to no document, which nobody else can read; without a mail.
        """
        owner = self.user_id
        if not owner.active or not self._filter_readable_by(owner):
            return  # without an account, or without any role
        job = self.with_context(lang=owner.lang)
        is_done = self.state == "done"
        title = (
            job.env._("Workbook ready") if is_done else job.env._("Workbook not made")
        )
        today = fields.Date.context_today(self.with_context(tz=owner.tz))
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            {
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                "summary": f"{title}: {job.display_name}",
                "note": Markup(
                    '<p>{} <a href="/odoo/mes-exports/{}">{}</a></p>'
                ).format(self.error or "", self.id, job.env._("My Exports")),
                # not late before the workbook goes: Odoo would show it in red
                "date_deadline": self.expires_on
                or today + timedelta(days=self._get_keep_days()),
                "user_id": owner.id,
                "residence_export_id": self.id,
                "automated": True,
            }
        )
        owner._bus_send(
            "residence_community/export",
            {
                "id": self.id,
                "is_done": is_done,
                "title": title,
                "message": self.error or job.display_name,
            },
        )

    def _speak(self):
        """Return the job in its owner's language."""
        return self.with_context(lang=self.user_id.lang)

    def _get_not_allowed(self):
        return self._speak().env._(
            "You may not read all of it any more: the workbook or a residence is no "
            "longer yours. Ask for it anew with what you may read."
        )

    def _get_broken(self):
        return self._speak().env._(
            "Something broke on the server. Ask for it anew; should it happen again, "
            "tell your administrator: export no. %s.",
            self.id,
        )
