"""From rows of texts to rows of values: every text read, what cannot be read rejected.

A column is read through its different texts: those are few, even where rows are many, so the rules
stand in Python and the rows stay in DuckDB.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping

from parx_tui.data.sqlfiles import literal
from parx_tui.errors import LoadError
from parx_tui.formulas import without_guard
from parx_tui.i18n import _
from parx_tui.load.headers import place
from parx_tui.load.kinds import Composite, Field
from parx_tui.load.rows.raw_rows import RawRows
from parx_tui.load.rows.readers import FieldReader, RowReaders
from parx_tui.load.rows.rejected import Rejected
from parx_tui.load.values import Ambiguous, Reading, month_first_proof

HINTS_LIMIT = 200
"""Letters of a hint that are kept."""

COMPOSITE_RESULTS = ("read_value", "read_problem", "read_hint")
"""Columns of a composite's table beside its fields."""

NO_TEXT = "''"
"""SQL of the text of a field without a column."""


def read_rows(raw: RawRows, readers: RowReaders) -> list[Rejected]:
    """Make ``read_row`` of the rows that can be read, and return what the others are rejected for.

    ``read_row`` has row_number, a column for each field of the kind, null where the file has none or a composite
    reads it, and one for each composite; all are texts that can be cast to the type of the value.
    """
    return _RowReading(raw, readers).read()


