"""Reporting periods of a calendar: which there are, which is meant, which come before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from parx_tui.data.database import Database
from parx_tui.data.figures import period_text
from parx_tui.data.names import Fit, fit, folded, sign_free
from parx_tui.data.wordlists import period_words
from parx_tui.errors import UsageError
from parx_tui.i18n import _

YEAR_LAST = re.compile(r"(?P<part>.* )?(?P<year>[0-9]{4})(?: 0)?")
"""A spreadsheet may write a year as 2022.0."""

YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4}) ?(?P<part>.+)")
YEAR_UNFINISHED = re.compile(r"(?P<part>.+) (?P<year>[0-9]{1,3})")
JOINTS = ("nam", "cua", "trong", "year", "of", "the")
"""Words between a part of a year and the year, which add nothing to what they stand beside."""

MOST_WORDS = 8
"""Words for a part of a year; more of them are something else."""


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period (view ``period_code``); both days belong to it.

    ``coverage`` tells how much of it the loads know: whole, part or none; ``None`` when the
    database was built before its calendar was added.
    """

    code: str
    kind: str
    date_from: date
    date_to: date
    coverage: str | None

    def __str__(self) -> str:
        """Return its name."""
        return period_text(self.code)

    @property
    def part(self) -> str:
        """The end of its code, as of ``part_of``."""
        return part_of(self.code)

    @property
    def has_data(self) -> bool:
        """Whether the loads know anything of it."""
        return self.coverage in ("whole", "part")


@dataclass(frozen=True, slots=True)
class PeriodText:
    """What a text says of a period: the end of its code, empty for a whole year, and the year if it names one."""

    part: str
    year: str | None

    @property
    def code(self) -> str | None:
        """The code of the period, ``None`` without a year."""
        return f"{self.year}-{self.part}".rstrip("-") if self.year else None


@lru_cache
def read_period_text(text: str) -> PeriodText | None:
    """Read a period in the words of people, in Vietnamese or English: "Quý II/2022", "4/2021", "H1 2022", "quý 2".

    Accents, case, blanks and signs do not matter. ``None`` for a text that names none.
    """
    words = sign_free(text)
    for layout in (YEAR_LAST, YEAR_FIRST):
        found = layout.fullmatch(words)
        part = _part_of_year(found["part"] or "") if found else None
        if found and part is not None:
            return PeriodText(part, found["year"])
    part = _part_of_year(words)
    return PeriodText(part, None) if part else None


def _part_of_year(words: str) -> str | None:
    """Return the end of a period's code for the words beside its year, empty for a whole year."""
    # Numbers may begin with zeros: "quý 02", "T04".
    left = re.sub(r"(?<![0-9])0+(?=[0-9])", "", words).split()[: MOST_WORDS + 1]
    while left and len(left) <= MOST_WORDS:
        if (part := period_words().get(" ".join(left))) is not None:
            return part
        if left[-1] in JOINTS:
            left.pop()
        elif left[0] in JOINTS:
            left.pop(0)
        else:
            break
    return None if left else ""


def part_of(code: str) -> str:
    """Return the end of a period's code, which tells the part of the year; empty for a whole year."""
    return code[len("2022-") :]


def period_fit(text: str, code: str, remark: str = "") -> Fit | None:
    """Return how well a text names the period of a code; without a year it begins the name of that of every year.

    ``remark`` is what is told beside its name.
    """
    told = read_period_text(text)
    if told is not None and told.code == code:
        return Fit.NAME
    if told is not None and told.year is None and told.part == part_of(code):
        return Fit.BEGINNING
    return Fit.OPENING if _opens(text, code) else fit(text, (period_text(code), code), remark)


def _opens(text: str, code: str) -> bool:
    """Tell whether a text is the beginning of words for the period of a code, which may go on with its year."""
    parts, year = _opened(text)
    return part_of(code) in parts and code.startswith(year)


@lru_cache
def _opened(text: str) -> tuple[frozenset[str], str]:
    """Return the parts of a year that a text is the beginning of words for, and the beginning of a year behind them."""
    words = sign_free(text)
    found = YEAR_UNFINISHED.fullmatch(words)
    if found and (part := _part_of_year(found["part"])) is not None:
        return frozenset({part}), found["year"]
    return frozenset(part for word, part in period_words().items() if words and word.startswith(words)), ""


