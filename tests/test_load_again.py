"""Loading again and again: every filing once, as the latest export tells it, and every row accounted for."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parx_tui.data.database import open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.data.sqlfiles import file, files, names
from parx_tui.data.statements import Statement, over_views
from parx_tui.errors import ExitCode, LoadError
from parx_tui.load.store.publish import previous_path
from tests.conftest import Cli, Outcome
from tests.depth import deepens, examples, seeds
from tests.office_files import (
    MEMORY_LIMIT,
    PENDING,
    PROCEDURES,
    RESOLVED,
    SUPPLEMENT,
    UNITS,
    WITHDRAWN,
    Told,
    content,
    filings_csv,
    load,
    office,
    rows_of,
)

RECEIVED = date(2022, 3, 1)
CODE = "H26.02-220301-0001"
FIRST = Told(CODE, RECEIVED, due=date(2022, 3, 10))

COUNTS = re.compile(
    r"^(.+) \(filings\): (\d+) read = (\d+) loaded \+ (\d+) updated \+ (\d+) unchanged \+ (\d+) rejected\.$"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of a file."""

    loaded: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    @property
    def read(self) -> int:
        """Number of rows."""
        return self.loaded + self.updated + self.unchanged + self.rejected


@dataclass(frozen=True, slots=True)
class Stored:
    """A filing as the database holds it."""

    status: int
    received: date | None
    due: date | None
    reappointed: date | None
    completed: date | None
    withdrawn: date | None
    channel: int
    unit: str
    procedure: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office's database, loaded into by the command line."""

    cli: Cli
    database: Path

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.database.parent

    def load(self, *paths: Path, options: Sequence[str] = ()) -> Outcome:
        """Load files."""
        return self.cli("load", *map(str, paths), "--db", str(self.database), *options)

    def take(self, rows: Sequence[Told], name: str = "export", to: date | None = None, *options: str) -> Counts:
        """Load a file of rows, known up to a day; return what became of them, as it is told."""
        path = filings_csv(self.folder / f"{name}.csv", rows)
        days = ("--from", "01/01/2022", "--to", f"{to:%d/%m/%Y}") if to else ()
        outcome = self.load(path, options=[*days, *options])
        assert outcome.code == 0, outcome.err
        return counts_of(outcome)[path.name]

    def undo(self) -> Outcome:
        """Undo the last load."""
        return self.cli("load", "--undo", "--db", str(self.database))

    def report(self, name: str, *options: str) -> list[dict[str, str]]:
        """Return the rows of a report."""
        outcome = self.cli("--db", str(self.database), "--export", name, *options)
        assert outcome.code == 0, outcome.err
        return outcome.records()

    def stored(self) -> dict[tuple[str, str], Stored]:
        """Return the filings by source system and code."""
        return stored_in(self.database)

    def filing(self, code: str = CODE) -> Stored:
        """Return a filing of the usual source system."""
        return self.stored()["mot-cua", code]


def stored_in(database: Path) -> dict[tuple[str, str], Stored]:
    """Return the filings of a database by source system and code."""
    rows = rows_of(
        database,
        "select source_system, coalesce(other_code, "
        "format('{}-{}-{:04d}', agency_code, strftime(received_on, '%y%m%d'), code_serial)), "
        "status_id, received_on, due_on, reappointed_due_on, completed_on, withdrawn_on, channel_id, "
        "agency_name, procedure_code from filing inner join load using (load_id) "
        "inner join agency using (agency_id) inner join procedure using (procedure_id)",
    )
    filings = {(str(source), str(code)): Stored(*row) for source, code, *row in rows}  # type: ignore[arg-type]
    assert len(filings) == len(rows)
    return filings


def counts_of(outcome: Outcome) -> dict[str, Counts]:
    """Return what a load told of the rows of each file; the sum that it told is held to be one."""
    found = {}
    for line in outcome.err.splitlines():
        if match := COUNTS.match(line):
            name, read, *numbers = match.groups()
            found[name] = Counts(*map(int, numbers))
            assert found[name].read == int(read)
    return found


@pytest.fixture
def desk(cli: Cli, tmp_path: Path) -> Office:
    (tmp_path / "office").mkdir()
    return Office(cli, office(tmp_path / "office"))


def day(number: int) -> date:
    """Return a day of March 2022."""
    return date(2022, 3, number)


# The same once more


@pytest.mark.parametrize("name", ["export", "copy of it"])
def test_the_same_file_twice_changes_nothing(desk: Office, name: str) -> None:
    assert desk.take([FIRST, replace(FIRST, code="HS/2")], to=day(5)) == Counts(loaded=2)
    before, kept = desk.database.read_bytes(), previous_path(desk.database).read_bytes()
    again = filings_csv(desk.folder / f"{name}.csv", [FIRST, replace(FIRST, code="HS/2")])
    outcome = desk.load(again, options=["--from", "01/01/2022", "--to", "05/03/2022"])
    assert outcome.code == 0
    assert f"Nothing new: {desk.database} is as it was." in outcome.err
    assert counts_of(outcome) == {f"{name}.csv": Counts(unchanged=2)}
    assert desk.database.read_bytes() == before
    # What was kept for undoing the load that did something is kept still.
    assert previous_path(desk.database).read_bytes() == kept


@pytest.mark.parametrize(
    ("rows", "counts", "status"),
    [
        ([FIRST, FIRST, FIRST], Counts(loaded=1, unchanged=2), PENDING),
        ([FIRST, replace(FIRST, status=RESOLVED, completed=day(9))], Counts(loaded=1, updated=1), RESOLVED),
        ([replace(FIRST, status=RESOLVED, completed=day(9)), FIRST], Counts(loaded=1, updated=1), PENDING),
        (
            [FIRST, replace(FIRST, status=SUPPLEMENT), replace(FIRST, status=RESOLVED, completed=day(9))],
            Counts(loaded=1, updated=2),
            RESOLVED,
        ),
    ],
    ids=["alike", "later last", "later first", "three"],
)
def test_a_code_that_stands_several_times_in_a_file_counts_once_and_the_last_row_holds(
    desk: Office, rows: list[Told], counts: Counts, status: int
) -> None:
    assert desk.take(rows, to=day(20)) == counts
    assert [filing.status for filing in desk.stored().values()] == [status]
    assert len(desk.report("changes")) == counts.updated


