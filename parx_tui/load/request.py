"""What is asked of a load, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from parx_tui.errors import LoadError
from parx_tui.load.headers import Layout
from parx_tui.load.kinds import Kind
from parx_tui.load.rows.rejected import Rejected
from parx_tui.load.store.migration import LeftOut

MOST_REJECTED = 5
"""Percent of the rows of a file; when more are in no count, it is probably not read as it is meant."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be loaded, and how.

    ``paths`` are files, ``database`` the file to load into. ``kind`` is one of ``KINDS``, ``None`` to
    recognise it by the headers. ``city`` is a code, a name or "code=name". ``covered_from`` and
    ``covered_to`` are the days that the files speak for, where the officer says them; ``is_whole``
    whether they speak for every unit of the city. ``most_rejected`` is how many percent of the rows
    of a sheet may be rejected or contradict themselves; with more, nothing is loaded. ``now`` is the time in Việt Nam.
    """

    paths: Sequence[Path]
    database: Path
    now: datetime
    memory_limit: str
    kind: str | None = None
    map_path: Path | None = None
    source: str | None = None
    city: str | None = None
    is_whole: bool = True
    covered_from: date | None = None
    covered_to: date | None = None
    adds_units: bool = False
    adds_procedures: bool = False
    most_rejected: int = MOST_REJECTED
    is_trial: bool = False
    waits: bool = True

    @property
    def today(self) -> date:
        """The day of the load."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class FutureEvents:
    """What filings of a sheet tell of days after ``known_to``, the last one known: it counts once loads reach those.

    ``received`` is how many of them are received on a later day, of which ``examples`` has the first: number of the
    row, code and day. ``closed`` is how many of the others are resolved or withdrawn on a later day.
    """

    known_to: date | None = None
    received: int = 0
    examples: Sequence[tuple[int, str, date]] = ()
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is wrong with filings of a sheet: a ``quarantine_reason``, with their number and their first rows."""

    reason: str
    filings: int
    first_rows: tuple[int, ...]


@dataclass(slots=True)
class SheetOutcome:
    """What became of one sheet.

    ``name`` is that of the file, with the sheet where there are several. ``rows_read`` are its rows of
    data, beside ``headings`` that are none; ``blank`` are the columns with a header that say nothing in any of
    them, ``uncalculated`` the letters of columns that hold formulas without values. ``counts`` tells what those
    rows did that were not rejected: loaded, updated or unchanged. ``rows_left`` of the unchanged ones differ
    from what is known, and tell of an earlier day. ``contradictions`` are what is wrong with filings that were
    loaded or updated; when a load stops for them, ``contradictory`` lists them. ``likely_ends`` are the columns
    that are not read and may tell when filings ended, the likeliest first. ``is_guessed`` tells that the covered
    days were guessed, ``is_end_guessed`` that the last of them was.
    """

    name: str
    kind: Kind
    layout: Layout | None = None
    encoding: str | None = None
    load_id: int = 0
    checksum: str = ""
    city_code: str | None = None
    is_guessed: bool = False
    is_end_guessed: bool = False
    covered_from: date | None = None
    covered_to: date | None = None
    future: FutureEvents = field(default_factory=FutureEvents)
    rows_read: int = 0
    headings: int = 0
    blank: frozenset[int] = frozenset()
    uncalculated: frozenset[str] = frozenset()
    rows_left: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    contradictory: list[Rejected] = field(default_factory=list)
    likely_ends: tuple[int, ...] = ()
    added: dict[str, list[str]] = field(default_factory=dict)

    @property
    def rows_rejected(self) -> int:
        """Number of rows that were rejected."""
        return len({cell.row_number for cell in self.rejected})

    @property
    def quarantined(self) -> int:
        """Number of filings loaded or updated that contradict themselves."""
        return sum(contradiction.filings for contradiction in self.contradictions)


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What became of a request: its sheets, and whether the database is another one now.

    ``ends_undoing`` tells that a load had been undone before, which can no longer be redone. ``left_out`` are rows of
    a database of an earlier version that find no place in this one.
    """

    sheets: list[SheetOutcome]
    is_published: bool
    ends_undoing: bool = False
    left_out: Sequence[LeftOut] = ()


class RefusedLoadError(LoadError):
    """A load would leave aside what may not be; ``sheets`` tell what."""

    def __init__(self, sentence: str, sheets: list[SheetOutcome]) -> None:
        super().__init__(sentence)
        self.sheets = sheets