def named_period(text: str, known: Iterable[Period]) -> Period | None:
    """Return the period that a text names, by its code or in words, ``None`` when none of those known."""
    told = read_period_text(text)
    codes = (folded(text), folded(told.code) if told is not None and told.code is not None else None)
    return next((period for period in known if folded(period.code) in codes), None)


def unknown_period(text: str, calendar: str, known: Sequence[Period]) -> str:
    """Return what to tell about a text that names none of the periods of a calendar: why, and which there are."""
    told = read_period_text(text)
    # The last of each kind, of those with data where there are any.
    examples = {period.kind: period for period in sorted(known, key=lambda period: period.has_data)}
    alike = [period for period in known if told is not None and period.part == told.part]
    kind = alike[0].kind if alike else next(iter(examples), None)
    peers = [period for period in known if period.kind == kind]
    if told is None or not alike:
        why = _("{period} is no period of calendar {calendar}. Write it like {examples}.").format(
            period=text.strip() or '""', calendar=calendar, examples=", ".join(map(str, examples.values()))
        )
    elif told.code is None:
        example = max(alike, key=lambda period: (period.has_data, period.date_to))
        why = _("{period} has no year. Write it with one, like {example}.").format(period=text.strip(), example=example)
    else:
        why = _("Calendar {calendar} has no {period}; it goes from {first} to {last}.").format(
            calendar=calendar, period=period_text(told.code), first=peers[0], last=peers[-1]
        )
    filled = [period for period in peers if period.has_data]
    if not filled:
        return why
    return " ".join([why, _("There is data from {first} to {last}.").format(first=filled[0], last=filled[-1])])


def calendars(database: Database) -> list[str]:
    """Return the names of the calendars that the database has."""
    return [str(row[0]) for row in database.look_up("calendar").rows]


def find_calendar(database: Database, calendar: str) -> str:
    """Return the calendar if the database has it, else raise ``UsageError`` with those it has."""
    known = calendars(database)
    if calendar in known:
        return calendar
    raise UsageError(
        _("There is no calendar {calendar}; --calendar can be: {names}").format(
            calendar=calendar, names=", ".join(known)
        )
    )


def periods(database: Database, calendar: str, city_id: int | None) -> list[Period]:
    """Return the periods of a calendar in the order of their first days, for one city or all."""
    answer = database.look_up("period_code", {"ask_calendar": calendar, "ask_city_id": city_id})
    return [Period(*row) for row in answer.rows]  # type: ignore[arg-type]


def find_period(database: Database, text: str | None, calendar: str, city_id: int | None) -> Period:
    """Return the period that a text names, without one the last complete one.

    Raises ``UsageError`` when the calendar has no such period, when the database was built before the
    calendar was added, or when none is named and no filings are loaded.
    """
    known = {period.code: period for period in periods(database, calendar, city_id)}
    if text is None:
        latest = database.look_up("latest_period", {"ask_calendar": calendar, "ask_city_id": city_id}).rows
        if latest:
            return known[str(latest[0][0])]
    if not any(period.coverage for period in known.values()):
        raise UsageError(
            _("Calendar {calendar} was added after the database was built. Load the data again.").format(
                calendar=calendar
            )
        )
    if text is None:
        raise UsageError(
            _("No filings are loaded, so there is no last complete period; give one with --period, such as 2022-Q2.")
        )
    period = named_period(text, known.values())
    if period is None:
        raise UsageError(unknown_period(text, calendar, list(known.values())))
    return period


def beside(known: list[Period], period: Period, steps: int) -> Period | None:
    """Return the period of the same kind that comes ``steps`` after, before when negative; ``None`` beyond the ends."""
    peers = [peer for peer in known if peer.kind == period.kind]
    place = [peer.code for peer in peers].index(period.code) + steps
    return peers[place] if 0 <= place < len(peers) else None


def year_before(known: list[Period], period: Period) -> Period | None:
    """Return the same period of the year before: the one of its kind that ends closest to a year earlier."""
    peers = [peer for peer in known if peer.kind == period.kind and peer.code != period.code]
    days = {abs((period.date_to - peer.date_to).days - 365): peer for peer in peers}
    nearest_days = min(days, default=None)
    return days[nearest_days] if nearest_days is not None and nearest_days <= 7 else None
