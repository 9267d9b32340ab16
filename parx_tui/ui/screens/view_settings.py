"""Actions that choose what is counted: the screen, the dimension, the period, the definition, comparisons."""

from __future__ import annotations

from dataclasses import replace

from parx_tui.data.drill import DEFINITIONS
from parx_tui.data.names import DIMENSION_NOUNS
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS, SCREENS, report_file
from parx_tui.i18n import N_, _, language_in_use
from parx_tui.labels import DEFINITION_TEXTS
from parx_tui.ui.frame_lines import definitions_of
from parx_tui.ui.history import question_for
from parx_tui.ui.keys import key_sign
from parx_tui.ui.screens.dialogs import Choice, ChoiceDialog
from parx_tui.ui.screens.display import TableDisplay
from parx_tui.ui.screens.period_dialog import CALENDAR_CHOICE, period_dialog
from parx_tui.ui.worker.tasks import PeriodsResult, periods_task

SCREEN_ACTIONS = {f"show_{screen}": screen for screen in SCREENS}
PERIOD_NOUN = N_("period")


class ViewSettingActions(TableDisplay):
    """Choose what the table counts."""

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
        self.app.push_screen(ChoiceDialog(_("What the rows are"), choices, in_force), chosen)

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

        self.app.push_screen(ChoiceDialog(_("How on time is counted"), choices, in_force), chosen)

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
        here, about = self.here, self.history.about
        if here is None or about is None:
            return
        here.position = self.grid.position
        if screen == self.history.screen:
            if REPORTS[here.question.report].screen != screen:
                # Entered from this screen: back to where it starts.
                start = self.history.rewind()
                self.show(start)
                if start.is_stale:
                    self.change(start.question)
            return
        question = question_for(screen, about)
        if (left := self.history.left(screen, about)) is not None:
            self.history.turn_to(screen)
            self.show(left)
            return
        self.request_table(question, lambda visit: self.history.start(screen, visit))

    def _list_periods(self, calendar: str) -> None:
        here = self.here
        if here is None or not REPORTS[here.question.report].has_calendar:
            self.say(_("This table has no period."))
            return
        self.request(
            "periods", periods_task(here.question, calendar, language_in_use()), PeriodsResult, self._choose_period
        )

    def _choose_period(self, answer: PeriodsResult) -> None:
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

        self.app.push_screen(period_dialog(answer, here.page.period), chosen)
