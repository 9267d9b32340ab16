"""The list of periods and calendars to choose from."""

from __future__ import annotations

from parx_tui.data.drill import DEFAULT_CALENDAR
from parx_tui.data.figures import date_text
from parx_tui.data.names import Fit
from parx_tui.data.periods import Period, period_fit, read_period_text, unknown_period
from parx_tui.i18n import _
from parx_tui.labels import value_word
from parx_tui.ui.screens.dialogs import Choice, ChoiceDialog, choice_fit
from parx_tui.ui.worker.tasks import PeriodsResult

CALENDAR_CHOICE = "calendar "
"""What the id of a calendar begins with, which tells it from a period."""

PERIOD_CELLS = len("first nine months of 2022")


def period_dialog(answer: PeriodsResult, chosen: str | None) -> ChoiceDialog:
    """Return the list of the periods of a calendar, the last first, and of the other calendars.

    Periods without data are there for who names them.
    """
    codes = {period.code for period in answer.periods}
    has_any = any(period.has_data for period in answer.periods)
    choices = [
        period_choice(period, is_rare=has_any and not period.has_data and period.code != chosen)
        for period in reversed(answer.periods)
    ]
    choices += [
        Choice(CALENDAR_CHOICE + name, _("Calendar {name}").format(name=name), calendar_remark(name))
        for name in answer.calendars
        if name != answer.calendar
    ]

    def fit_of(text: str, choice: Choice) -> Fit | None:
        if choice.id not in codes:
            return choice_fit(text, choice)
        told = read_period_text(text)
        # What names a period that the calendar lacks does not mean another one.
        is_lacking = told is not None and told.code is not None and told.code not in codes
        return None if is_lacking else period_fit(text, choice.id, choice.remark)

    def hint(text: str) -> str:
        return unknown_period(text, answer.calendar, answer.periods)

    title = _("Period of calendar {name}").format(name=f"{answer.calendar} ({calendar_remark(answer.calendar)})")
    return ChoiceDialog(title, choices, chosen, fit_of=fit_of, hint=hint)


def period_choice(period: Period, *, is_rare: bool) -> Choice:
    """Return a period to choose."""
    days = f"{date_text(period.date_from)}-{date_text(period.date_to)}"
    coverage = value_word("coverage", period.coverage) or ""
    return Choice(period.code, f"{period!s:<{PERIOD_CELLS}}", f"{days}  {coverage}".rstrip(), is_rare=is_rare)


def calendar_remark(name: str) -> str:
    """Return what a calendar is."""
    known = {DEFAULT_CALENDAR: _("Decree 09/2019, closing on the 14th"), "calendar": _("calendar months")}
    return known.get(name, _("the office's own"))
