"""Actions on the table in sight: filter and sort it, show a row whole, explain where it comes from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from textual.widgets import Input

from parx_tui.data.provenance import Provenance
from parx_tui.data.reports import REPORTS
from parx_tui.i18n import _, language_in_use
from parx_tui.ui.dialog_texts import check_text, provenance_text
from parx_tui.ui.frame_lines import definitions_of
from parx_tui.ui.screens.dialogs import TextDialog
from parx_tui.ui.screens.display import TableDisplay
from parx_tui.ui.tables.report_table import table_of
from parx_tui.ui.worker.tasks import provenance_task


class TableActions(TableDisplay):
    """Filter, sort, show and explain."""

    def action_filter(self) -> None:
        """Type a text to filter by."""
        if self.here is None:
            return
        if not REPORTS[self.here.question.report].is_searched:
            self.say(_("This table cannot be filtered, only sorted."))
            return
        box = self.filter_input
        box.value = self.here.question.text or ""
        box.placeholder = _("text to look for, accents or not; Enter keeps it, Esc shows all rows")
        box.display = True
        self.lines("hint").display = False
        box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while one types; over a slow line, only when Enter is pressed."""
        if event.input is self.filter_input and self.filter_input.has_focus and not self.appearance.low_bandwidth:
            self._filter(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter and go back to the table."""
        if event.input is self.filter_input:
            self._filter(event.value)
            self.leave_filter()

    def action_drop_filter(self) -> None:
        """Leave the filter and show all rows."""
        if self.leave_filter():
            self.cancel("table")
            self._filter("")

    def leave_filter(self) -> bool:
        """Go back from the filter to the table; return whether it was being typed."""
        if not self.filter_input.display:
            return False
        self.filter_input.display = False
        self.lines("hint").display = True
        self.grid.focus()
        return True

    def action_sort(self) -> None:
        """Sort by the column under the cursor: the way that is wanted first, the other way, the usual order."""
        column = self.grid.chosen
        if self.here is None or column is None:
            return
        here = self.here
        if column.name not in here.page.columns:
            self.say(_("This column is drawn, not counted; choose another to sort by."))
            return
        place = here.page.columns.index(column.name)
        is_number = any(isinstance(row[place], int | Decimal) for row in here.page.rows)
        ways = [f"{column.name}:desc", column.name] if is_number else [column.name, f"{column.name}:desc"]
        now = here.question.sort
        following = {None: ways[0], ways[0]: ways[1], ways[1]: None}
        self.change(replace(here.question, sort=following.get(now, ways[0]), offset=0))

    def action_show_row(self) -> None:
        """Show the whole row."""
        self.show_row()

    def action_explain(self) -> None:
        """Tell where the numbers come from."""
        if self.here is None:
            return
        here = self.here
        measure = next(iter(definitions_of(here.page)), None)

        check = table_of(here.question.report).check(here.page, self.grid.position.row) if self.has_row else None

        def show(found: Provenance) -> None:
            told = [check_text(check)] if check else []
            self.app.push_screen(TextDialog([*told, *provenance_text(found, language_in_use())]))

        task = provenance_task(here.question, here.page, measure, language_in_use())
        self.request("provenance", task, Provenance, show)

    def _filter(self, text: str) -> None:
        wanted = text if text.strip() else None
        if self.here is not None and wanted != self.here.question.text:
            self.change(replace(self.here.question, text=wanted, offset=0), named=text)
