"""The texts of a sheet's rows, brought into DuckDB.

Columns without a field are never read at all, and with them what is personal.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb

from parx_tui.data.names import folded
from parx_tui.data.sqlfiles import literal
from parx_tui.load.formats import Sheet
from parx_tui.load.headers import Layout, role, table_rows
from parx_tui.load.kinds import Kind

REACHED_STEP = 5000
"""Rows after which it is told how far reading has come."""


class RawRows:
    """The rows of one sheet as texts, in ``raw_row``: the number of each, and a column for each field that has one.

    ``headers`` are those of the fields. ``headings`` is how many rows between the others are headings, totals or
    numbering, and no data. ``blank`` are the columns with a header that say nothing in any row of data: no text, or,
    once they are read, none that stands for a value. Of a column without a field no more is looked at than whether a
    text is there.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        sheet: Sheet,
        layout: Layout,
        *,
        folder: Path,
        reach: Callable[[int], None],
        unread: Collection[str] = (),
    ) -> None:
        """Bring the texts of the fields' columns into ``raw_row``, save those of fields that are ``unread``.

        ``folder`` takes files on the way; ``reach`` is told how many rows are read.
        """
        self._reach = reach
        self.places = {name: column for name, column in layout.columns.items() if name not in unread}
        self.connection = connection
        self.sheet = sheet
        self.layout = layout
        self.kind: Kind = layout.kind
        self.headers = {name: layout.headers[column] for name, column in layout.columns.items()}
        self.headings = 0
        self.blank = {column for column, header in enumerate(layout.headers) if header and column != layout.line}
        self._is_walked = not self._scan()
        if self._is_walked:
            self._walk(folder / "rows.csv")

    def _scan(self) -> bool:
        """Have DuckDB read the file itself; return whether it can, and every row is one of data."""
        source = None if self.kind.keeps_headings else self.sheet.scan(self.layout.first_row)
        if source is None:
            return False
        doubtful = sorted(self.blank - self._filled_in_preview())
        picks = ", ".join(
            [
                *(f"{self._kept(name, f'c{column}')} as {name}" for name, column in self.places.items()),
                *(f"plain_text(c{column}) <> '' as seen_{column}" for column in doubtful),
            ]
        )
        needed = [field.name for field in self.kind.fields if field.is_needed]
        # Of a calendar no field alone is needed, but one of its groups whole.
        needed = needed or [name for group in self.kind.either for name in group if name in self.places]
        try:
            self.connection.execute(f"create or replace temp table scanned_row as select {picks} from {source}")
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            # A row that DuckDB cannot read is told by the reader that goes row by row.
            return False
        # A row with a gap may be a heading or a total; one that repeats a header is none of data.
        bare = " or ".join(f"{name} is null or {name} = {literal(self.headers[name])}" for name in needed)
        odd = self.rows(f"select exists (select 1 from scanned_row where {bare})")[0][0]
        if not odd:
            seen = ", ".join(f"bool_or(seen_{column})" for column in doubtful) or "null"
            has_text = self.rows(f"select {seen} from scanned_row")[0]
            self.blank = {column for column, is_seen in zip(doubtful, has_text, strict=False) if not is_seen}
            # The rows keep the order of the file.
            self.connection.execute(
                "create or replace temp view raw_row as "
                f"select rowid + {self.layout.first_row} as row_number, * from scanned_row"
            )
        return not odd

    def _filled_in_preview(self) -> set[int]:
        """Return the columns in which a text stands below the headers, as far as the first rows tell."""
        rows = [cells for number, cells in self.sheet.preview if number >= self.layout.first_row]
        return {column for cells in rows for column, text in enumerate(cells) if text}

    def _walk(self, path: Path) -> None:
        """Go through the rows in Python, and leave out headings and totals between them."""
        names = [*self.places, *self._section_fields()]
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for count, (number, cells) in enumerate(self._data_rows(), start=1):
                writer.writerow([number, *cells])
                if count % REACHED_STEP == 0:
                    self._reach(count)
        columns = {"row_number": "bigint", **dict.fromkeys(names, "varchar")}
        self.connection.execute("drop view if exists raw_row; drop table if exists scanned_row")
        kept = ", ".join(f"{self._kept(name, name)} as {name}" for name in names)
        self.connection.execute(
            f"create or replace temp table walked_row as select row_number, {kept} "
            "from read_csv(?, header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"nullstr = '', max_line_size = 16000000, columns = {columns})",
            [str(path)],
        )
        self.connection.execute("create or replace temp view raw_row as from walked_row")
        path.unlink()

    def _kept(self, name: str, column: str) -> str:
        """Return the SQL of what is kept of a text: of days not the time, so that few different texts are left."""
        values = next(field.values for field in self.kind.fields if field.name == name)
        return f"day_text({column})" if values == "date" else column

    def _section_fields(self) -> list[str]:
        """Return the fields without a column that a heading between the rows may tell."""
        names = {field.name for field in self.kind.fields}
        return [name for name in ("level", "field_name") if name in names and name not in self.layout.columns]

    def _data_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield number and texts of the rows of data, with what the headings above them tell."""
        told = dict.fromkeys(self._section_fields(), "")
        rows = (row for row in self.sheet.rows() if row[0] >= self.layout.first_row)
        for number, cells in table_rows(rows, self.layout) if self.kind.keeps_headings else rows:
            kind_of_row = role(cells, self.layout)
            if self.kind.keeps_headings:
                kind_of_row = "data" if kind_of_row in ("section", "total") else kind_of_row
            self.headings += kind_of_row not in ("data", "blank")
            if kind_of_row == "section":
                heading = " ".join(cell for cell in cells if cell)
                told["field_name" if is_field_heading(heading) else "level"] = heading
            elif kind_of_row == "data":
                self.blank -= {column for column in self.blank if column < len(cells) and cells[column]}
                texts = [cells[column] if column < len(cells) else "" for column in self.places.values()]
                yield number, texts + [told[name] for name in self._section_fields()]

    def fields(self) -> list[str]:
        """Return the fields that ``raw_row`` has texts of."""
        return [*self.places, *(self._section_fields() if self._is_walked else [])]

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT."""
        return self.connection.execute(select).fetchall()


def is_field_heading(heading: str) -> bool:
    """Whether a heading between rows names a field rather than an authority level."""
    return "linh vuc" in folded(heading)
