from babel.dates import get_day_names
from markupsafe import Markup

from odoo import api, models
from odoo.tools import babel_locale_parse, format_date, format_datetime
from odoo.tools.misc import get_lang

from ...tools.recurrence import MAX_DATES, MAX_YEARS, RuleError, add_years

SHOWN = 12  # dates of the preview


class ResidenceRecurrence(models.AbstractModel):
    """The rule read back in a sentence, and its next dates shown before it is kept."""

    _inherit = "residence.recurrence"

    def _get_sentence(self):
        """Return the rule in the user's words, or what is wrong with it."""
        self.ensure_one()
        rule = self._get_rule()
        try:
            rule.check(self._get_first_day())
        except RuleError as error:
            return self._format_error(error.code)
        tz = self._get_tz()
        sentence = self.env._(
            "%(days)s from %(start)s to %(stop)s%(end)s",
            days=self._format_days(rule),
            start=format_datetime(self.env, self.start, tz, "HH:mm"),
            stop=format_datetime(self.env, self.stop, tz, "HH:mm"),
            end=self._format_end(rule),
        )
        skipped = [
            word
            for is_skipped, word in (
                (self.skip_public_holidays, self.env._("public holidays")),
                (self.skip_closings, self.env._("closing days")),
                (self.skip_school_holidays, self.env._("school holidays")),
            )
            if is_skipped
        ]
        if not skipped:
            return f"{sentence}."
        return self.env._(
            "%(sentence)s; except %(skipped)s.",
            sentence=sentence,
            skipped=self._format_list(skipped),
        )

    def _format_days(self, rule):
        locale = babel_locale_parse(get_lang(self.env).code)
        names = get_day_names("wide", locale=locale)
        days = self._format_list([names[day] for day in rule.weekdays])
        if rule.frequency == "weekly":
            if len(rule.weekdays) == len(names) and rule.interval == 1:
                return self.env._("Every day")
            if rule.interval == 1:
                return self.env._("Every %(days)s", days=days)
            return self.env._(
                "Every %(count)s weeks, on %(days)s", count=rule.interval, days=days
            )
        if rule.position:
            labels = self._fields["week_position"]._description_selection(self.env)
            position = dict(labels)[str(rule.position)].lower()
            which = self.env._("The %(position)s %(day)s", position=position, day=days)
        elif rule.month_day == -1:
            which = self.env._("The last day")
        elif rule.month_day == 1:
            which = self.env._("The 1st")
        else:
            which = self.env._("The %s", rule.month_day)
        if rule.interval == 1:
            return self.env._("%(which)s of each month", which=which)
        return self.env._(
            "%(which)s, every %(count)s months", which=which, count=rule.interval
        )

    def _format_end(self, rule):
        if rule.until:
            is_near = rule.until < add_years(self._get_first_day(), 1)
            pattern = "d MMMM" if is_near else "d MMMM y"
            day = format_date(self.env, rule.until, date_format=pattern)
            return self.env._(", until %s", day)
        if rule.count:
            return self.env._(", %s times", rule.count)
        return ""

    def _format_list(self, words):
        """Return “a, b and c”."""
        if len(words) < 2:  # noqa: PLR2004
            return "".join(words)
        return self.env._(
            "%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1]
        )

    @api.model
    def _format_error(self, code):
        """Return what is wrong with a rule, and the way out."""
        return {
            "interval": self.env._("“Rhythm”: 1 week, or month, in 1 to 52."),
            "count": self.env._("“Number of Dates”: at least 1."),
            "too_many": self.env._(
                "A series has at most %s dates. End it earlier: it can be continued.",
                MAX_DATES,
            ),
            "until_before_start": self.env._(
                "“Last Day” comes before the first date. Choose a later one."
            ),
            "until_too_far": self.env._(
                "A series goes at most %s years ahead. End it earlier, or let it run "
                "until further notice.",
                MAX_YEARS,
            ),
            "no_weekday": self.env._("“Repeats”: choose at least one day of the week."),
            "month_day": self.env._("“Day of the Month”: a number from 1 to 31."),
            "no_date": self.env._(
                "No date falls between the first date and the last day. "
                "Choose a later last day, or another rule."
            ),
            "overlap": self.env._(
                "The dates overlap each other, setup and clean-up included. "
                "Make them shorter, or less frequent."
            ),
            "unsupported": self.env._(
                "“Rule”: weekly on chosen days, or monthly by date or by weekday, is "
                "what a series can do. Choose one of these."
            ),
            "junk": self.env._(
                "“Rule”: this is no recurrence rule. Choose the days in the form."
            ),
        }[code]

    def _get_preview(self):
        """Return the next dates as HTML: held, skipped and why, in the way, school."""
        self.ensure_one()
        try:
            changes = self._get_changes(self._get_former_template(), past=True)
        except RuleError as error:
            return Markup("<p>%s</p>") % self._format_error(error.code)
        today = self._get_today()
        shown_from = (
            min(today, self._get_first_day()) if self.state == "draft" else today
        )
        plan = changes.plan
        held = [day for day in plan.days if day >= shown_from]
        last = held[:SHOWN][-1] if held else max(today, self._get_last_day())
        school = self.residence_id._get_school_holidays(shown_from, last)
        lines = {
            day: self._format_held(day, changes.conflicts.get(day), school.get(day))
            for day in held[:SHOWN]
        }
        for day, reason in plan.skipped:
            if shown_from <= day <= last and day not in lines:
                lines[day] = self._format_skipped(day, reason)
        late = [day for day in changes.conflicts if day > last]
        for day in late:
            lines[day] = self._format_held(day, changes.conflicts[day], None)
        items = [Markup("<li>%s</li>") % lines[day] for day in sorted(lines)]
        more = len(held) - len(held[:SHOWN]) - len(late)
        if more > 0:
            end = format_date(self.env, held[-1], date_format="d MMMM y")
            text = self.env._("and %(count)s more, up to %(day)s", count=more, day=end)
            items.append(Markup('<li class="text-muted">%s</li>') % text)
        if not items:
            return Markup('<p class="text-muted">%s</p>') % self.env._(
                "No date to come."
            )
        return Markup('<ul class="list-unstyled mb-0">%s</ul>') % Markup("").join(items)

    def _format_held(self, day, taken, school):
        start, stop = self._get_clock().on(day)
        tz = self._get_tz()
        text = Markup("<b>%s</b> %s–%s") % (
            format_date(self.env, day, date_format="EEE d MMM y"),
            format_datetime(self.env, start, tz, "HH:mm"),
            format_datetime(self.env, stop, tz, "HH:mm"),
        )
        if school:
            text += Markup(' <span class="text-muted small">%s</span>') % school
        for sentence in taken._describe_blocks() if taken else ():
            text += Markup('<div class="text-warning-emphasis">⚠ %s</div>') % sentence
        return text

    def _format_skipped(self, day, reason):
        return Markup('<span class="text-muted"><s>%s</s> %s</span>') % (
            format_date(self.env, day, date_format="EEE d MMM y"),
            reason or self.env._("set apart"),
        )

    def _format_conflicts(self, reasons):
        """Return what is in the way, date by date, and the way out."""
        lines = [
            self.env._(
                "%(day)s: %(what)s",
                day=format_date(self.env, day, date_format="EEE d MMM y"),
                what=reasons[day],
            )
            for day in sorted(reasons)
        ]
        if len(lines) > SHOWN:
            rest = len(lines) - SHOWN
            lines = [*lines[:SHOWN], self.env._("and %s other dates", rest)]
        return "\n".join(
            [
                self.env._("Nothing was changed: a space is taken on some dates."),
                *lines,
                self._format_way_out(),
            ]
        )

    @api.model
    def _format_way_out(self):
        return self.env._(
            "Say under “Dates set apart” what to do with each, or choose another "
            "space or time."
        )
