"""Which days a file of filings speaks for, and what becomes of what it tells of other days."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.examples_build.__main__ import EXAMPLES
from tests.office_files import PENDING, RESOLVED, WITHDRAWN, Told, filings_csv, office

CASES = Path(__file__).resolve().parent / "cases"
COUNTS = ("received_total", "resolved_total", "withdrawn", "pending_total")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the units and procedures of the examples, and no filings."""
    from parx_tui.cli.run import run

    path = tmp_path_factory.mktemp("listed") / "office.duckdb"
    assert run(["init", str(path), "--city", "99=Mẫu"]) == 0
    assert run(["load", str(EXAMPLES / "units.csv"), str(EXAMPLES / "procedures.xlsx"), "--db", str(path)]) == 0
    return path


@pytest.fixture
def database(listed: Path, tmp_path: Path) -> Path:
    path = tmp_path / "office.duckdb"
    shutil.copy(listed, path)
    return path


def counted(cli: Cli, database: Path, period: str) -> tuple[int, ...]:
    """Return what is counted in a period of the calendar: received, resolved, withdrawn and pending."""
    outcome = cli("--db", str(database), "--export", "drill", "--calendar", "calendar", "--period", period)
    (row,) = outcome.records()
    return tuple(int(row[name] or 0) for name in COUNTS)


def test_a_month_printed_ten_days_later_has_its_filings_open_that_were_closed_after_it(
    cli: Cli, database: Path
) -> None:
    outcome = cli("load", str(CASES / "printed-later.csv"), "--db", str(database))
    assert "10 filings are resolved or withdrawn after 31/08/2025: they count as open" in outcome.err
    assert counted(cli, database, "2025-08") == (31, 21, 0, 10)
    assert cli("--db", str(database), "--export", "quarantine").records() == []


def test_the_newest_filing_of_a_small_office_counts(cli: Cli, database: Path) -> None:
    outcome = cli("load", str(CASES / "small-office.csv"), "--db", str(database))
    assert "It speaks for 02/06/2025 to 14/07/2025, as its days of receipt tell" in outcome.err
    assert counted(cli, database, "2025")[0] == 4


def day(number: int) -> date:
    """Return a day of March 2022, or after it."""
    return date(2022, 3, 1) + timedelta(days=number - 1)


def told(number: int, **others: object) -> Told:
    """Return a filing received on a day of March."""
    return replace(Told(f"HS/{number}", day(number)), **others)  # type: ignore[arg-type]


MARCH = "Từ ngày 01/03/2022 đến ngày 31/03/2022\n"


@pytest.mark.parametrize(
    ("rows", "march", "april"),
    [
        ([told(3, completed=day(33), status=RESOLVED), told(4)], (2, 0, 0, 2), (3, 1, 0, 2)),
        ([told(3, completed=day(33), status=WITHDRAWN), told(4)], (2, 0, 0, 2), (3, 0, 1, 2)),
        ([told(3), told(33)], (1, 0, 0, 1), (3, 0, 0, 3)),
        ([told(3, paused=day(33), status=PENDING)], (1, 0, 0, 1), (2, 0, 0, 2)),
        ([told(3, completed=day(31), status=RESOLVED)], (1, 1, 0, 0), (1, 0, 0, 1)),
    ],
    ids=["resolved later", "withdrawn later", "received later", "paused later", "resolved on the last day"],
)
@pytest.mark.parametrize("says", ["title", "option"])
def test_what_happened_after_the_last_day_counts_once_a_load_speaks_for_it(
    cli: Cli, tmp_path: Path, rows: Sequence[Told], march: tuple[int, ...], april: tuple[int, ...], says: str
) -> None:
    database = office(tmp_path)
    path = filings_csv(tmp_path / "march.csv", rows)
    if says == "title":
        path.write_text(MARCH + path.read_text("utf-8"), "utf-8")
    options = [] if says == "title" else ["--from", "01/03/2022", "--to", "31/03/2022"]
    assert cli("load", str(path), "--db", str(database), *options).code == 0
    assert counted(cli, database, "2022-03") == march
    later = filings_csv(tmp_path / "april.csv", [Told("HS/x", day(34))])
    assert cli("load", str(later), "--db", str(database), "--from", "01/04/2022", "--to", "30/04/2022").code == 0
    assert counted(cli, database, "2022-03") == march
    assert counted(cli, database, "2022-04") == april
    assert cli("--db", str(database), "check").records() == []


@pytest.mark.parametrize(
    ("rows", "first", "last", "ahead"),
    [
        ([told(1), told(2), told(3), told(40)], day(1), day(40), None),
        ([told(1), told(2), told(3), told(100)], day(1), day(3), "row 5 (HS/100, 08/06/2022)"),
        ([told(1), told(2), told(100), Told("HS/b", day(100))], day(1), day(100), None),
        ([told(5)], day(5), day(5), None),
        ([told(1), told(2, completed=day(20), status=RESOLVED)], day(1), day(2), None),
        ([*map(told, range(1, 9)), Told("HS/f", date.today() + timedelta(days=400))], day(1), day(8), "row 10"),
    ],
    ids=["a silence", "a stray", "two beyond a silence", "one alone", "an end", "a day to come"],
)
def test_a_guess_goes_up_to_the_last_receipt(
    cli: Cli, tmp_path: Path, rows: Sequence[Told], first: date, last: date, ahead: str | None
) -> None:
    database = office(tmp_path)
    outcome = cli("load", str(filings_csv(tmp_path / "export.csv", rows)), "--db", str(database))
    assert f"It speaks for {first:%d/%m/%Y} to {last:%d/%m/%Y}, as its days of receipt tell" in outcome.err
    assert ("received after" in outcome.err) == (ahead is not None)
    assert ahead is None or ahead in outcome.err
    assert counted(cli, database, "2022")[0] == len(rows) - (ahead is not None)


def test_it_is_told_in_vietnamese_too(cli: Cli, database: Path) -> None:
    outcome = cli("load", str(CASES / "printed-later.csv"), "--db", str(database), "--lang", "vi")
    assert "10 hồ sơ giải quyết xong hoặc rút sau ngày 31/08/2025: tính là chưa xong" in outcome.err