def test_a_change_after_a_row_that_changes_nothing_is_one_of_the_load_before(desk: Office) -> None:
    desk.take([FIRST], to=day(5))
    assert desk.take([FIRST, replace(FIRST, status=SUPPLEMENT)], to=day(7)) == Counts(updated=1, unchanged=1)
    assert [(row["load"], row["previous_load"]) for row in desk.report("changes")] == [("5", "4")]
    assert found_by_checks(desk.database) == {}


def test_files_of_one_command_are_taken_in_the_order_of_their_days(desk: Office) -> None:
    later = replace(FIRST, status=RESOLVED, completed=day(9), due=day(12))
    last = filings_csv(desk.folder / "a.csv", [later, Told("HS/2", day(15))])
    first = filings_csv(desk.folder / "b.csv", [FIRST, Told("HS/3", day(5))])
    outcome = desk.load(last, first)
    assert counts_of(outcome) == {"a.csv": Counts(loaded=1, updated=1), "b.csv": Counts(loaded=2)}
    assert len(desk.stored()) == 3
    filing = desk.filing()
    assert (filing.status, filing.due, filing.reappointed) == (RESOLVED, day(10), day(12))
    assert {row["file_name"]: row["batch"] for row in desk.report("loads") if row["kind"] == "filings"} == {
        "a.csv": "3",
        "b.csv": "3",
    }


def test_equal_codes_of_two_systems_are_two_filings(desk: Office) -> None:
    other = replace(FIRST, due=day(30), channel=2)
    assert desk.take([FIRST], to=day(5)) == Counts(loaded=1)
    assert desk.take([other], "other", day(5), "--source", "cong-dvc") == Counts(loaded=1)
    stored = desk.stored()
    assert stored["mot-cua", CODE].due == day(10)
    assert stored["cong-dvc", CODE].due == day(30)
    assert stored["cong-dvc", CODE].reappointed is None
    # From now on it has to be said which of the two is meant.
    outcome = desk.load(desk.folder / "export.csv")
    assert outcome.code == ExitCode.USAGE
    assert "cong-dvc, mot-cua" in outcome.err
    assert desk.take([replace(other, status=RESOLVED, completed=day(6))], "other", day(7), "--source", "cong-dvc") == (
        Counts(updated=1)
    )
    assert desk.filing().status == PENDING


# Later and earlier exports


def test_a_newer_export_updates(desk: Office) -> None:
    desk.take([FIRST, Told("HS/2", day(2)), Told("HS/3", day(3))], to=day(5))
    counts = desk.take(
        [
            replace(FIRST, status=RESOLVED, completed=day(9)),
            Told("HS/2", day(2), status=WITHDRAWN, completed=day(8), channel=3),
            Told("HS/3", day(3)),
            Told("HS/4", day(8), unit="Sở Tư pháp"),
        ],
        to=day(10),
    )
    assert counts == Counts(loaded=1, updated=2, unchanged=1)
    stored = {code: filing for (_source, code), filing in desk.stored().items()}
    assert (stored[CODE].status, stored[CODE].completed, stored[CODE].due) == (RESOLVED, day(9), day(10))
    assert (stored["HS/2"].status, stored["HS/2"].completed, stored["HS/2"].withdrawn) == (WITHDRAWN, None, day(8))
    assert stored["HS/2"].channel == 3
    assert stored["HS/3"].status == PENDING
    assert stored["HS/4"].unit == "Sở Tư pháp"


@pytest.mark.parametrize(
    ("dues", "due", "reappointed"),
    [
        ([10, 15], 10, 15),
        ([10, 15, 20], 10, 20),
        ([10, 15, 10], 10, None),
        ([10, 15, 10, 12], 10, 12),
        ([10, None], 10, None),
        ([10, 15, None], 10, 15),
        ([None, 10], 10, None),
        ([None, 10, 15], 10, 15),
        ([None, None], None, None),
    ],
)
def test_the_due_date_first_promised_stays_beside_the_latest(
    desk: Office, dues: list[int | None], due: int | None, reappointed: int | None
) -> None:
    for number, told in enumerate(dues):
        desk.take([replace(FIRST, due=day(told) if told else None)], to=day(20 + number))
    filing = desk.filing()
    assert (filing.due, filing.reappointed) == (day(due) if due else None, day(reappointed) if reappointed else None)


def test_an_older_export_undoes_nothing_and_brings_what_was_not_known(desk: Office) -> None:
    resolved = replace(FIRST, status=RESOLVED, completed=day(9), due=day(12))
    desk.take([resolved, Told("HS/2", day(2))], "newer", day(20))
    counts = desk.take([FIRST, Told("HS/2", day(2), status=SUPPLEMENT), Told("HS/3", day(3))], "older", day(5))
    assert counts == Counts(loaded=1, unchanged=2)
    assert desk.filing() == Stored(
        RESOLVED, RECEIVED, day(12), None, day(9), None, 1, "UBND phường Cầu Giấy", "1.000001"
    )
    assert desk.filing("HS/2").status == PENDING
    assert desk.filing("HS/3").status == PENDING
    assert desk.report("changes") == []


def test_an_older_export_undoes_nothing_that_a_newer_one_found_unchanged(desk: Office) -> None:
    desk.take([FIRST], "first", day(5))
    desk.take([FIRST, Told("HS/2", day(12))], "newest", day(20))
    assert desk.take([replace(FIRST, status=SUPPLEMENT)], "between", day(10)) == Counts(unchanged=1)
    assert desk.filing().status == PENDING


def test_what_was_found_unchanged_is_known_for_the_later_day_when_nothing_else_is_new(desk: Office) -> None:
    desk.take([FIRST], "first", day(15))
    desk.take([Told("HS/2", day(12))], "other", day(20))
    desk.take([FIRST], "confirming", day(20))
    assert desk.take([replace(FIRST, status=SUPPLEMENT)], "between", day(17)) == Counts(unchanged=1)
    assert desk.filing().status == PENDING


