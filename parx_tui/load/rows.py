"""From the rows of a sheet to rows of values: every text read, what cannot be read rejected.

A column is read through its different texts: those are few, even where rows are many, so the rules
stand in Python and the rows stay in DuckDB. Columns without a field are never read at all, and with
them what is personal.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from parx_tui.data.database import literal
from parx_tui.data.names import folded
from parx_tui.errors import LoadError
from parx_tui.formulas import without_guard
from parx_tui.i18n import _
from parx_tui.load.formats import Sheet
from parx_tui.load.headers import Layout, place, role, table_rows
from parx_tui.load.kinds import Field, Kind
from parx_tui.load.values import Ambiguous, Reading, month_first_proof
from parx_tui.load.values.reading import CompositeReadings, Texts

Reader = Callable[[Collection[str]], Mapping[str, Reading]]
"""Reads all different texts of a column."""

HINTS_LIMIT = 200
"""Letters of a hint that are kept."""

JOINT_RESULTS = ("read_value", "read_problem", "read_hint")
"""Columns of a joint's table beside its fields."""

NO_TEXT = "''"
"""SQL of the text of a field without a column."""

REACHED_STEP = 5000
"""Rows after which it is told how far reading has come."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Fields that are read together, such as code and name of a unit: the value stands in ``name``.

    ``read`` gets all different combinations of their texts. ``shown`` is the field whose cell a
    rejection shows. With ``takes``, the fields are read in no other way.
    """

    name: str
    fields: tuple[str, ...]
    shown: str
    read: Callable[[Collection[Texts]], CompositeReadings]
    takes: bool = True


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell for which its row is rejected or in no count.

    ``problem`` is a key of ``values.PROBLEMS`` or ``rejects.ROW_PROBLEMS``, or a ``quarantine_reason``.
    """

    row_number: int
    column: str
    text: str | None
    problem: str
    hint: str | None


class SheetRows:
    """The rows of one sheet, in temporary tables of a connection: ``raw_row`` as texts, ``read_row`` as values.

    ``headings`` is how many rows between them are headings, totals or numbering, and no data. ``blank`` are
    the columns with a header that say nothing in any row of data: no text, or none that stands for a value.
    Of a column without a field no more is looked at than whether a text is there.
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
        self._places = {name: column for name, column in layout.columns.items() if name not in unread}
        self._connection = connection
        self._sheet = sheet
        self.layout = layout
        self.kind: Kind = layout.kind
        self.headers = {name: layout.headers[column] for name, column in layout.columns.items()}
        self.headings = 0
        self.blank = {column for column, header in enumerate(layout.headers) if header and column != layout.line}
        self._is_walked = not self._scan()
        if self._is_walked:
            self._walk(folder / "rows.csv")

    def read(self, readers: Mapping[str, Reader], joints: Collection[Joint]) -> list[Rejected]:
        """Make ``read_row`` of the rows that can be read, and return what the others are rejected for.

        ``readers`` are by field; fields without one are taken as they stand. ``read_row`` has
        row_number, a column for each field of the kind, null where the file has none or a joint reads
        it, and one for each joint; all are texts that can be cast to the type of the value.
        """
        execute = self._connection.execute
        execute("create or replace temp table reading (field varchar, text varchar, value varchar, problem varchar)")
        columns, joins = ["raw_row.row_number"], []
        alone = self._read_alone(joints)
        texts = {field.name: self._plain_texts(field) for field in alone if field.name in readers}
        dates = [texts[field.name].values() for field in alone if field.values == "date" and field.name in texts]
        proofs = {proof for column in dates if (proof := month_first_proof(column))}
        for field in self.kind.fields:
            if field not in alone:
                columns.append(f"cast(null as varchar) as {field.name}")
            elif field.name in readers:
                beside = proofs if field.values == "date" else set()
                self._read_field(field, readers[field.name], texts[field.name], beside)
                columns.append(f"{field.name}_reading.value as {field.name}")
                joins.append(
                    f"left join reading as {field.name}_reading on {field.name}_reading.field = {literal(field.name)} "
                    f"and {field.name}_reading.text = raw_row.{field.name}"
                )
            elif field.values == "filing_code":
                columns.append(f"filing_key({text_of(field.name)}) as {field.name}")
            else:
                columns.append(f"{text_of(field.name)} as {field.name}")
        for joint in joints:
            self._read_joint(joint)
            columns.append(f"{joint.name}_joint.read_value as {joint.name}")
            joins.append(f"left join {joint.name}_joint on {self._joint_match(joint)}")
        execute(f"create or replace temp table read_row as select {', '.join(columns)} from raw_row {' '.join(joins)}")
        rejected = sorted(self._rejected(readers, alone, joints), key=lambda cell: (cell.row_number, cell.column))
        if rejected:
            numbers = sorted({cell.row_number for cell in rejected})
            execute("delete from read_row where row_number in (select unnest(?::bigint[]))", [numbers])
        return rejected

    def _scan(self) -> bool:
        """Have DuckDB read the file itself; return whether it can, and every row is one of data."""
        source = None if self.kind.keeps_headings else self._sheet.scan(self.layout.first_row)
        if source is None:
            return False
        doubtful = sorted(self.blank - self._filled_in_preview())
        picks = ", ".join(
            [
                *(f"{self._kept(name, f'c{column}')} as {name}" for name, column in self._places.items()),
                *(f"plain_text(c{column}) <> '' as seen_{column}" for column in doubtful),
            ]
        )
        needed = [field.name for field in self.kind.fields if field.is_needed]
        # Of a calendar no field alone is needed, but one of its groups whole.
        needed = needed or [name for group in self.kind.either for name in group if name in self._places]
        try:
            self._connection.execute(f"create or replace temp table scanned_row as select {picks} from {source}")
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            # A row that DuckDB cannot read is told by the reader that goes row by row.
            return False
        # A row with a gap may be a heading or a total; one that repeats a header is none of data.
        bare = " or ".join(f"{name} is null or {name} = {literal(self.headers[name])}" for name in needed)
        odd = self._rows(f"select exists (select 1 from scanned_row where {bare})")[0][0]
        if not odd:
            seen = ", ".join(f"bool_or(seen_{column})" for column in doubtful) or "null"
            has_text = self._rows(f"select {seen} from scanned_row")[0]
            self.blank = {column for column, is_seen in zip(doubtful, has_text, strict=False) if not is_seen}
            # The rows keep the order of the file.
            self._connection.execute(
                "create or replace temp view raw_row as "
                f"select rowid + {self.layout.first_row} as row_number, * from scanned_row"
            )
        return not odd

    def _filled_in_preview(self) -> set[int]:
        """Return the columns in which a text stands below the headers, as far as the first rows tell."""
        rows = [cells for number, cells in self._sheet.preview if number >= self.layout.first_row]
        return {column for cells in rows for column, text in enumerate(cells) if text}

    def _walk(self, path: Path) -> None:
        """Go through the rows in Python, and leave out headings and totals between them."""
        names = [*self._places, *self._section_fields()]
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for count, (number, cells) in enumerate(self._data_rows(), start=1):
                writer.writerow([number, *cells])
                if count % REACHED_STEP == 0:
                    self._reach(count)
        columns = {"row_number": "bigint", **dict.fromkeys(names, "varchar")}
        self._connection.execute("drop view if exists raw_row; drop table if exists scanned_row")
        kept = ", ".join(f"{self._kept(name, name)} as {name}" for name in names)
        self._connection.execute(
            f"create or replace temp table walked_row as select row_number, {kept} "
            "from read_csv(?, header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"nullstr = '', max_line_size = 16000000, columns = {columns})",
            [str(path)],
        )
        self._connection.execute("create or replace temp view raw_row as from walked_row")
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
        rows = (row for row in self._sheet.rows() if row[0] >= self.layout.first_row)
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
                texts = [cells[column] if column < len(cells) else "" for column in self._places.values()]
                yield number, texts + [told[name] for name in self._section_fields()]

    def _columns(self) -> list[str]:
        """Return the fields that ``raw_row`` has texts of."""
        return [*self._places, *(self._section_fields() if self._is_walked else [])]

    def _read_alone(self, joints: Collection[Joint]) -> list[Field]:
        """Return the fields that ``raw_row`` has texts of and no joint takes."""
        taken = {name for joint in joints if joint.takes for name in joint.fields}
        return [field for field in self.kind.fields if field.name in self._columns() and field.name not in taken]

    def _plain_texts(self, field: Field) -> dict[str, str]:
        """Return the different texts of a field as they stand, and as readers want them."""
        found = self._rows(f"select distinct raw_row.{field.name} as key from raw_row")
        return {text: normal(text) for (text,) in found if text}

    def _read_field(self, field: Field, read: Reader, plain: Mapping[str, str], beside: Collection[str]) -> None:
        """Put the readings of a field's texts into ``reading``; ``beside`` are texts of other columns to go by."""
        try:
            readings = read(sorted({text for text in plain.values() if text} | {*beside}))
        except Ambiguous as error:
            header = self.headers.get(field.name, field.name)
            raise LoadError(
                _("{place}, column {column}: {reason}").format(place=place(self._sheet), column=header, reason=error)
            ) from error
        pairs = [(text, readings.get(known, Reading())) for text, known in plain.items()]
        if field.name in self._places and all(reading == Reading() for _text, reading in pairs):
            self.blank.add(self._places[field.name])
        self._connection.execute(
            "insert into reading select ?, unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::varchar[])",
            [
                field.name,
                [text for text, _reading in pairs],
                [reading.value for _text, reading in pairs],
                [reading.problem for _text, reading in pairs],
            ],
        )

    def _read_joint(self, joint: Joint) -> None:
        """Make the table of the readings of a joint: its fields' texts ("" for none), value, problem and hint."""
        texts = ", ".join(f"{self._joint_text(name)} as {name}" for name in joint.fields)
        found = self._rows(f"select distinct {texts} from raw_row")
        plain = {tuple(row): tuple(normal(text) or None for text in row) for row in found}
        readings = joint.read(set(plain.values()))
        columns = ", ".join(f"{name} varchar" for name in (*joint.fields, *JOINT_RESULTS))
        self._connection.execute(f"create or replace temp table {joint.name}_joint ({columns})")
        rows = [
            (*texts, reading.value, reading.problem, hint)
            for texts, (reading, hint) in ((texts, readings[known]) for texts, known in plain.items())
        ]
        marks = ", ".join("unnest(?::varchar[])" for _ in (*joint.fields, *JOINT_RESULTS))
        if rows:
            self._connection.execute(
                f"insert into {joint.name}_joint select {marks}", [list(column) for column in zip(*rows, strict=True)]
            )

    def _joint_match(self, joint: Joint) -> str:
        """Return the SQL condition by which a row finds its reading."""
        return (
            " and ".join(
                f"{joint.name}_joint.{name} = {self._joint_text(name)}"
                for name in joint.fields
                if self._joint_text(name) != NO_TEXT
            )
            or "true"
        )

    def _joint_text(self, name: str) -> str:
        """Return the SQL of a text that a joint reads: a field's, or the agency's part of the filing code."""
        if name == "code_stem":
            return f"coalesce(regexp_extract({text_of('filing_code')}, '^(.*)-\\d{{6}}-\\d+$', 1), '')"
        return f"coalesce(raw_row.{name}, '')" if name in self._columns() else NO_TEXT

    def _rejected(
        self, readers: Mapping[str, Reader], alone: Collection[Field], joints: Collection[Joint]
    ) -> Iterator[Rejected]:
        """Yield the cells for which rows are rejected."""
        for field in alone:
            header = self.headers.get(field.name, _(field.label))
            if field.name in readers:
                yield from self._cells(
                    header,
                    f"select row_number, raw_row.{field.name}, reading.problem, null from raw_row "
                    f"inner join reading on reading.field = {literal(field.name)} "
                    f"and reading.text = raw_row.{field.name} where reading.problem is not null",
                )
            if field.values == "filing_code":
                yield from self._cells(
                    header,
                    f"select row_number, {field.name}, 'personal', null from raw_row "
                    f"where concerns_person({field.name})",
                )
            if field.is_needed and not self.kind.keeps_headings:
                yield from self._cells(
                    header,
                    f"select row_number, null, 'missing', null from read_row where {field.name} is null "
                    "and row_number not in (select row_number from raw_row inner join reading "
                    f"on reading.field = {literal(field.name)} and reading.text = raw_row.{field.name} "
                    "where reading.problem is not null)",
                )
        for joint in joints:
            shown = next((name for name in (joint.shown, "filing_code") if name in self._columns()), None)
            yield from self._cells(
                self.headers.get(shown or "", _(self.kind.field(joint.shown).label)),
                f"select row_number, {f'raw_row.{shown}' if shown else 'null'}, read_problem, read_hint from raw_row "
                f"inner join {joint.name}_joint on {self._joint_match(joint)} where read_problem is not null",
            )

    def _cells(self, header: str, select: str) -> Iterator[Rejected]:
        """Yield the rejected cells that a SELECT finds: row number, text, problem, hint."""
        for number, text, problem, hint in self._rows(select):
            yield Rejected(number, header, text, problem, hint and hint[:HINTS_LIMIT])

    def _rows(self, select: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(select).fetchall()


def text_of(name: str) -> str:
    """Return the SQL of the text of a field in ``raw_row``."""
    return f"nullif(plain_text(raw_row.{name}), '')"


def normal(text: str) -> str:
    """Return a text as readers want it."""
    return without_guard(unicodedata.normalize("NFC", text).strip()).strip()


def is_field_heading(heading: str) -> bool:
    """Whether a heading between rows names a field rather than an authority level."""
    return "linh vuc" in folded(heading)
