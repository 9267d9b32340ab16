"""Actions that move: along the table, into rows and back out."""

from __future__ import annotations

from dataclasses import replace

from parx_tui.i18n import _
from parx_tui.ui.history import Visit
from parx_tui.ui.keys import key_sign
from parx_tui.ui.screens.display import TableDisplay
from parx_tui.ui.tables.report_table import table_of
from parx_tui.ui.widgets.grid import Position

PAGE_ROWS = 500


class NavigationActions(TableDisplay):
    """Move the cursor, turn pages, go in and out."""

    def action_row_up(self) -> None:
        """Go a row up."""
        self.grid.move(rows=-1)

    def action_row_down(self) -> None:
        """Go a row down."""
        self.grid.move(rows=1)

    def action_screen_up(self) -> None:
        """Go a screenful up."""
        self.grid.move(rows=-self.grid.lines_in_sight)

    def action_screen_down(self) -> None:
        """Go a screenful down."""
        self.grid.move(rows=self.grid.lines_in_sight)

    def action_first_row(self) -> None:
        """Go to the first row."""
        self.grid.move(rows=-self.grid.content.length)

    def action_last_row(self) -> None:
        """Go to the last row."""
        self.grid.move(rows=self.grid.content.length)

    def action_column_left(self) -> None:
        """Choose the column to the left."""
        self.grid.move(columns=-1)

    def action_column_right(self) -> None:
        """Choose the column to the right."""
        self.grid.move(columns=1)

    def action_next_page(self) -> None:
        """Show the rows after these."""
        self._turn(1)

    def action_previous_page(self) -> None:
        """Show the rows before these."""
        self._turn(-1)

    def action_go_in(self) -> None:
        """Go into the row; where it has no parts, show it whole."""
        if self.here is None or not self.has_row:
            return
        visit = self.here
        inner = table_of(visit.question.report).into(visit.question, visit.page, self.grid.position.row)
        if inner is None:
            self.show_row()
            return
        column = self.grid.position.column

        def arrive(there: Visit) -> None:
            there.position = Position(column=column if inner.report == visit.question.report else 0)
            self.history.push(there)

        self.request_table(inner, arrive)

    def on_grid_entered(self) -> None:
        """Go into a row that was clicked on."""
        self.action_go_in()

    def action_go_out(self) -> None:
        """Stop a query; else leave the filter; else go back to where this was entered from."""
        if self.cancel("table", "file"):
            self.say(_("Stopped."))
            return
        if self.here is None:
            return
        question = self.history.outer()
        if question is None:
            self.say(
                _("This is the outermost table; {key} leaves the program.").format(key=key_sign(self.keys["quit"]))
            )
            return
        before = self.history.before
        if before is not None and before.question == question and not before.is_stale:
            self.history.leave(before)
            self.show(before)
            return
        scope = self.here.page.terms.scope
        row_key = self.row_key(before) if before is not None else scope[-1][1].code if scope else None

        def arrive(there: Visit) -> None:
            there.position = self.position_of(row_key, there, before.position if before is not None else Position())
            self.history.leave(there)

        self.request_table(question, arrive)

    def _turn(self, pages: int) -> None:
        if self.here is None:
            return
        question = self.here.question
        step = question.limit or PAGE_ROWS
        offset = question.offset + pages * step
        if offset < 0 or offset >= self.here.page.total:
            self.say(_("There are no more rows."))
            return
        self.request_table(replace(question, offset=offset), self.history.replace)
