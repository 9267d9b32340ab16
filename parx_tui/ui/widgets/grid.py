"""The table: draws the lines in sight only, so that its cost does not grow with its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from parx_tui.ui.glyphs import UNICODE, Glyphs
from parx_tui.ui.styled_text import fitted
from parx_tui.ui.tables.columns import Column, TableContent
from parx_tui.ui.widgets.styled_lines import StyledWidget

HEAD_LINES = 1


@dataclass(frozen=True, slots=True)
class Position:
    """Where the cursor is, and what is in sight: from line ``top`` and, beside the name, from column ``left``."""

    row: int = 0
    column: int = 0
    top: int = 0
    left: int = 1


class Grid(StyledWidget, can_focus=True):
    """A table with a cursor on a row and a column; its first column stays in place."""

    DEFAULT_CSS = """
    Grid { height: 1fr; width: 1fr; }
    """

    class Moved(Message):
        """The cursor stands on another row or column."""

    class Entered(Message):
        """A row was clicked on that the cursor stood on already."""

    def __init__(self, name: str, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(name, glyphs=glyphs)
        self.content = TableContent((), 0)
        self.position = Position()
        self._lines: list[int | str] = []
        self._line_of_row: list[int] = []

    def show(self, content: TableContent, position: Position) -> None:
        """Show a table, the cursor as near to a position as there are rows and columns."""
        self.content = content
        self._lines, self._line_of_row = [], []
        for row in range(content.length):
            if row in content.sections:
                self._lines.append(content.sections[row])
            self._line_of_row.append(len(self._lines))
            self._lines.append(row)
        self.position = self._in_sight(position)
        self.refresh()

    @property
    def chosen(self) -> Column | None:
        """The column that the cursor stands on."""
        return self.content.columns[self.position.column] if self.content.columns else None

    @property
    def lines_in_sight(self) -> int:
        """How many lines of rows there is room for."""
        return max(1, self.size.height - HEAD_LINES)

    def move(self, rows: int = 0, columns: int = 0) -> None:
        """Move the cursor, as far as there are rows and columns."""
        wanted = replace(self.position, row=self.position.row + rows, column=self.position.column + columns)
        before, self.position = self.position, self._in_sight(wanted)
        if before == self.position:
            return
        if (before.top, before.left, before.column) == (self.position.top, self.position.left, self.position.column):
            # Only two lines have changed; a slow line is thankful.
            self.refresh(self._region_of(before.row), self._region_of(self.position.row))
        else:
            self.refresh()
        self.post_message(self.Moved())

    def columns_in_sight(self) -> list[tuple[int, Column, int]]:
        """Return the columns that there is room for, with their places and the cells that each gets."""
        if not self.content.columns:
            return []
        room = self.size.width
        first = self.content.columns[0]
        shown = [(0, first, min(first.width, room))]
        room -= first.width
        for place in range(self.position.left, len(self.content.columns)):
            column = self.content.columns[place]
            if room < column.width + 1:
                if len(shown) == 1 and room > 3:
                    shown.append((place, column, room - 1))
                break
            shown.append((place, column, column.width))
            room -= column.width + 1
        # What is left over shows more of long names.
        spare = self.size.width - sum(cells for _place, _column, cells in shown) - len(shown) + 1
        shown[0] = (0, first, shown[0][2] + max(0, min(spare, first.widest - first.width)))
        return shown

    def render_line(self, y: int) -> Strip:
        """Return the heading or a line of the table."""
        width = self.size.width
        if y < HEAD_LINES:
            return self._head(width)
        place = y - HEAD_LINES + self.position.top
        if place >= len(self._lines):
            return Strip.blank(width, self.style_named(""))
        line = self._lines[place]
        if isinstance(line, str):
            return self.strip_of([(fitted(line, width, self.glyphs.cut), "section")], width)
        return self._row(line, width)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.position = self._in_sight(self.position)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row clicked on; enter it when it stood there."""
        place = event.y - HEAD_LINES + self.position.top
        line = self._lines[place] if 0 <= place < len(self._lines) and event.y >= HEAD_LINES else None
        if isinstance(line, int):
            if line == self.position.row:
                self.post_message(self.Entered())
            else:
                self.move(rows=line - self.position.row)

    def on_mouse_scroll_down(self) -> None:
        """Go down with the wheel."""
        self.move(rows=3)

    def on_mouse_scroll_up(self) -> None:
        """Go up with the wheel."""
        self.move(rows=-3)

    def _head(self, width: int) -> Strip:
        cells = []
        for place, column, room in self.columns_in_sight():
            style = "chosen" if place == self.position.column else "head"
            cells += [
                (" ", "") if place else ("", ""),
                (fitted(column.head, room, self.glyphs.cut, right=column.right), style),
            ]
        return self.strip_of(cells, width)

    def _row(self, row: int, width: int) -> Strip:
        is_cursor = row == self.position.row
        gap = self.style_named("cursor" if is_cursor else "")
        segments = []
        for place, column, room in self.columns_in_sight():
            text, style = column.cell(row)
            if is_cursor:
                style = "cell" if place == self.position.column else "cursor"
            if place:
                segments.append(Segment(" ", gap))
            segments.append(Segment(fitted(text, room, self.glyphs.cut, right=column.right), self.style_named(style)))
        return Strip(segments).adjust_cell_length(width, gap).simplify()

    def _region_of(self, row: int) -> Region:
        """Return where a row is drawn."""
        return Region(0, self._line_of_row[row] - self.position.top + HEAD_LINES, self.size.width, 1)

    def _in_sight(self, wanted: Position) -> Position:
        """Return the nearest position that exists, scrolled so that row and column are in sight."""
        row = max(0, min(wanted.row, self.content.length - 1))
        column = max(0, min(wanted.column, len(self.content.columns) - 1))
        if not self.size.width:
            return replace(wanted, row=row, column=column)
        left = max(1, min(wanted.left, len(self.content.columns) - 1))
        if column:
            left = min(left, column)
            while left < column and not self._reaches(left, column):
                left += 1
        if not self.content.length:
            return Position(row, column, 0, left)
        line = self._line_of_row[row]
        # A heading just above the row is worth seeing.
        first_line = line - 1 if line and isinstance(self._lines[line - 1], str) else line
        height = self.lines_in_sight
        # By half a screen, not by a line: all lines are drawn anew, which a slow line feels.
        far = height // 2
        top = max(0, min(wanted.top, len(self._lines) - height))
        if first_line < top:
            top = max(0, first_line - far, line - height + 1)
        elif line >= top + height:
            top = min(line - height + 1 + far, max(0, len(self._lines) - height))
        return Position(row, column, top, left)

    def _reaches(self, left: int, column: int) -> bool:
        """Tell whether a column is in sight when ``left`` is the first beside the name."""
        widths = [self.content.columns[place].width + 1 for place in range(left, column + 1)]
        return self.content.columns[0].width + sum(widths) <= self.size.width
