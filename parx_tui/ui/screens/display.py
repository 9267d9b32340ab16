"""What every action of the screen builds on: the table in sight, with the lines around it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from parx_tui.data.drill import DrillPath
from parx_tui.data.figures import value_text
from parx_tui.data.names import Fit, fit, ranked
from parx_tui.data.pages import Page
from parx_tui.data.periods import period_fit
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS, START
from parx_tui.i18n import language_in_use
from parx_tui.ui.dialog_texts import card_text
from parx_tui.ui.frame_lines import column_help, crumbs_line, keys_line, scope_names, status_line, trend_line
from parx_tui.ui.gauges import gauge_lines
from parx_tui.ui.glyphs import ASCII, UNICODE, Glyphs
from parx_tui.ui.history import History, Visit
from parx_tui.ui.screens.dialogs import TextDialog
from parx_tui.ui.screens.requests import RequestingScreen
from parx_tui.ui.tables.report_table import Drawing, table_of
from parx_tui.ui.terminal import Appearance
from parx_tui.ui.watched_share import WatchedShare
from parx_tui.ui.widgets.grid import Grid, Position
from parx_tui.ui.widgets.styled_lines import StyledLines
from parx_tui.ui.widgets.text_input import TextInput
from parx_tui.ui.worker.protocol import Worker
from parx_tui.ui.worker.tasks import TableResult, gauges_task, table_task, trend_task

Arrive = Callable[[Visit], None]

TREND_AFTER = 0.15
GAUGES_FROM_HEIGHT, TREND_FROM_HEIGHT = 14, 18
"""Heights of the terminal from which these are shown; below them the rows need the room."""

MOST_MESSAGE_LINES = 3
USUAL_GAUGES = 3


class FilterInput(TextInput):
    """The line for a text to filter by; Esc leaves it, whatever else that key does on the table."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "screen.drop_filter", show=False)]