@pytest.mark.parametrize(
    "later",
    [
        {"due": day(10)},
        {"unit": "Sở Tư pháp"},
        {"channel": 2},
        {"received": day(2)},
        {"procedure": "2.000002"},
        {"status": SUPPLEMENT},
    ],
    ids=str,
)
def test_rows_that_differ_are_not_left_because_of_a_guessed_day(desk: Office, later: dict[str, Any]) -> None:
    known = replace(FIRST, due=None)
    desk.take([known], to=day(20))
    path = filings_csv(desk.folder / "guessed.csv", [replace(known, **later)])
    outcome = desk.load(path, options=["--from", "01/01/2022"])
    assert outcome.code == ExitCode.FAILED
    assert "--to" in outcome.err
    assert counts_of(desk.load(path, options=["--to", "15/03/2022"])) == {"guessed.csv": Counts(unchanged=1)}


def test_a_stray_date_is_no_day_covered_and_counts_once_a_load_speaks_for_it(desk: Office) -> None:
    rows = [Told(f"HS/{number}", day(number)) for number in range(1, 20)]
    outcome = desk.load(filings_csv(desk.folder / "export.csv", [*rows, Told("HS/x", date(2023, 3, 1))]))
    assert "It speaks for 01/03/2022 to 19/03/2022, as its days of receipt tell" in outcome.err
    assert (
        "1 row is received after 19/03/2022, and counts once what is loaded reaches its day: row 21 (HS/x, 01/03/2023)"
        in outcome.err
    )
    received_in_all = "select sum(received_counter) from ledger"
    assert rows_of(desk.database, received_in_all) == [(19,)]
    desk.take([Told("HS/y", date(2023, 3, 2))], to=date(2023, 3, 2))
    assert rows_of(desk.database, received_in_all) == [(21,)]


@pytest.mark.parametrize(
    ("gap", "last"),
    [(60, date(2022, 5, 18)), (61, date(2022, 3, 19))],
)
def test_sixty_days_of_silence_are_no_mistake(desk: Office, gap: int, last: date) -> None:
    rows = [Told(f"HS/{number}", day(number)) for number in range(1, 20)]
    late = Told("HS/x", day(19) + timedelta(days=gap))
    outcome = desk.load(filings_csv(desk.folder / "export.csv", [*rows, late]))
    assert f"It speaks for 01/03/2022 to {last:%d/%m/%Y}, as its days of receipt tell" in outcome.err


def test_a_busy_week_cuts_nothing_off(desk: Office) -> None:
    busy = [Told(f"HS/a{number}", day(1 + number % 5)) for number in range(300)]
    slow = [Told(f"HS/b{number}", day(10 + 2 * number)) for number in range(8)]
    outcome = desk.load(filings_csv(desk.folder / "export.csv", [*busy, *slow]))
    assert "It speaks for 01/03/2022 to 24/03/2022, as its days of receipt tell" in outcome.err
    assert received(desk) == 308


def test_receipts_that_are_few_are_all_covered(desk: Office) -> None:
    rows = [Told(f"HS/{number}", date(2022, 1, 3) + timedelta(days=12 * number)) for number in range(8)]
    outcome = desk.load(filings_csv(desk.folder / "export.csv", rows))
    assert "It speaks for 03/01/2022 to 28/03/2022, as its days of receipt tell" in outcome.err


def test_days_in_a_title_that_no_filing_has_to_do_with_are_not_covered(desk: Office) -> None:
    path = filings_csv(desk.folder / "export.csv", [FIRST, Told("HS/2", day(4))])
    plan = "Thực hiện kế hoạch từ ngày 01/01/2020 đến ngày 31/12/2020\n"
    path.write_text(plan + path.read_text("utf-8"), encoding="utf-8")
    assert "It speaks for 01/03/2022 to 04/03/2022, as its days of receipt tell" in desk.load(path).err


@pytest.mark.parametrize("title", ["", "Từ ngày 01/01/2022 đến ngày 31/12/2099\n"])
def test_no_day_to_come_is_covered(tmp_path: Path, title: str) -> None:
    database = office(tmp_path)
    path = filings_csv(tmp_path / "export.csv", [FIRST])
    path.write_text(title + path.read_text("utf-8"), encoding="utf-8")
    now = datetime(2022, 3, 20)
    if title:
        load(database, path, now=now)
        assert rows_of(database, "select covered_to from load where kind = 'filings'") == [(now.date(),)]
    else:
        with pytest.raises(LoadError, match="today is 20/03/2022"):
            load(database, path, now=now, covered_to=day(21))


def test_receipts_that_all_lie_ahead_are_no_days_covered(tmp_path: Path) -> None:
    database = office(tmp_path)
    path = filings_csv(tmp_path / "export.csv", [FIRST])
    with pytest.raises(LoadError, match="Set the clock"):
        load(database, path, now=datetime(2022, 1, 10))


# What is told of days to come


def test_what_ends_after_the_last_day_known_is_open_until_a_load_speaks_for_that_day(desk: Office) -> None:
    rows = [
        replace(FIRST, code="HS/1", completed=day(8), status=RESOLVED),
        replace(FIRST, code="HS/2", completed=day(25), status=RESOLVED),
        replace(FIRST, code="HS/3", completed=day(26), status=WITHDRAWN),
        replace(FIRST, code="HS/4", received=day(27), due=None),
    ]
    outcome = desk.load(filings_csv(desk.folder / "export.csv", rows), options=["--to", "20/03/2022"])
    assert "2 filings are resolved or withdrawn after 20/03/2022: they count as open" in outcome.err
    assert "row 5 (HS/4, 27/03/2022)" in outcome.err
    assert "contradict" not in outcome.err
    counts = "sum(received_counter), sum(resolved_early + resolved_on_time + resolved_late), sum(withdrawn)"
    assert rows_of(desk.database, f"select {counts} from ledger") == [(3, 1, 0)]
    desk.take([], to=day(25))
    assert rows_of(desk.database, f"select {counts} from ledger") == [(3, 2, 0)]
    desk.take([], to=day(27))
    assert rows_of(desk.database, f"select {counts} from ledger") == [(4, 2, 1)]


