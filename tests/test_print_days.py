"""Exports printed late or early, with and without titles, loaded in any order, count what they can have shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from parx_tui.data.database import open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.errors import LoadError
from tests.depth import examples
from tests.office_files import MEMORY_LIMIT, PENDING, RESOLVED, SUPPLEMENT, WITHDRAWN, Told, filings_csv, load, office
from tests.print_days import Export, Life, counts, known_lives

FIRST_DAY, LAST_DAY = date(2022, 3, 1), date(2022, 6, 30)
MONTHS = {
    "2022-03": (date(2022, 3, 1), date(2022, 3, 31)),
    "2022-04": (date(2022, 4, 1), date(2022, 4, 30)),
    "2022-05": (date(2022, 5, 1), date(2022, 5, 31)),
    "2022-06": (date(2022, 6, 1), date(2022, 6, 30)),
}


@st.composite
def lives(draw: st.DrawFn, number: int) -> Life:
    """Draw the life of a filing; what happens to it happens one after the other."""
    received = draw(st.dates(FIRST_DAY, LAST_DAY))
    later = sorted(draw(st.lists(st.integers(1, 50), min_size=3, max_size=3, unique=True)))
    paused, resumed, closed = (received + timedelta(days=days) for days in later)
    is_paused = draw(st.sampled_from((True, False, False)))
    end = draw(st.sampled_from(("resolved", "resolved", "withdrawn", None)))
    return Life(
        f"HS/{number}",
        received,
        due=received + timedelta(days=draw(st.integers(0, 30))),
        resolved=closed if end == "resolved" else None,
        withdrawn=closed if end == "withdrawn" else None,
        paused=paused if is_paused else None,
        resumed=resumed if is_paused and (end is not None or draw(st.booleans())) else None,
    )


@st.composite
def exports(draw: st.DrawFn) -> Export:
    """Draw an export of some days: printed on the last of them, before or long after."""
    first = draw(st.dates(FIRST_DAY, LAST_DAY))
    last = draw(st.dates(first, LAST_DAY))
    printed = last + timedelta(days=draw(st.one_of(st.just(0), st.integers(-20, -1), st.integers(1, 40))))
    return Export(first, last, max(first, printed), draw(st.sampled_from(("title", "officer", "nothing"))))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Life], list[Export]]:
    """Draw the lives of an office's filings, and its exports in the order in which they are loaded."""
    number = draw(st.integers(1, 12))
    return [draw(lives(place)) for place in range(number)], draw(st.lists(exports(), min_size=1, max_size=4))


def row_of(life: Life) -> Told:
    """Return the row of an export that shows a filing."""
    stands = life.paused is not None and life.resumed is None
    status = PENDING if not stands else SUPPLEMENT
    return Told(
        life.code,
        life.received,
        due=life.due,
        completed=life.resolved or life.withdrawn,
        status=RESOLVED if life.resolved else WITHDRAWN if life.withdrawn else status,
        paused=life.paused,
        resumed=life.resumed,
    )


def hand_in(database: Path, number: int, export: Export, rows: Sequence[Life]) -> bool:
    """Load an export on the day on which it is printed; return whether it was taken.

    One that does not say which days it speaks for is refused when what it tells seems older than what is known.
    """
    path = filings_csv(database.parent / f"{number}.csv", [row_of(life) for life in rows])
    if export.says == "title":
        title = f"Từ ngày {export.first:%d/%m/%Y} đến ngày {export.last:%d/%m/%Y}\n"
        path.write_text(title + path.read_text("utf-8"), "utf-8")
    days = {"covered_from": export.first, "covered_to": min(export.last, export.printed)}
    try:
        outcome = load(
            database,
            path,
            now=datetime.combine(export.printed, time(17)),
            **(days if export.says == "officer" else {}),
        )
    except LoadError as error:
        if export.says != "nothing" or "--to" not in str(error):
            raise
        return False
    assert outcome.sheets[0].quarantined == 0
    return True


STOCKS = ("pending_in_time", "pending_overdue", "pending_paused")
STATES = ("received_new", "carried_over", "resolved_late", "withdrawn", *STOCKS)
COUNTS = (*STATES, "resolved_early", "resolved_on_time")


def reported(database: Path, period: str) -> Counter[str]:
    """Return what the program counts in a month of the calendar."""
    path = DrillPath(by="city", calendar="calendar", period=period)
    with open_database(database, memory_limit=MEMORY_LIMIT) as opened:
        page = run_report(opened, Question("drill", path), language="en")
    found = {
        name: int(str(number or 0)) for name, number in zip(page.columns, page.rows[0], strict=True) if name in COUNTS
    }
    in_time = found["resolved_early"] + found["resolved_on_time"]
    return +Counter({"resolved_in_time": in_time, **{name: found[name] for name in STATES}})


@examples(5)
@given(histories())
def test_exports_of_any_print_day_count_what_they_have_shown(history: tuple[list[Life], list[Export]]) -> None:
    office_lives, office_exports = history
    with TemporaryDirectory() as folder:
        database = office(Path(folder))
        taken = []
        for number, export in enumerate(office_exports):
            rows = export.rows(office_lives)
            if rows and hand_in(database, number, export, rows):
                taken.append(export)
        if taken:
            until = max(export.speaks_until(office_lives) for export in taken)
            known = known_lives(office_lives, taken)
            covered = {
                period: days
                for period, days in MONTHS.items()
                if any(
                    e.first <= days[1] and e.speaks_until(office_lives) >= days[0] for e in taken if e.says != "nothing"
                )
            }
            for period, days in covered.items():
                assert reported(database, period) == counts(known, *days, until), period
