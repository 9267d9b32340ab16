"""Keys that choose what is counted: the screen, the dimension, the period, the definition, comparisons."""

from __future__ import annotations

from dataclasses import replace

from parx_tui.data.drill import DEFAULT_CALENDAR, DEFINITIONS
from parx_tui.data.figures import date_text
from parx_tui.data.names import DIMENSION_NOUNS, Fit
from parx_tui.data.periods import Period, period_fit, read_period_text, unknown_period
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS, SCREENS, report_file
from parx_tui.i18n import N_, _, language_in_use
from parx_tui.labels import DEFINITION_TEXTS, value_word
from parx_tui.ui.answers import PeriodsAnswer, read_periods
from parx_tui.ui.around import definitions_of
from parx_tui.ui.keys import key_sign
from parx_tui.ui.screens.board import Board
from parx_tui.ui.screens.over import Choice, ChoiceScreen, choice_fit
from parx_tui.ui.trail import question_for

SCREEN_ACTIONS = {f"show_{screen}": screen for screen in SCREENS}
PERIOD_NOUN = N_("period")
CALENDAR_CHOICE = "calendar "
PERIOD_CELLS = len("first nine months of 2022")


class LookingBoard(Board):
    """A board on which one can choose what is counted."""

    def perform(self, name: str) -> None:
        """Show the screen that an action is named after, or do what else it is."""
        if name in SCREEN_ACTIONS:
            self._show_screen(SCREEN_ACTIONS[name])
        else:
            super().perform(name)

    def action_choose_dimension(self) -> None:
        """Choose what the rows are."""
        here = self.here
        if here is None:
            return
        path = here.question.path
        # Single things are listed as they stand; what else the rows can be, the report says that counts them.
        report = REPORTS[here.question.report].counted_by or here.question.report
        by, singles = REPORTS[report].by, REPORTS[report].singles
        if not by:
            one, other = (key_sign(self.keys[name]) for name in ("show_drill", "show_procedures"))
            message = _("The rows of this table are fixed; choose others on screens {one} and {other}.")
            self.say(message.format(one=one, other=other))
            return
        filtered = {dimension for dimension, _text in path.filters()}
        nouns = {**DIMENSION_NOUNS, "period": PERIOD_NOUN}
        choices = [Choice(name, _(nouns[name]).capitalize()) for name in by if name not in filtered]
        if singles:
            choices.append(Choice(singles, _(REPORTS[singles].noun).capitalize()))

        def chosen(choice: str | None) -> None:
            if choice is None:
                return
            inside = replace(path, period=path.period or here.page.period)
            if choice == singles:
                self.change(Question(singles, replace(inside, by=None, definition=None)))
            else:
                self.change(Question(report, replace(inside, by=choice)))

        in_force = here.question.report if here.question.report == singles else path.by
        self.app.push_screen(ChoiceScreen(_("What the rows are"), choices, in_force), chosen)

    def action_previous_period(self) -> None:
        """Look at the period before."""
        if self.here is not None:
            self.change(self.here.question, periods_on=-1)

    def action_next_period(self) -> None:
        """Look at the period after."""
        if self.here is not None:
            self.change(self.here.question, periods_on=1)

    def action_choose_period(self) -> None:
        """Choose a period, or another calendar."""
        if self.here is not None:
            self._list_periods(self.here.question.path.calendar)

    def action_choose_definition(self) -> None:
        """Choose how on time is counted."""
        here = self.here
        if here is None or not REPORTS[here.question.report].has_definition:
            self.say(_("No rate is counted in this table."))
            return
        choices = [
            Choice(
                name,
                name,
                f"{_(DEFINITION_TEXTS[name][0])}: {_(DEFINITION_TEXTS[name][1])}",
                names=(name, _(DEFINITION_TEXTS[name][0])),
            )
            for name in DEFINITIONS
        ]
        in_force = here.question.path.definition or next(iter(definitions_of(here.page)), None)

        def chosen(name: str | None) -> None:
            if name is not None:
                self.change(replace(here.question, path=replace(here.question.path, definition=name)))

        self.app.push_screen(ChoiceScreen(_("How on time is counted"), choices, in_force), chosen)

    def action_compare(self) -> None:
        """Show the figures of other periods beside these, or hide them."""
        here = self.here
        report = REPORTS[here.question.report].counterpart if here is not None else None
        if here is None or report is None:
            message = _("Only counts are compared with other periods; they are on screen {key}.")
            self.say(message.format(key=key_sign(self.keys["show_drill"])))
            return
        if here.question.path.by == "period":
            self.say(_("A table by period already compares periods."))
            return
        column = (here.question.sort or "").partition(":")[0]
        sort = here.question.sort if column in report_file(report).columns else None
        self.change(replace(here.question, report=report, sort=sort))

    def _show_screen(self, screen: str) -> None:
        """Show a screen for the scope in sight: as it was left, if it was left at that scope."""
        here, about = self.here, self.trails.about
        if here is None or about is None:
            return
        here.position = self.grid.position
        if screen == self.trails.screen:
            if REPORTS[here.question.report].screen != screen:
                # Entered from this screen: back to where it starts.
                start = self.trails.rewind()
                self.show(start)
                if start.is_stale:
                    self.change(start.question)
            return
        question = question_for(screen, about)
        if (left := self.trails.left(screen, about)) is not None:
            self.trails.turn_to(screen)
            self.show(left)
            return
        self.ask_table(question, lambda visit: self.trails.start(screen, visit))

    def _list_periods(self, calendar: str) -> None:
        here = self.here
        if here is None or not REPORTS[here.question.report].has_calendar:
            self.say(_("This table has no period."))
            return
        self.ask(
            "periods", read_periods(here.question, calendar, language_in_use()), PeriodsAnswer, self._choose_period
        )

    def _choose_period(self, answer: PeriodsAnswer) -> None:
        here = self.here
        if here is None:
            return

        def chosen(choice: str | None) -> None:
            if choice is None:
                return
            if choice.startswith(CALENDAR_CHOICE):
                self._list_periods(choice.removeprefix(CALENDAR_CHOICE))
                return
            path = replace(here.question.path, period=choice, calendar=answer.calendar)
            self.change(replace(here.question, path=path, offset=0))

        self.app.push_screen(period_screen(answer, here.page.period), chosen)


def period_screen(answer: PeriodsAnswer, chosen: str | None) -> ChoiceScreen:
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
    return ChoiceScreen(title, choices, chosen, fit_of=fit_of, hint=hint)


def period_choice(period: Period, *, is_rare: bool) -> Choice:
    """Return a period to choose."""
    days = f"{date_text(period.date_from)}-{date_text(period.date_to)}"
    coverage = value_word("coverage", period.coverage) or ""
    return Choice(period.code, f"{period!s:<{PERIOD_CELLS}}", f"{days}  {coverage}".rstrip(), is_rare=is_rare)


def calendar_remark(name: str) -> str:
    """Return what a calendar is."""
    known = {DEFAULT_CALENDAR: _("Decree 09/2019, closing on the 14th"), "calendar": _("calendar months")}
    return known.get(name, _("the office's own"))