@pytest.mark.parametrize(
    ("paused", "resumed", "status", "known"),
    [
        (day(3), None, PENDING, (1, 0)),
        (day(3), day(25), PENDING, (1, 0)),
        (day(3), day(25), SUPPLEMENT, (1, 0)),
        (day(3), day(10), PENDING, (1, 1)),
        (day(25), None, PENDING, (0, 0)),
        (day(25), None, SUPPLEMENT, (0, 0)),
        (day(25), day(26), PENDING, (0, 0)),
    ],
)
def test_a_pause_to_come_stops_no_clock(
    desk: Office, paused: date, resumed: date | None, status: int, known: tuple[int, int]
) -> None:
    desk.take([replace(FIRST, paused=paused, resumed=resumed, status=status, due=day(30))], to=day(20))
    assert rows_of(desk.database, "select sum(paused_in), sum(paused_out) from ledger") == [known]
    assert rows_of(desk.database, "select count(*) from ledger where received_counter > 0") == [(1,)]


PRINTED_LATE = replace(FIRST, completed=day(25), status=RESOLVED)
"""What an export of the days up to the 20th shows that was printed on the 28th."""


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "after"])
def test_an_end_told_beyond_the_last_day_is_not_undone_by_an_export_of_the_days_before_it(
    desk: Office, is_first: bool
) -> None:
    late, early = ([PRINTED_LATE], "late", day(20)), ([FIRST], "early", day(22))
    for rows, name, until in (late, early) if is_first else (early, late):
        desk.take(rows, name, until)
    assert (desk.filing().completed, desk.filing().status) == (day(25), RESOLVED)
    resolved = "select sum(resolved_early + resolved_on_time + resolved_late) from ledger"
    assert rows_of(desk.database, resolved) == [(0,)]
    desk.take([Told("HS/9", day(26))], "next", day(26))
    assert rows_of(desk.database, resolved) == [(1,)]
    # An export of days after it that has the filing at work tells that it was opened again.
    desk.take([FIRST], "reopened", day(27))
    assert (desk.filing().completed, desk.filing().status) == (None, PENDING)


def test_a_row_of_an_earlier_day_than_what_is_known_of_a_filing_changes_nothing_of_it(desk: Office) -> None:
    desk.take([replace(FIRST, due=day(20))], "october", day(22))
    desk.take([PRINTED_LATE], "august", day(12))
    known = desk.filing()
    assert known.completed == day(25)
    behind = Told(CODE, day(2), due=day(11), channel=2, unit="Sở Tư pháp", procedure="2.000002")
    desk.take([behind], "september", day(15))
    assert desk.filing() == known


EXPORTS = {
    "half": (replace(FIRST, completed=day(14), status=RESOLVED), day(15)),
    "month": (replace(FIRST, due=day(29)), day(22)),
    "late": (PRINTED_LATE, day(10)),
}
"""The filing was resolved on the 14th, opened again, and resolved on the 25th, as a late print of early days tells."""


@pytest.mark.parametrize("order", ["half month late", "month late half", "late half month"])
@pytest.mark.parametrize("commands", [1, 3])
def test_the_latest_print_counts_in_any_order(desk: Office, order: str, commands: int) -> None:
    paths = []
    for name in order.split():
        row, until = EXPORTS[name]
        paths.append(filings_csv(desk.folder / f"{name}.csv", [row]))
        text = paths[-1].read_text("utf-8")
        paths[-1].write_text(f"Từ ngày 01/03/2022 đến ngày {until:%d/%m/%Y}\n{text}", "utf-8")
    for group in [paths] if commands == 1 else [[path] for path in paths]:
        outcome = desk.load(*group)
        assert outcome.code == 0, outcome.err
    assert (desk.filing().completed, desk.filing().status) == (day(25), RESOLVED)
    resolved = "select sum(resolved_early + resolved_on_time + resolved_late) from ledger"
    assert rows_of(desk.database, resolved) == [(0,)]
    assert broken_rules(desk) == set()


def test_a_list_of_the_same_days_corrects_an_end(desk: Office) -> None:
    desk.take([PRINTED_LATE], "typed wrongly", day(20))
    assert desk.take([replace(PRINTED_LATE, completed=day(5))], "corrected", day(20)) == Counts(updated=1)
    assert desk.filing().completed == day(5)


def test_a_day_to_come_does_not_hide_what_has_happened(desk: Office) -> None:
    to_come = date.today() + timedelta(days=30)
    desk.take([replace(PRINTED_LATE, paused=day(3), resumed=to_come)], "late", day(20))
    desk.take([FIRST], "early", day(22))
    assert desk.filing().completed == day(25)


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "after"])
def test_a_pause_told_beyond_the_last_day_stays(desk: Office, is_first: bool) -> None:
    shown_late = replace(FIRST, paused=day(23), resumed=day(25), due=day(30))
    late, early = ([shown_late], "late", day(20)), ([replace(FIRST, due=day(30))], "early", day(22))
    for rows, name, until in (late, early) if is_first else (early, late):
        desk.take(rows, name, until)
    assert rows_of(desk.database, "select paused_from, resumed_on from filing_pause") == [(day(23), day(25))]


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "after"])
def test_the_end_of_a_pause_told_beyond_the_last_day_stays(desk: Office, is_first: bool) -> None:
    paused = replace(FIRST, paused=day(15), status=SUPPLEMENT)
    late = ([replace(paused, resumed=day(25), status=PENDING)], "late", day(20))
    early = ([paused], "early", day(22))
    for rows, name, until in (late, early) if is_first else (early, late):
        desk.take(rows, name, until)
    assert rows_of(desk.database, "select paused_from, resumed_on from filing_pause") == [(day(15), day(25))]
    assert desk.filing().status == PENDING


# Pauses

PAUSED = replace(FIRST, status=SUPPLEMENT, paused=day(3))
WORKED_ON = replace(FIRST, status=PENDING)


