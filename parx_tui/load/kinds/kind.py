"""What there is to say of a kind of file: what its rows hold, where they go, and what they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

PLAIN_VALUES = (
    *("text", "filing_code", "procedure_code", "unit_code", "city"),
    *("date", "number", "count", "form_count"),
)
"""Values that are no words; for all others an office may have words of its own."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a file says of each row.

    ``values`` is how its texts are read (see ``rows.readers``); ``is_needed`` means that a row without it is
    rejected, and that a file without its column is no file of this kind.
    """

    name: str
    values: str
    label: str
    is_needed: bool = False

    @property
    def has_words(self) -> bool:
        """Whether an office may have words of its own for its values."""
        return self.values not in PLAIN_VALUES


@dataclass(frozen=True, slots=True)
class Composite:
    """Fields that are read together, such as code and name of a unit: the value stands in ``name``.

    ``values`` is how their texts are read (see ``rows.readers``). Units, procedures and fields that may be new stand
    in ``agency``, ``procedure`` and ``field``, by which those that only rejected rows name are taken back. A rejection
    shows the cell of the first of the fields ``shown`` that has a column. With ``is_exclusive``, the fields are read in
    no other way. It is read only where the file has a column for ``needs``. ``spare`` is a text that is read with them
    where none of them has a column, or where new units may be made of it.
    """

    name: str
    fields: tuple[str, ...]
    shown: tuple[str, ...]
    values: str
    is_exclusive: bool = True
    needs: str | None = None
    spare: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A landed table, which takes the rows that the select of its name in ``sql/03_extract`` makes of those read.

    ``key`` are the columns that tell rows of a list apart. ``validity`` are those of the first and the last day on
    which a row holds, where one code can have several such times; the first stays as known where a row does not tell
    it. ``if_missing`` is what new rows have in columns of which a row may say nothing; such a row leaves what is
    known. ``stored`` is the table of the database that it fills, ``counted_in`` the table that must get each of its
    rows, ``None`` where rows may go up in others. With ``instead_if``, it takes the rows alone, instead of the other
    tables of its kind, where any of them tells that field.
    """

    name: str
    key: tuple[str, ...] = ()
    validity: tuple[str, str] | None = None
    if_missing: Mapping[str, str | None] = field(default_factory=dict)
    stored: str = ""
    counted_in: str | None = None
    instead_if: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the rows of a file tell which days it speaks for, by selects of ``sql/03_extract``.

    ``days`` guesses them; ``titled`` says whether the rows are about the days that the titles name, which are
    believed without it; ``future`` says what they tell of later days. With ``is_lasting``, a file has to speak for
    days, and speaks for the same ones whenever it is loaded; without, it tells what holds when it is loaded.
    """

    days: str
    titled: str | None = None
    future: str | None = None
    is_lasting: bool = False


class Refresh(Enum):
    """What a load makes count anew as a whole, since more changes than filings that are known one by one."""

    NOTHING = "nothing"
    CITY = "city"
    DATABASE = "database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the rows of a file are.

    ``name`` is what it is called in options and maps, ``noun`` is said of many rows. Files of a lower
    ``load_order`` are loaded first: rows of later ones name theirs.

    ``either`` are groups of ``fields`` of which a file must have one whole. With ``keeps_headings``, headings and
    totals between the rows are rows too, and no cell is needed. ``composites`` are fields that are read together.
    ``redundant`` are fields that are not read beside another one, which says as much unless new procedures may be
    made. ``ends`` are, by what contradicts itself without them, fields of which one must tell the day on which a row
    ended; the first is the one to be mapped.

    ``tables`` take the rows: each is upserted. With ``is_whole``, the rows of a file are one thing, which is landed as
    a whole when any of them differs from what is known (``returns.landing``). With ``is_merged``, they are
    merged with those known in ``sql/10_upsert``, in the order of the days that their loads speak for, so that what
    became of them is known only then; ``usual_source`` is the system that they come from where nothing else is said.
    """

    name: str
    noun: str
    load_order: int
    fields: tuple[Field, ...]
    tables: tuple[Table, ...]
    either: tuple[tuple[str, ...], ...] = ()
    keeps_headings: bool = False
    composites: tuple[Composite, ...] = ()
    redundant: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_whole: bool = False
    is_merged: bool = False
    coverage: Coverage | None = None
    usual_source: str = "office"
    has_city: bool = True
    refreshes: Refresh = Refresh.NOTHING

    def field(self, name: str) -> Field:
        """Return a field by its name; ``KeyError`` when there is none."""
        return {field.name: field for field in self.fields}[name]

    def has_field(self, name: str) -> bool:
        """Whether files of the kind may have a field."""
        return any(field.name == name for field in self.fields)