class TableDisplay(RequestingScreen):
    """A table under its gauges, with the lines around it; the last visit of the history is in sight."""

    DEFAULT_CSS = """
    TableDisplay { layout: vertical; }
    #crumbs, #keys { background: $bar; }
    #hint { color: $quiet; }
    #filter { display: none; }
    """

    def __init__(
        self, worker: Worker, appearance: Appearance, keys: dict[str, str], awaited: int, greeting: str = ""
    ) -> None:
        """Show what ``worker`` replies.

        ``awaited`` is the number of the first request, sent already; ``greeting`` is said with its reply.
        """
        super().__init__(worker, keys)
        self.history = History()
        self.appearance = appearance
        self._gauges: dict[DrillPath, list[WatchedShare]] = {}
        self._trend_timer: Timer | None = None
        self._message = ""

        def greet(result: TableResult) -> None:
            told = [greeting, *result.gaps] if greeting else result.gaps
            self.arrive(replace(result, gaps=told), self.history.push)

        self._handle("table", awaited, TableResult, greet)

    def compose(self) -> ComposeResult:
        """Lay out the lines above and below the table."""
        yield StyledLines("crumbs", glyphs=self.glyphs)
        yield StyledLines("gauges", glyphs=self.glyphs)
        yield Grid("grid", glyphs=self.glyphs)
        yield StyledLines("trend", glyphs=self.glyphs)
        yield StyledLines("status", glyphs=self.glyphs)
        yield FilterInput("filter")
        yield StyledLines("hint", glyphs=self.glyphs)
        yield StyledLines("keys", glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Wait for the first reply."""
        self.grid.focus()
        self.lines("keys").show(keys_line(START, self.keys))
        self.receive_replies()

    # What is in sight.

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one(Grid)

    @property
    def filter_input(self) -> TextInput:
        """The line in which a text to filter by is typed."""
        return self.query_one("#filter", TextInput)

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return ASCII if self.appearance.ascii else UNICODE

    @property
    def drawing(self) -> Drawing:
        """What the table is drawn with."""
        return Drawing(language_in_use(), self.glyphs, self.app.size.width)

    @property
    def here(self) -> Visit | None:
        """The visit in sight, ``None`` before the first reply."""
        return self.history.here

    @property
    def has_row(self) -> bool:
        """Whether the cursor stands on a row."""
        return self.here is not None and bool(self.here.page.rows)

    def lines(self, name: str) -> StyledLines:
        """Return one of the lines around the table."""
        return self.query_one(f"#{name}", StyledLines)

    # Asking for tables.

    def request_table(self, question: Question, arrive: Arrive, *, periods_on: int = 0) -> None:
        """Ask for a table; ``arrive`` puts the visit where it belongs once it is there."""
        self.cancel("gauges", "trend")
        task = table_task(question, language_in_use(), periods_on=periods_on)
        self.request("table", task, TableResult, lambda result: self.arrive(result, arrive))

    # Drawing.

    def arrive(self, result: TableResult, arrive: Arrive) -> None:
        """Show a result as the visit that ``arrive`` makes of it."""
        visit = Visit(result.question, result.page, result.gaps, result.is_made_up)
        arrive(visit)
        self.show(visit)

    def show(self, visit: Visit) -> None:
        """Draw a visit, with everything around it."""
        drawing = self.drawing
        self.grid.show(table_of(visit.question.report).content(visit.page, drawing), visit.position)
        visit.position = self.grid.position
        self.lines("crumbs").show(crumbs_line(visit, self.size.width, self.glyphs))
        self.lines("keys").show(keys_line(visit.question.report, self.keys))
        self.lines("trend").show([])
        self._show_status()
        self.say(" ".join(visit.gaps))
        self._request_gauges(visit)
        self._request_trend_soon()

    def row_key(self, visit: Visit) -> str | None:
        """Return what names the row that the cursor stands on in a visit, ``None`` where there are none."""
        row = visit.position.row
        return table_of(visit.question.report).key(visit.page, row) if row < len(visit.page.rows) else None

    def position_of(self, key: str | None, visit: Visit, position: Position) -> Position:
        """Return a position moved to the row that is named by a key, if the visit has it."""
        table = table_of(visit.question.report)
        rows = [row for row in range(len(visit.page.rows)) if table.key(visit.page, row) == key]
        return replace(position, row=rows[0]) if rows else position

    def best_position(self, text: str, visit: Visit) -> Position:
        """Return the position of a visit, moved to the row that a text names best unless it is on one named as well."""
        table, page, here = table_of(visit.question.report), visit.page, visit.position.row
        if not page.rows:
            return visit.position
        fit_of = period_fit if page.columns[0] == "period" else row_fit
        name = table.content(page, self.drawing).columns[0]
        fits = [fit_of(text, table.key(page, row), name.cell(row)[0]) for row in range(len(page.rows))]
        rows = ranked(range(len(fits)), lambda row: fits[row])
        if not rows or (here < len(fits) and fits[here] == fits[rows[0]]):
            return visit.position
        return replace(visit.position, row=rows[0])

    def change(self, question: Question, *, periods_on: int = 0, named: str = "") -> None:
        """Ask another question in place of the one in sight; the cursor stays on its row if that is still there.

        A text that rows are ``named`` by takes it to the row that this fits best.
        """
        here = self.here

        def arrive(there: Visit) -> None:
            if here is not None:
                there.position = self.position_of(self.row_key(here), there, here.position)
            if named.strip():
                there.position = self.best_position(named, there)
            self.history.replace(there)

        self.request_table(question, arrive, periods_on=periods_on)

    def show_row(self) -> None:
        """Show the row under the cursor whole, as a card."""
        if self.here is not None and self.has_row:
            row = self.grid.position.row
            name, *rest = self.grid.content.columns
            page = self.here.page
            drawn = [(column.head, column.cell(row)[0]) for column in rest if column.name not in page.columns]
            told = card_text(page, row, name.cell(row)[0], language_in_use(), drawn)
            self.app.push_screen(TextDialog(told))

    def redraw(self) -> None:
        """Draw what is in sight once more: in another size, language or colour."""
        if self.here is not None:
            self.here.position = self.grid.position
            self.show(self.here)

    def forget(self) -> None:
        """Forget what was read, because the database or the language is another."""
        self._gauges.clear()
        self.history.mark_stale()

    def say(self, message: str) -> None:
        """Tell something below the table, in place of what the column says."""
        self._message = message
        self._show_hint()

    def on_grid_moved(self) -> None:
        """Follow the cursor: the row's number, the column's words, the row's trend."""
        if self.here is not None:
            self.here.position = self.grid.position
        self._message = ""
        self._show_status()
        self._show_hint()
        self._request_trend_soon()

    def on_resize(self, event: events.Resize) -> None:
        """Fit everything into the new size."""
        self.redraw()

    def _show_status(self) -> None:
        if self.here is not None:
            self.lines("status").show(status_line(self.here, self.grid.position.row, self.drawing))

    def _show_hint(self) -> None:
        if self._message:
            # Whoever must know something must be able to read all of it.
            told = textwrap.wrap(self._message, max(20, self.size.width))[:MOST_MESSAGE_LINES]
            self.lines("hint").show(*([(line, "strong")] for line in told))
        else:
            self.lines("hint").show([(self._help(), "")])

    def _help(self) -> str:
        """Return more about the row, and its name where it is cut, when the cursor is on names; else on the column."""
        column = self.grid.chosen
        if self.here is None or column is None:
            return ""
        if self.grid.position.column == 0 and self.has_row:
            row = self.grid.position.row
            name, remark = column.cell(row)[0], self.grid.content.remark(row)
            _place, _column, room = self.grid.columns_in_sight()[0]
            return remark if remark and cell_len(name) <= room else "  ".join(part for part in (name, remark) if part)
        return column_help(self.here.page, column.name)

    def _request_gauges(self, visit: Visit) -> None:
        """Show the gauges of the scope, which are asked for when they are not known yet."""
        if not REPORTS[visit.question.report].has_gauges or self.size.height < GAUGES_FROM_HEIGHT:
            self.lines("gauges").show()
            return
        path = gauged_path(visit)
        if (known := self._gauges.get(path)) is not None:
            self._show_gauges(known)
            return
        self._show_gauges([])

        def keep(shares: list[WatchedShare]) -> None:
            self._gauges[path] = shares
            if self.here is not None and gauged_path(self.here) == path:
                self._show_gauges(shares)

        self.request("gauges", gauges_task(path, language_in_use()), list, keep)

    def _show_gauges(self, shares: Sequence[WatchedShare]) -> None:
        lines = gauge_lines(list(shares), self.size.width, self.glyphs, language_in_use())
        # Until the answer is there its room is kept, so that the table does not jump.
        room = self.lines("gauges").size.height or USUAL_GAUGES
        self.lines("gauges").show(*(lines or [[]] * room))

    def _request_trend_soon(self) -> None:
        """Ask for the trend of the row once the cursor rests."""
        if self._trend_timer is not None:
            self._trend_timer.stop()
        self.cancel("trend")
        if not self.appearance.low_bandwidth and self.size.height >= TREND_FROM_HEIGHT and self.has_row:
            self._trend_timer = self.set_timer(TREND_AFTER, self._request_trend)

    def _request_trend(self) -> None:
        visit, row = self.here, self.grid.position.row
        if visit is None or not REPORTS[visit.question.report].is_drilled or row >= len(visit.page.rows):
            return
        path = visit.question.path
        if path.by == "period":
            # The rows are periods themselves: what is told is the trend of all of them together.
            name = scope_names(visit.page)[-1]
        else:
            path = path.into(table_of(visit.question.report).key(visit.page, row))
        name = value_text(visit.page.rows[row][0], language_in_use())

        def draw(trend: Page) -> None:
            self.lines("trend").show(trend_line(name, trend, self.size.width, self.drawing))

        self.request("trend", trend_task(path, language_in_use()), Page, draw)


def row_fit(text: str, key: str, name: str) -> Fit | None:
    """Return how well a text fits a row by its key and its name."""
    return fit(text, (key, name))


def gauged_path(visit: Visit) -> DrillPath:
    """Return the path whose shares are watched beside a visit."""
    path = visit.question.path
    return replace(path, by=None, period=path.period or visit.page.period)