def pauses(database: Path) -> list[tuple[object, ...]]:
    """Return first and last day of the pauses."""
    return rows_of(database, "select paused_from, resumed_on from filing_pause order by all")


@pytest.mark.parametrize("commands", [1, 2])
def test_a_pause_told_by_the_month_before_stays(desk: Office, commands: int) -> None:
    first = filings_csv(desk.folder / "a.csv", [replace(PAUSED, resumed=day(5))])
    last = filings_csv(desk.folder / "b.csv", [replace(FIRST, status=RESOLVED, completed=day(12))])
    load_in(desk, commands, [(first, day(10)), (last, day(20))])
    assert pauses(desk.database) == [(day(3), day(5))]


@pytest.mark.parametrize("commands", [1, 2])
def test_an_open_pause_ends_when_a_later_export_has_the_filing_at_work(desk: Office, commands: int) -> None:
    first, last = filings_csv(desk.folder / "a.csv", [PAUSED]), filings_csv(desk.folder / "b.csv", [WORKED_ON])
    load_in(desk, commands, [(first, day(10)), (last, day(20))])
    assert pauses(desk.database) == [(day(3), day(20))]


def load_in(desk: Office, commands: int, exports: list[tuple[Path, date]]) -> None:
    """Load exports one by one, or all by one command, which knows them apart by their titles."""
    for path, until in exports:
        text = path.read_text("utf-8")
        path.write_text(f"Từ ngày 01/03/2022 đến ngày {until:%d/%m/%Y}\n{text}", encoding="utf-8")
    paths = [path for path, _until in exports]
    for group in [paths] if commands == 1 else [[path] for path in paths]:
        outcome = desk.load(*group, options=["--max-rejects", "100"])
        assert outcome.code == 0, outcome.err


@pytest.mark.parametrize(
    ("rows", "counts", "stored"),
    [
        ([replace(PAUSED, resumed=day(5))] * 2, Counts(loaded=1, unchanged=1), (day(3), day(5))),
        ([PAUSED, replace(PAUSED, resumed=day(5))], Counts(loaded=1, updated=1), (day(3), day(5))),
        ([PAUSED, WORKED_ON], Counts(loaded=1, updated=1), (day(3), day(20))),
    ],
    ids=["alike", "resumed", "at work"],
)
def test_a_pause_told_several_times_is_one(
    desk: Office, rows: list[Told], counts: Counts, stored: tuple[date, date]
) -> None:
    assert desk.take(rows, to=day(20)) == counts
    assert pauses(desk.database) == [stored]
    assert desk.report("quarantine") == []
    assert len(desk.report("changes")) == counts.updated
    assert found_by_checks(desk.database) == {}


@pytest.mark.parametrize(
    "rows", [[FIRST, replace(FIRST, status=SUPPLEMENT, due=day(12))], [PAUSED, replace(PAUSED, resumed=day(5))]]
)
def test_rows_of_one_filing_loaded_again_change_nothing(desk: Office, rows: list[Told]) -> None:
    desk.take(rows, "export", day(20))
    before = desk.database.read_bytes()
    assert desk.take(rows, "again", day(20)) == Counts(unchanged=2)
    assert desk.database.read_bytes() == before


@pytest.mark.parametrize("spelling", [f"{CODE}\t", f" {CODE}\u00a0", CODE.lower(), CODE.replace("-", "\u2013")])
def test_a_code_is_one_however_it_is_typed(desk: Office, spelling: str) -> None:
    desk.take([FIRST], to=day(5))
    assert desk.take([replace(FIRST, code=spelling)], "again", day(5)) == Counts(unchanged=1)


@pytest.mark.parametrize("is_walked", [False, True])
def test_a_header_that_is_repeated_is_no_data(desk: Office, is_walked: bool) -> None:
    path = filings_csv(desk.folder / "export.csv", [FIRST, Told("HS/2", day(2))])
    text = path.read_text("utf-8")
    path.write_text(("\n" if is_walked else "").join([text, text]), encoding="utf-8")
    outcome = desk.load(path, options=["--to", "05/03/2022"])
    assert counts_of(outcome) == {"export.csv": Counts(loaded=2, unchanged=2)}
    assert "1 row is a heading or a total" in outcome.err


@pytest.mark.parametrize("code", ["Nguyễn Thị Ví Dụ", "0912345678", "001099123456", "ai@example.vn"])
def test_what_is_about_a_person_does_not_get_in_as_a_code(desk: Office, code: str) -> None:
    assert desk.take([FIRST, Told(code, day(2))], "export", day(5), "--max-rejects", "50") == Counts(
        loaded=1, rejected=1
    )
    assert [(row["problem"], row["cell_text"]) for row in desk.report("rejects")] == [("personal", "***")]
    assert code.encode() not in desk.database.read_bytes()


# What was changed, and taking it back


def test_changes_are_listed_with_what_was_before(desk: Office) -> None:
    desk.take([FIRST, Told("HS/2", day(2)), Told("HS/3", day(3))], to=day(5))
    desk.take([replace(FIRST, status=RESOLVED, completed=day(9)), Told("HS/3", day(3))], to=day(10))
    second = Told("HS/2", day(2), due=day(20), unit="Sở Tư pháp", channel=2, procedure="2.000002")
    desk.take([second], to=day(12))
    desk.take([replace(second, received=day(4), due=day(25))], to=day(14))
    desk.take([replace(second, received=day(4), due=day(25), paused=day(15), resumed=day(16))], to=day(16))
    changes = [(row["load"], row["filing"], row["changed"], row["previous_load"]) for row in desk.report("changes")]
    assert changes == [
        ("8", "HS/2", "pauses", "7"),
        ("7", "HS/2", "received_on, due_on", "6"),
        ("6", "HS/2", "agency, procedure, channel, due_on", "4"),
        ("5", CODE, "status, completed_on", "4"),
    ]
    row = desk.report("changes", "--filter", CODE)[0]
    assert {name: row[name] for name in row if name.endswith(("status_before", "status", "completed_on_before"))} == {
        "status_before": str(PENDING),
        "status": str(RESOLVED),
        "completed_on_before": "",
    }
    assert row["completed_on"] == "2022-03-09"


