"""The rows of the tables in HTML, one after the other as the text is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.formats.problems import too_long_cell
from parx_tui.load.formats.sheet import LONGEST_CELL, SAMPLE_ROWS, RawRow, Span

MOST_COLUMNS = 1000
MOST_ROWS_SPANNED = 65_534
"""What HTML caps the columns and the rows of a cell at; no table is wider here than a cell may be."""
MOST_TABLES_NESTED = 100
MOST_TEXTS = 1000
"""Cells of a table in a cell that are taken for the text of that cell."""

LINE_BREAKS = frozenset({"br", "p", "div", "li"})
CELLS = frozenset({"td", "th"})
NO_TEXT = frozenset({"script", "style", "title"})


@dataclass(slots=True)
class Table:
    """A table, the row and the cell in it that are being read; ``place`` is its place in the text, from 0.

    ``covered`` says for how many more rows a column is taken by cells from above, ``covering`` the same of the
    cells of the row under way.
    """

    place: int
    rows: int = 0
    width: int = 0
    sample: list[RawRow] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    holds_table: bool = False
    texts: list[str] = field(default_factory=list)
    cells: list[str] | None = None
    column: int = 0
    text: list[str] | None = None
    text_size: int = 0
    covered: dict[int, int] = field(default_factory=dict)
    covering: dict[int, int] = field(default_factory=dict)

    @property
    def is_large(self) -> bool:
        """Tell whether there are rows and columns enough for data."""
        return self.rows > 1 and self.width > 1


class TableReader:
    """Takes what lxml finds in HTML (a parser target) and makes rows of it.

    ``tables`` are those of data that have ended: with two rows and two columns at least, and without such a
    table in their cells. Their first rows are their ``sample``. With ``place``, all rows of the table at
    that place are handed out by ``taken`` instead.

    Raises ``LoadError`` for what no table of data has.
    """

    def __init__(self, path: Path, place: int | None = None) -> None:
        self.tables: list[Table] = []
        self._path = path
        self._place = place
        self._rows: list[RawRow] = []
        self._open: list[Table] = []
        self._count = 0
        self._silent: str | None = None

    @property
    def is_in_table(self) -> bool:
        """Tell whether a table has begun and not ended."""
        return bool(self._open)

    def taken(self) -> list[RawRow]:
        """Return the rows that were found since it was asked last."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if tag == "table":
            self._start_table()
        elif tag in NO_TEXT:
            self._silent = tag
        elif self._open:
            table = self._open[-1]
            if tag in CELLS:
                self._start_cell(table, attributes)
            elif tag == "tr":
                self._end_row(table)
                table.cells = []
            elif tag in LINE_BREAKS and table.text is not None:
                table.text.append("\n")

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag == self._silent:
            self._silent = None
        elif self._open:
            table = self._open[-1]
            if tag in CELLS:
                self._end_cell(table)
            elif tag == "tr":
                self._end_row(table)
            elif tag == "table":
                self._end_table(table)

    def data(self, text: str) -> None:
        """Take text."""
        if self._open and self._silent is None:
            self._add_text(self._open[-1], text.replace("\r", " ").replace("\n", " "))

    def close(self) -> None:
        """Take the end of the text."""

    def _start_table(self) -> None:
        if len(self._open) == MOST_TABLES_NESTED:
            raise LoadError(
                _("{path} has tables in tables, a hundred deep. Export the data as Excel or CSV.").format(
                    path=self._path
                )
            )
        self._open.append(Table(self._count))
        self._count += 1

    def _end_table(self, table: Table) -> None:
        self._end_row(table)
        self._open.pop()
        # A cell may claim more rows than there are.
        table.merged = [(top, left, min(bottom, table.rows), right) for top, left, bottom, right in table.merged]
        if table.is_large and not table.holds_table:
            self.tables.append(table)
        if self._open:
            self._tell_outer(self._open[-1], table)

    def _tell_outer(self, outer: Table, table: Table) -> None:
        """Make a table that is too small for data part of the cell around it, which is how some format cells."""
        outer.holds_table |= table.is_large or table.holds_table
        text = " ".join(table.texts)
        if not table.is_large and outer.text_size + len(text) < LONGEST_CELL:
            self._add_text(outer, text)

    def _start_cell(self, table: Table, attributes: Mapping[str, str]) -> None:
        self._end_cell(table)
        if table.cells is None:
            table.cells = []
        while len(table.cells) in table.covered:
            table.cells.append("")
        table.column = len(table.cells)
        table.cells.append("")
        if "colspan" in attributes or "rowspan" in attributes:
            self._span(table, table.cells, attributes)
        if len(table.cells) > MOST_COLUMNS:
            raise self._too_many_columns(table.rows + 1)
        # Of a table that is only looked at, the first rows are enough.
        if self._place is not None or table.rows < SAMPLE_ROWS:
            table.text, table.text_size = [], 0

    def _span(self, table: Table, cells: list[str], attributes: Mapping[str, str]) -> None:
        """Make the last cell as wide and as high as it says."""
        columns = _count(attributes.get("colspan"), MOST_COLUMNS)
        rows = _count(attributes.get("rowspan"), MOST_ROWS_SPANNED)
        left, right, top = table.column, table.column + columns - 1, table.rows + 1
        if columns > 1 or rows > 1:
            table.merged.append((top, left, top + rows - 1, right))
        if rows > 1:
            table.covering |= dict.fromkeys(range(left, right + 1), rows - 1)
        cells += [""] * (columns - 1)

    def _too_many_columns(self, row: int) -> LoadError:
        return LoadError(
            _("{path}, row {row}: the table has more than {number} columns. Export the data as Excel or CSV.").format(
                path=self._path, row=row, number=MOST_COLUMNS
            )
        )

    def _add_text(self, table: Table, text: str) -> None:
        if table.text is None:
            return
        table.text.append(text)
        table.text_size += len(text)
        if table.text_size > LONGEST_CELL:
            raise too_long_cell(self._path, table.rows + 1)

    def _end_cell(self, table: Table) -> None:
        if table.text is None or table.cells is None:
            return
        text = table.cells[table.column] = _cell_text("".join(table.text))
        table.text = None
        if len(table.texts) < MOST_TEXTS:
            table.texts.append(text)

    def _end_row(self, table: Table) -> None:
        self._end_cell(table)
        if table.cells is None:
            return
        table.rows += 1
        table.width = max(table.width, len(table.cells))
        table.covered = {column: rows - 1 for column, rows in table.covered.items() if rows > 1} | table.covering
        table.covering = {}
        row = (table.rows, table.cells)
        if table.place == self._place:
            self._rows.append(row)
        elif self._place is None and table.rows <= SAMPLE_ROWS:
            table.sample.append(row)
        table.cells = None


def _cell_text(text: str) -> str:
    """Return a text with one blank for white space, its lines apart."""
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def _count(text: str | None, most: int) -> int:
    """Return the number of rows or columns that a cell takes: one unless the text is a number."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 10 and int(text) else 1
