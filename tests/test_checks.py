"""``parx-tui check``: planted errors are found, each by the check that is for it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from parx_tui.data.sqlfiles import names
from tests.conftest import Cli
from tests.naive import Filing
from tests.small_database import AGENCIES, Load, write_database


def return_line(
    period: str, number: int, received: int, new: int, carried: int, resolved: int, parent: int | None = None
) -> str:
    """Return the values of a line of a unit's return; what is not resolved is pending in time."""
    pending = received - resolved
    kind = "field" if parent else "total"
    return (
        f"(1, 1, 1, 'x', '{period}', 'nd09', {number}, null, '{kind}', null, 'x', {parent or 'null'}, "
        f"{received}, 0, {new}, {carried}, {resolved}, 0, {resolved}, 0, {pending}, {pending}, 0)"
    )


MAP = [agency for agency in AGENCIES if agency.level is not None]

PLANTED = {
    "agency_code_twice": "insert into agency select * replace (agency_id + 1000 as agency_id) from agency limit 1",
    "agency_without_level": "update agency set level_id = null where agency_code = 'H26.01'",
    "filing_code_twice": "insert into filing select * replace (filing_id + 1000 as filing_id) from filing limit 1",
    "filing_outside_agency_life": "update agency set valid_to = '2022-01-01' where agency_code = 'H26.01'",
    "filing_quarantined": "update filing set completed_on = '2022-03-01' where completed_on is not null",
    "filing_status_against_dates": "update filing set status_id = 4 where completed_on is not null",
    "ledger_against_filings": "update ledger set received_counter = received_counter + 1 where received_counter > 0",
    "load_rows_lost": "update load set rows_loaded = rows_loaded + 1 where kind = 'filings'",
    "load_rows_uncounted": "update load set rows_read = rows_read + 1 where kind = 'agencies'",
    "period_against_segments": (
        "insert into reporting_period values ('own25', 'month', '2022-04', 'month', '2022-03-26', '2022-04-25')"
    ),
    "period_backwards": "update reporting_period set date_to = date_from - 1 where period_code = '2022-9M'",
    "period_gap": "update reporting_period set date_to = date_to - 1 where period_code = '2022-05'",
    "procedure_code_twice": (
        "insert into procedure select * replace (procedure_id + 1000 as procedure_id) from procedure limit 1"
    ),
    "procedure_ended_before_start": (
        "update procedure set published_on = '2022-05-01', abolished_on = '2022-04-01' where procedure_id = 1"
    ),
    "procedure_successor_missing": (
        "update procedure set abolished_on = '2022-04-01', replaced_by = '9.999999' where procedure_id = 1"
    ),
    "reported_parts": (
        "insert into reported_figure values "
        "(1, 'plan', 'filings_total', 1, null, null, '2022-04', null, '=', null, null, 100, 'filings', null, 1), "
        "(2, 'plan', 'filings_carried_over', 1, null, null, '2022-04', null, '=', null, null, 30, 'filings', null, 1), "
        "(3, 'plan', 'filings_received', 1, null, null, '2022-04', null, '=', null, null, 60, 'filings', null, 1)"
    ),
    "reported_ratio": (
        "insert into reported_figure values "
        "(1, 'plan', 'on_time_rate', 1, null, null, '2022-04', null, '=', 97, 100, 0.99, 'ratio', null, 1)"
    ),
    "return_carried_over": (
        f"insert into unit_return values {return_line('2022-04', 1, 10, 10, 0, 6)}, "
        f"{return_line('2022-05', 2, 12, 6, 6, 12)}"
    ),
    "return_identities": f"insert into unit_return values {return_line('2022-04', 1, 10, 9, 0, 6)}",
    "return_parts": (
        f"insert into unit_return values {return_line('2022-04', 1, 10, 10, 0, 6)}, "
        f"{return_line('2022-04', 2, 7, 7, 0, 6, parent=1)}"
    ),
    "return_without_period": f"insert into unit_return values {return_line('2099', 1, 10, 10, 0, 6)}",
    "rollup_against_ledger": "update ledger_agency set resolved_late = resolved_late + 1",
    "service_levels_overlap": "insert into procedure_service select * from procedure_service limit 1",
    "stock_below_zero": "update ledger_agency set withdrawn = withdrawn + 5",
    "target_without_period": (
        "insert into target values "
        "(1, 'plan', 'on_time_rate', null, null, null, null, '2099', '>', 0.99, 'ratio', 'resolved', null, 1)"
    ),
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A clean database with one filing that is resolved and one that is open."""
    path = tmp_path / "small.duckdb"
    filings = [
        Filing(
            received=date(2022, 4, 4),
            due=date(2022, 4, 11),
            completed=date(2022, 4, 8),
            status=10,
            agency="H26.01",
            procedure="1.000001",
            channel="counter",
        ),
        Filing(
            received=date(2022, 4, 5),
            due=date(2022, 4, 12),
            status=4,
            agency="H26.01",
            procedure="1.000001",
            channel="online",
        ),
    ]
    write_database(path, filings, [Load("01", date(2022, 3, 15), date(2022, 6, 14))], agencies=MAP)
    return path


def test_every_check_has_an_error_planted() -> None:
    assert sorted(PLANTED) == list(names("checks"))


@pytest.mark.parametrize("check", names("checks"))
def test_a_planted_error_is_found(check: str, small: Path, cli: Cli) -> None:
    assert cli("--db", str(small), "check").code == 0
    with duckdb.connect(str(small)) as connection:
        connection.execute(PLANTED[check])
    outcome = cli("check", "--db", str(small))
    assert outcome.code == 1
    found = [row for row in outcome.records() if row["check"] == check]
    assert found
    assert all(row["subject"] for row in found)
    assert f"{check}: {len(found)} row" in outcome.err


def test_a_filing_resolved_before_it_was_received_is_in_no_count(small: Path, cli: Cli) -> None:
    with duckdb.connect(str(small)) as connection:
        connection.execute(PLANTED["filing_quarantined"])
    (row,) = [row for row in cli("check", "--db", str(small)).records() if row["check"] == "filing_quarantined"]
    assert row["expected"] == "resolved_before_received"
    assert "received 2022-04-04" in row["found"]
    assert "completed 2022-03-01" in row["found"]


def test_a_check_that_finds_nothing_writes_a_table_without_rows(small: Path, cli: Cli) -> None:
    def written(*arguments: str) -> str:
        outcome = cli("check", "--db", str(small), *arguments)
        assert outcome.code == 0
        return outcome.out

    assert json.loads(written("--format", "json")) == []
    assert written() == written("--format", "csv") == "check,subject,expected,found\r\n"
    assert written("--format", "tsv") == "check\tsubject\texpected\tfound\r\n"
    assert written("--format", "md").splitlines() == [
        "| check | subject | expected | found |",
        "| --- | --- | --- | --- |",
    ]