def test_undo_gives_back_exactly_what_was_there(desk: Office) -> None:
    desk.take([FIRST, Told("HS/2", day(2))], to=day(5))
    before = content(desk.database)
    desk.take(
        [replace(FIRST, status=RESOLVED, completed=day(9)), Told("HS/3", day(8), procedure="2.000002")], to=day(10)
    )
    assert content(desk.database) != before
    outcome = desk.undo()
    assert outcome.code == 0
    assert content(desk.database) == before
    assert not previous_path(desk.database).exists()


def test_undo_takes_all_files_of_a_command_back(desk: Office) -> None:
    before = content(desk.database)
    one, other = (filings_csv(desk.folder / f"{code}.csv", [Told(f"HS/{code}", day(2))]) for code in ("1", "2"))
    assert desk.load(one, other).code == 0
    assert desk.undo().code == 0
    assert content(desk.database) == before


def test_what_was_undone_can_be_loaded_again(desk: Office) -> None:
    desk.take([FIRST], to=day(5))
    loaded = content(desk.database, has_clock=False)
    assert desk.undo().code == 0
    assert desk.take([FIRST], to=day(5)) == Counts(loaded=1)
    assert content(desk.database, has_clock=False) == loaded


@pytest.mark.parametrize("how", ["another", "older"])
def test_undo_refuses_a_version_that_is_not_the_one_before(desk: Office, how: str) -> None:
    old = desk.database.read_bytes()
    desk.take([FIRST], to=day(5))
    desk.take([replace(FIRST, status=RESOLVED, completed=day(9))], to=day(10))
    if how == "another":
        assert desk.cli("init", str(desk.database), "--city", "02=Hải Phòng", "--force").code == 0
    else:
        desk.database.write_bytes(old)
    before, kept = desk.database.read_bytes(), previous_path(desk.database).read_bytes()
    outcome = desk.undo()
    assert outcome.code == ExitCode.DATABASE
    assert f"{previous_path(desk.database)} is not the version of {desk.database} before its last load" in outcome.err
    assert desk.database.read_bytes() == before
    assert previous_path(desk.database).read_bytes() == kept


def test_undo_names_a_version_that_cannot_be_opened(desk: Office) -> None:
    desk.take([FIRST], to=day(5))
    before = desk.database.read_bytes()
    previous_path(desk.database).write_bytes(b"no database")
    outcome = desk.undo()
    assert outcome.code == ExitCode.DATABASE
    assert str(previous_path(desk.database)) in outcome.err
    assert desk.database.read_bytes() == before


# Rejected, contradictory, in part


