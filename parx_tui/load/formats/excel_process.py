"""The process that reads a workbook.

Its arguments are the bytes of memory that it may take, the path, and perhaps the place of a sheet.
Without a place it sends, for each sheet in sight, place, name, merged cells and the first rows; with one, all
rows of that sheet by the thousand; then None, to standard output. Whatever else happens is told by the exit
code alone.
"""

from __future__ import annotations

import marshal
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from parx_tui.load.formats.sheet import SAMPLE_ROWS, RawRow, Span

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

CPU_SECONDS = 300
EXIT_TOO_LARGE = 3
ROWS_AT_ONCE = 1000

Value = int | float | str | bool | time | date | datetime | timedelta


def main() -> None:
    """Send what is asked for."""
    from python_calamine import CalamineWorkbook

    memory, path, *place = sys.argv[1:]
    _limit(int(memory))
    try:
        # By its path alone, a workbook would be taken for what its name says.
        with open(path, "rb") as file:  # noqa: PTH123
            workbook = CalamineWorkbook.from_filelike(file)
        for message in _rows_at_once(workbook, int(place[0])) if place else _sheets(workbook):
            marshal.dump(message, sys.stdout.buffer)
        marshal.dump(None, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except MemoryError:
        sys.exit(EXIT_TOO_LARGE)


def _limit(memory: int) -> None:
    """Have the system end this process when it takes too much, without a core dump."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        # A lower limit may be set already; macOS knows no limit of memory.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _sheets(workbook: CalamineWorkbook) -> Iterator[tuple[int, str, tuple[Span, ...], list[RawRow]]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for place, about in enumerate(workbook.sheets_metadata):
        if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_index(place)
            yield place, about.name, _merged(sheet), list(islice(_rows(sheet), SAMPLE_ROWS))


def _rows_at_once(workbook: CalamineWorkbook, place: int) -> Iterator[list[RawRow]]:
    rows = _rows(workbook.get_sheet_by_index(place))
    return iter(lambda: list(islice(rows, ROWS_AT_ONCE)), [])


def _rows(sheet: CalamineSheet) -> Iterator[RawRow]:
    """Yield the rows of a sheet that are not empty; its cells begin at the first column that is not."""
    first_column = [""] * (sheet.start or (0, 0))[1]
    for number, values in enumerate(sheet.iter_rows(), start=1):
        while values and values[-1] == "":
            values.pop()
        if values:
            yield number, first_column + [value if isinstance(value, str) else cell_text(value) for value in values]


def _merged(sheet: CalamineSheet) -> tuple[Span, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple((top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges)


def cell_text(value: Value) -> str:
    """Return the value of a cell as text.

    Whole numbers are written without fraction, others by their shortest spelling, dates and times as ISO
    8601 has them, to the second.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return number_text(value)
        case datetime():
            return _to_the_second(value).isoformat(" ")
        case time():
            # A day of its own does not matter: midnight may follow the last half second.
            return _to_the_second(datetime.combine(date(2000, 1, 1), value)).time().isoformat()
        case date():
            return value.isoformat()
        case timedelta():
            return _duration_text(round(value.total_seconds()))
        case _:
            return str(value)


def number_text(value: float) -> str:
    """Return a number without exponent, and without fraction when it is whole: 5.0 is "5"."""
    text = repr(value)
    if "e" in text:
        text = format(Decimal(text), "f")
    return "0" if text == "-0.0" else text.removesuffix(".0")


def _to_the_second(moment: datetime) -> datetime:
    """Round: a spreadsheet holds times as parts of a day, which few seconds are exactly."""
    with suppress(OverflowError):
        moment += timedelta(microseconds=500_000)
    return moment.replace(microsecond=0)


def _duration_text(seconds: int) -> str:
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else ''}{hour}:{minute:02}:{second:02}"