class _RowReading:
    """The reading of one sheet's rows."""

    def __init__(self, raw: RawRows, readers: RowReaders) -> None:
        self._raw = raw
        self._readers = readers
        taken = {name for composite in readers.composites if composite.is_exclusive for name in composite.fields}
        self._alone = [field for field in raw.kind.fields if field.name in raw.fields() and field.name not in taken]

    def read(self) -> list[Rejected]:
        """Make ``read_row``, and return what rows are rejected for."""
        execute = self._raw.connection.execute
        execute("create or replace temp table reading (field varchar, text varchar, value varchar, problem varchar)")
        columns, joins = ["raw_row.row_number"], []
        self._read_fields()
        for field in self._raw.kind.fields:
            columns.append(f"{self._value_of(field)} as {field.name}")
            if self._is_read(field):
                joins.append(
                    f"left join reading as {field.name}_reading on {field.name}_reading.field = {literal(field.name)} "
                    f"and {field.name}_reading.text = raw_row.{field.name}"
                )
        for composite in self._readers.composites:
            self._read_composite(composite)
            columns.append(f"{composite.name}_composite.read_value as {composite.name}")
            joins.append(f"left join {composite.name}_composite on {self._composite_match(composite)}")
        execute(f"create or replace temp table read_row as select {', '.join(columns)} from raw_row {' '.join(joins)}")
        rejected = sorted(self._rejected(), key=lambda cell: (cell.row_number, cell.column))
        if rejected:
            numbers = sorted({cell.row_number for cell in rejected})
            execute("delete from read_row where row_number in (select unnest(?::bigint[]))", [numbers])
        return rejected

    def _is_read(self, field: Field) -> bool:
        """Whether a field is read for itself, and not taken as it stands."""
        return field in self._alone and field.name in self._readers.fields

    def _value_of(self, field: Field) -> str:
        """Return the SQL of the value of a field in a row."""
        if field not in self._alone:
            return "cast(null as varchar)"
        if self._is_read(field):
            return f"{field.name}_reading.value"
        return f"filing_key({text_of(field.name)})" if field.values == "filing_code" else text_of(field.name)

    def _read_fields(self) -> None:
        """Read the texts of the fields that are read for themselves; columns of days help each other."""
        fields = [field for field in self._alone if self._is_read(field)]
        texts = {field.name: self._plain_texts(field) for field in fields}
        dates = [texts[field.name].values() for field in fields if field.values == "date"]
        proofs = {proof for column in dates if (proof := month_first_proof(column))}
        for field in fields:
            beside = proofs if field.values == "date" else set()
            self._read_field(field, self._readers.fields[field.name], texts[field.name], beside)

    def _plain_texts(self, field: Field) -> dict[str, str]:
        """Return the different texts of a field as they stand, and as readers want them."""
        found = self._raw.rows(f"select distinct raw_row.{field.name} as key from raw_row")
        return {text: normal(text) for (text,) in found if text}

    def _read_field(self, field: Field, read: FieldReader, plain: Mapping[str, str], beside: Collection[str]) -> None:
        """Put the readings of a field's texts into ``reading``; ``beside`` are texts of other columns to go by."""
        try:
            readings = read(sorted({text for text in plain.values() if text} | {*beside}))
        except Ambiguous as error:
            header = self._raw.headers.get(field.name, field.name)
            raise LoadError(
                _("{place}, column {column}: {reason}").format(
                    place=place(self._raw.sheet), column=header, reason=error
                )
            ) from error
        pairs = [(text, readings.get(known, Reading())) for text, known in plain.items()]
        if field.name in self._raw.places and all(reading == Reading() for _text, reading in pairs):
            self._raw.blank.add(self._raw.places[field.name])
        self._raw.connection.execute(
            "insert into reading select ?, unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::varchar[])",
            [
                field.name,
                [text for text, _reading in pairs],
                [reading.value for _text, reading in pairs],
                [reading.problem for _text, reading in pairs],
            ],
        )

    def _read_composite(self, composite: Composite) -> None:
        """Make the table of the readings of a composite: its fields' texts ("" for none), value, problem and hint."""
        texts = ", ".join(f"{self._composite_text(name)} as {name}" for name in composite.fields)
        found = self._raw.rows(f"select distinct {texts} from raw_row")
        plain = {tuple(row): tuple(normal(text) or None for text in row) for row in found}
        readings = self._readers.of_composites[composite.values](set(plain.values()))
        columns = ", ".join(f"{name} varchar" for name in (*composite.fields, *COMPOSITE_RESULTS))
        self._raw.connection.execute(f"create or replace temp table {composite.name}_composite ({columns})")
        rows = [
            (*texts, reading.value, reading.problem, hint)
            for texts, (reading, hint) in ((texts, readings[known]) for texts, known in plain.items())
        ]
        marks = ", ".join("unnest(?::varchar[])" for _ in (*composite.fields, *COMPOSITE_RESULTS))
        if rows:
            self._raw.connection.execute(
                f"insert into {composite.name}_composite select {marks}",
                [list(column) for column in zip(*rows, strict=True)],
            )

    def _composite_match(self, composite: Composite) -> str:
        """Return the SQL condition by which a row finds its reading."""
        return (
            " and ".join(
                f"{composite.name}_composite.{name} = {self._composite_text(name)}"
                for name in composite.fields
                if self._composite_text(name) != NO_TEXT
            )
            or "true"
        )

    def _composite_text(self, name: str) -> str:
        """Return the SQL of a text that a composite reads: a field's, or the agency's part of the filing code."""
        if name == "code_stem":
            return f"coalesce(standard_code({text_of('filing_code')}, 'agency'), '')"
        return f"coalesce(raw_row.{name}, '')" if name in self._raw.fields() else NO_TEXT

    def _rejected(self) -> Iterator[Rejected]:
        """Yield the cells for which rows are rejected."""
        for field in self._alone:
            yield from self._rejected_of_field(field)
        for composite in self._readers.composites:
            shown = next((name for name in composite.shown if name in self._raw.fields()), None)
            yield from self._cells(
                self._raw.headers.get(shown or "", _(self._raw.kind.field(composite.shown[0]).label)),
                f"select row_number, {f'raw_row.{shown}' if shown else 'null'}, read_problem, read_hint from raw_row "
                f"inner join {composite.name}_composite on {self._composite_match(composite)} "
                "where read_problem is not null",
            )

    def _rejected_of_field(self, field: Field) -> Iterator[Rejected]:
        """Yield the cells of a field for which rows are rejected."""
        header = self._raw.headers.get(field.name, _(field.label))
        has_problem = (
            f"from raw_row inner join reading on reading.field = {literal(field.name)} "
            f"and reading.text = raw_row.{field.name} where reading.problem is not null"
        )
        if self._is_read(field):
            yield from self._cells(
                header, f"select row_number, raw_row.{field.name}, reading.problem, null {has_problem}"
            )
        if field.values == "filing_code":
            yield from self._cells(
                header,
                f"select row_number, {field.name}, 'personal', null from raw_row where concerns_person({field.name})",
            )
        if field.is_needed and not self._raw.kind.keeps_headings:
            yield from self._cells(
                header,
                f"select row_number, null, 'missing', null from read_row where {field.name} is null "
                f"and row_number not in (select row_number {has_problem})",
            )

    def _cells(self, header: str, select: str) -> Iterator[Rejected]:
        """Yield the rejected cells that a SELECT finds: row number, text, problem, hint."""
        for number, text, problem, hint in self._raw.rows(select):
            yield Rejected(number, header, text, problem, hint and hint[:HINTS_LIMIT])


def text_of(name: str) -> str:
    """Return the SQL of the text of a field in ``raw_row``."""
    return f"nullif(plain_text(raw_row.{name}), '')"


def normal(text: str) -> str:
    """Return a text as readers want it."""
    return without_guard(unicodedata.normalize("NFC", text).strip()).strip()