def test_rows_that_were_rejected_are_loaded_once_what_they_name_is_known(desk: Office) -> None:
    rows = [FIRST, *(Told(f"HS/{number}", day(2), unit="UBND xã Sóc Sơn") for number in range(2, 5))]
    assert desk.take(rows, "export", day(5), "--max-rejects", "75") == Counts(loaded=1, rejected=3)
    with (desk.folder / "export.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.reader(file))
    assert [row[:4] for row in listed[1:]] == [
        ["export.csv", str(number), "DonViXuLy", "UBND xã Sóc Sơn"] for number in (3, 4, 5)
    ]
    assert [row["problem"] for row in desk.report("rejects")] == ["unit_unknown"] * 3
    units = desk.folder / "units.csv"
    units.write_text("Mã đơn vị,Tên đơn vị,Cấp\nH26.09,UBND xã Sóc Sơn,Xã\n", encoding="utf-8")
    assert desk.load(units).code == 0
    assert desk.take(rows, to=day(5)) == Counts(loaded=3, unchanged=1)
    assert {filing.unit for filing in desk.stored().values()} == {"UBND phường Cầu Giấy", "UBND xã Sóc Sơn"}
    assert [counts_of_load(row) for row in desk.report("loads") if row["kind"] == "filings"] == [
        Counts(loaded=1, rejected=3),
        Counts(loaded=3, unchanged=1),
    ]
    # Now that none was rejected, the file is known.
    assert "Nothing new" in desk.load(desk.folder / "export.csv").err


@pytest.mark.parametrize(("wrong", "code"), [(5, ExitCode.OK), (6, ExitCode.FAILED)])
def test_a_file_of_which_too_much_is_rejected_is_not_loaded(desk: Office, wrong: int, code: int) -> None:
    before = desk.database.read_bytes()
    rows = [
        Told(f"HS/{number}", day(2), procedure="9.999999" if number <= wrong else "1.000001")
        for number in range(1, 101)
    ]
    path = filings_csv(desk.folder / "export.csv", rows)
    outcome = desk.load(path)
    assert outcome.code == code
    if code:
        assert f"export.csv: {wrong} of 100 rows cannot be read, most for: MaTTHC ({wrong})" in outcome.err
        assert desk.database.read_bytes() == before
        assert not previous_path(desk.database).exists()
        outcome = desk.load(path, options=["--max-rejects", "100"])
        assert outcome.code == 0
    assert counts_of(outcome) == {"export.csv": Counts(loaded=100 - wrong, rejected=wrong)}
    assert len(desk.stored()) == 100 - wrong


def test_a_trial_changes_nothing(desk: Office) -> None:
    desk.take([FIRST], to=day(5))
    before, names = desk.database.read_bytes(), sorted(path.name for path in desk.folder.iterdir())
    path = filings_csv(
        desk.folder / "export.csv", [replace(FIRST, status=RESOLVED, completed=day(9)), Told("HS/2", day(7))]
    )
    outcome = desk.load(path, options=["--dry-run"])
    assert outcome.code == 0
    assert counts_of(outcome) == {"export.csv": Counts(loaded=1, updated=1)}
    assert f"Tried only: {desk.database} is as it was." in outcome.err
    assert 'filing_code = "MaHoSo"' in outcome.out
    assert desk.database.read_bytes() == before
    assert sorted(path.name for path in desk.folder.iterdir()) == names


def test_a_contradictory_filing_is_kept_and_counted_once_a_later_export_puts_it_right(desk: Office) -> None:
    wrong = replace(FIRST, status=RESOLVED, completed=RECEIVED - timedelta(days=1))
    path = filings_csv(desk.folder / "export.csv", [wrong, Told("HS/2", day(2))])
    outcome = desk.load(path, options=["--to", "05/03/2022", "--max-rejects", "50"])
    assert counts_of(outcome) == {"export.csv": Counts(loaded=2)}
    assert "1 of them contradicts itself: it is kept, and counted nowhere (parx-tui check)." in outcome.err
    assert desk.filing().completed == RECEIVED - timedelta(days=1)
    assert [(row["filing"], row["quarantine_reason"]) for row in desk.report("quarantine")] == [
        (CODE, "resolved_before_received")
    ]
    assert received(desk) == 1
    assert broken_rules(desk) == {"filing_quarantined"}
    assert desk.take([replace(wrong, completed=day(9))], to=day(10)) == Counts(updated=1)
    assert desk.report("quarantine") == []
    assert received(desk) == 2
    assert broken_rules(desk) == set()


def test_nightly_parts_make_a_period_known_in_part(desk: Office) -> None:
    whole = filings_csv(desk.folder / "whole.csv", [Told("HS/1", date(2022, 1, 20))])
    assert desk.load(whole, options=["--from", "15/12/2021", "--to", "14/02/2022"]).code == 0
    for number in (15, 16):
        nightly = filings_csv(desk.folder / f"{number}.csv", [Told(f"HS/{number}", date(2022, 2, number))])
        assert (
            desk.load(nightly, options=["--part", "--from", f"{number}/02/2022", "--to", f"{number}/02/2022"]).code == 0
        )
    months = {
        row["period"]: (row["coverage"], row["days"], row["days_known"], row["days_whole"], row["covered_to"])
        for row in desk.report("coverage_list", "--calendar", "nd09")
        if re.fullmatch(r"2022-\d\d", row["period"])
    }
    assert months == {
        "2022-01": ("whole", "31", "31", "31", "2022-01-14"),
        "2022-02": ("whole", "31", "31", "31", "2022-02-14"),
        "2022-03": ("part", "28", "2", "0", "2022-02-16"),
    }
    assert [row["extent"] for row in desk.report("loads") if row["kind"] == "filings"] == ["whole", "part", "part"]


def counts_of_load(row: dict[str, str]) -> Counts:
    """Return what the list of loads tells of the rows of a file; the sum that it tells is held to be one."""
    counts = Counts(*(int(row[f"rows_{what}"]) for what in ("loaded", "updated", "unchanged", "rejected")))
    assert counts.read == int(row["rows_read"])
    return counts


def received(desk: Office) -> int:
    """Return how many filings were received in 2022, as the city's line says."""
    return sum(int(row["received_new"]) for row in desk.report("drill", "--period", "2022"))


def broken_rules(desk: Office) -> set[str]:
    """Return the checks that find something."""
    outcome = desk.cli("--db", str(desk.database), "check")
    assert outcome.code == (ExitCode.FAILED if outcome.records() else ExitCode.OK)
    return {row["check"] for row in outcome.records()}


# Any exports, one after the other

EXAMPLES = examples(2)

CODES = (CODE, "H26.01-220301-0002", "H26.03-220302-10001", "HS/4", "HS-5")
UNKNOWN_UNIT = "UBND xã Sóc Sơn"


@st.composite
def told(draw: st.DrawFn, until: date, *, is_due_free: bool) -> Told:
    """Draw what an export says of a filing on a day; save for pauses, nothing contradicts itself."""
    code = draw(st.sampled_from(CODES))
    received = RECEIVED + timedelta(days=draw(st.integers(0, 1)))
    due = RECEIVED + timedelta(days=draw(st.integers(1, 4)) if is_due_free else 9)
    status = draw(st.sampled_from((PENDING, SUPPLEMENT, RESOLVED, WITHDRAWN)))
    ended = draw(st.dates(received, until))
    return Told(
        code,
        received,
        due=draw(st.sampled_from((due, None))) if is_due_free else due,
        completed=ended if status in (RESOLVED, WITHDRAWN) else None,
        status=status,
        channel=draw(st.integers(1, 3)),
        unit=draw(st.sampled_from([name for name, _level in UNITS.values()])),
        procedure=draw(st.sampled_from(list(PROCEDURES))),
    )


@st.composite
def exports(draw: st.DrawFn, *, is_due_free: bool) -> list[tuple[date, list[Told]]]:
    """Draw exports with the last day that each is about, in the order of these days."""
    until = sorted(draw(st.sets(st.dates(day(5), day(30)), min_size=2, max_size=4)))
    return [(last, draw(st.lists(told(last, is_due_free=is_due_free), min_size=1, max_size=6))) for last in until]


class Known:
    """The rules in plain Python: filings by code, each as the last row says, with the due date first promised."""

    def __init__(self) -> None:
        self.filings: dict[str, Stored] = {}

    def tell(self, row: Told) -> str:
        """Take a row, and return what it did."""
        before = self.filings.get(row.code)
        due = before.due if before and before.due else row.due
        latest = row.due or (before.reappointed or before.due if before else None)
        is_withdrawn = row.status == WITHDRAWN
        after = Stored(
            status=row.status,
            received=row.received,
            due=due,
            reappointed=latest if latest != due else None,
            completed=None if is_withdrawn else row.completed,
            withdrawn=row.completed if is_withdrawn else None,
            channel=row.channel,
            unit=row.unit,
            procedure=row.procedure,
        )
        self.filings[row.code] = after
        return "loaded" if before is None else "unchanged" if before == after else "updated"


@EXAMPLES
@given(exports(is_due_free=True), st.data())
def test_any_exports_leave_what_the_rules_say(history: list[tuple[date, list[Told]]], data: st.DataObject) -> None:
    known = Known()
    with TemporaryDirectory() as name:
        database = office(Path(name))
        for number, (until, rows) in enumerate(history):
            unknown = data.draw(st.sets(st.sampled_from(range(len(rows)))), label="rows of unknown units")
            rows = [replace(row, unit=UNKNOWN_UNIT) if place in unknown else row for place, row in enumerate(rows)]
            path = filings_csv(Path(name) / f"{number}.csv", rows)
            outcome = load(database, path, covered_from=RECEIVED, covered_to=until, most_rejected=100)
            did = [known.tell(row) for row in rows if row.unit != UNKNOWN_UNIT]
            counts = Counts(
                did.count("loaded"), did.count("updated"), did.count("unchanged"), rejected=len(rows) - len(did)
            )
            sheet = outcome.sheets[0]
            assert Counts(**sheet.counts, rejected=sheet.rows_rejected) == counts
            assert sheet.rows_read == len(rows)
            assert rows_of(
                database,
                "select rows_read, rows_loaded, rows_updated, rows_unchanged, rows_rejected "
                f"from load where file_name = '{number}.csv'",
            ) == [(len(rows), counts.loaded, counts.updated, counts.unchanged, counts.rejected)]
        assert {code: filing for (_source, code), filing in stored_in(database).items()} == known.filings
        assert found_by_checks(database) == {}


@EXAMPLES
@given(exports(is_due_free=False))
def test_exports_one_after_the_other_count_as_the_last_state_at_once(history: list[tuple[date, list[Told]]]) -> None:
    last = {row.code: row for _until, rows in history for row in rows}
    until = history[-1][0]
    with TemporaryDirectory() as name:
        folder = Path(name)
        successive, at_once = office(folder, "successive.duckdb"), office(folder, "at-once.duckdb")
        for number, (day_of_export, rows) in enumerate(history):
            path = filings_csv(folder / f"{number}.csv", rows)
            load(successive, path, covered_from=RECEIVED, covered_to=day_of_export, most_rejected=100)
        path = filings_csv(folder / "last.csv", last.values())
        load(at_once, path, covered_from=RECEIVED, covered_to=until, most_rejected=100)
        assert drilled(successive) == drilled(at_once)
        found, expected = content(successive), content(at_once)
        for mart in names("marts"):
            assert found[mart] == expected[mart]


def drilled(database: Path) -> list[list[tuple[object, ...]]]:
    """Return the rows of the main report about March and the year, by what it can be asked for."""
    with open_database(database, memory_limit=MEMORY_LIMIT) as opened:
        return [
            run_report(opened, Question("drill", DrillPath(by=by, period=period)), language="en").rows
            for by in ("city", "agency", "procedure", "channel")
            for period in ("2022-03", "2022")
        ]


def found_by_checks(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows that the checks find, by check."""
    with open_database(database, memory_limit=MEMORY_LIMIT) as opened:
        found = {name: opened.query(name).rows for name in files("checks")}
    return {name: rows for name, rows in found.items() if rows}


def odd_exports(chance: Random) -> list[tuple[date, list[Told]]]:
    """Return exports in any order of their days, with pauses, and with dates that lie ahead of the last day known.

    The days are those of two months, so that many of them lie in another segment of the ledger.
    """

    def after(first: date) -> date:
        return first + timedelta(days=chance.randrange(30))

    def row(number: int) -> Told:
        received = after(RECEIVED)
        status = chance.choice((PENDING, PENDING, SUPPLEMENT, SUPPLEMENT, RESOLVED, WITHDRAWN))
        paused = after(received) if chance.random() < 0.3 else None
        return Told(
            f"HS/{number}",
            received,
            due=after(received) if chance.random() < 0.8 else None,
            completed=after(received) if status in (RESOLVED, WITHDRAWN) else None,
            status=status,
            unit=chance.choice([name for name, _level in UNITS.values()]),
            paused=paused,
            resumed=after(paused) if paused and chance.random() < 0.5 else None,
        )

    days = [day(10) + timedelta(days=chance.randrange(60)) for _export in range(3)]
    return [(until, [row(number) for number in chance.sample(range(300), 100)]) for until in days]


@deepens
@pytest.mark.parametrize("listed", [None, "units.csv", "days off.csv"])
@pytest.mark.parametrize("seed", seeds(1))
def test_a_ledger_carried_over_is_the_one_counted_from_the_filings(desk: Office, seed: int, listed: str | None) -> None:
    (desk.folder / "units.csv").write_text("Mã đơn vị,Tên đơn vị,Cấp\nH26.01,Sở Tư pháp,Xã\n", encoding="utf-8")
    (desk.folder / "days off.csv").write_text("Ngày nghỉ,Tên ngày nghỉ\n08/03/2022,Nghỉ bù\n", encoding="utf-8")
    for number, (until, rows) in enumerate(odd_exports(Random(seed))):
        path = filings_csv(desk.folder / f"{number}.csv", rows)
        others = [desk.folder / listed] if listed and number == 1 else []
        load(desk.database, path, *others, covered_from=RECEIVED, covered_to=until, most_rejected=100)
        assert miscounted(desk.database) == []


@deepens
@pytest.mark.parametrize("seed", seeds(1))
def test_months_loaded_together_are_those_loaded_one_by_one(cli: Cli, tmp_path: Path, seed: int) -> None:
    history = sorted(odd_exports(Random(seed)), key=lambda export: export[0])
    found = []
    for commands in (1, 2):
        desk = Office(cli, office(tmp_path, f"{commands}.duckdb"))
        folder = tmp_path / f"files {commands}"
        folder.mkdir()
        exports = [(filings_csv(folder / f"{n}.csv", rows), until) for n, (until, rows) in enumerate(history)]
        load_in(desk, commands, exports)
        held = content(desk.database)
        found.append({table: held[table] for table in ("filing", "filing_pause", *names("marts"))})
    assert found[0] == found[1]


def miscounted(database: Path) -> list[tuple[object, ...]]:
    """Return the rows of the ledger that do not come out of the filings, and those that do and are not there."""
    counting = file("marts", "ledger").unordered
    with open_database(database, memory_limit=MEMORY_LIMIT) as opened:
        counted = over_views(f"select * from ({counting})", {})
        return opened._run(
            Statement(
                f"(from ledger except all ({counted.text})) union all (({counted.text}) except all from ledger)",
                counted.tables | {"ledger"},
            )
        ).rows
