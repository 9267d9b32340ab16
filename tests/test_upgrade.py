"""Databases of earlier versions are brought up to date with all that they hold."""

from __future__ import annotations

import csv
import gzip
import signal
from pathlib import Path

import pytest

from parx_tui.data.database import SCHEMA_VERSION
from parx_tui.data.sqlfiles import names
from parx_tui.errors import ExitCode
from parx_tui.load.store.publish import previous_path
from tests.conftest import Cli
from tests.depth import deepens
from tests.examples_build.__main__ import EXAMPLES
from tests.office_files import OFFICE_NAME, Content, content, rows_of
from tests.test_load_safe import Case, Job, chosen, die, run_jobs

VERSIONS = Path(__file__).parent / "versions"
REPORTED_BY_VERSION_3 = ("nd09-2025-07", "nd09-2025-08", "calendar-2025-07", "calendar-2025-08")

ENDED_LATER = "H99.33"
"""Unit of three filings with days after the last one known: version 3 set them aside."""


def old_database(folder: Path) -> Path:
    """Write the database of version 3."""
    path = folder / OFFICE_NAME
    path.write_bytes(gzip.decompress((VERSIONS / "version-3.duckdb.gz").read_bytes()))
    path.chmod(0o600)
    return path


def kept(found: Content) -> Content:
    """Return what an upgrade leaves as it was: all but the version, the marts, and its own line among the loads."""
    tables = {table: rows for table, rows in found.items() if table in names("schema") and table != "meta"}
    kind = tables["load"][0].index("kind")
    return {**tables, "load": [row for row in tables["load"] if row[kind] != "upgrade"]}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return old_database(tmp_path)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_an_older_database_is_refused_with_the_command_that_helps(cli: Cli, old: Path, language: str) -> None:
    for arguments in (["--export", "drill"], ["check"]):
        outcome = cli("--db", str(old), "--lang", language, *arguments)
        assert outcome.code == ExitCode.DATABASE
        assert f"parx-tui upgrade {old}" in outcome.err


def test_an_upgrade_keeps_all_that_was_loaded(cli: Cli, old: Path) -> None:
    before = content(old)
    outcome = cli("upgrade", str(old))
    assert outcome.code == 0, outcome.err
    assert f"Up to date: {old}" in outcome.err
    assert kept(content(old)) == kept(before)
    assert rows_of(old, "select schema_version from meta") == [(SCHEMA_VERSION,)]
    last = "select kind, rows_read, batch_id = max(batch_id) over () from load order by load_id desc limit 1"
    assert rows_of(old, last) == [("upgrade", 0, True)]
    assert previous_path(old).read_bytes() == gzip.decompress((VERSIONS / "version-3.duckdb.gz").read_bytes())
    assert cli("--db", str(old), "check").records() != []
    again = cli("upgrade", str(old))
    assert (again.code, again.err) == (0, f"Nothing to do: {old} is up to date.\n")


@pytest.mark.parametrize("asked", REPORTED_BY_VERSION_3)
def test_figures_stay_but_for_what_had_not_happened_yet(cli: Cli, old: Path, asked: str) -> None:
    cli("upgrade", str(old))
    calendar, _, period = asked.partition("-")
    found = cli("--db", str(old), "--export", "drill", "--by", "agency", "--calendar", calendar, "--period", period)
    with (VERSIONS / f"version-3-drill-{asked}.csv").open(encoding="utf-8-sig", newline="") as stream:
        expected = list(csv.DictReader(stream))
    for now, then in zip(found.records(), expected, strict=True):
        if then["agency_code"] == ENDED_LATER and period == "2025-08":
            # One received on 18/08 and one on 19/08, closed in September; the third was received in September.
            more = {"received_new": 2, "received_total": 2, "received_online": 1, "received_counter": 1}
            on_14 = calendar == "nd09"
            more = dict.fromkeys(more, 0) if on_14 else {**more, "pending_total": 2}
            for name, number in more.items():
                assert int(now[name]) == int(then[name]) + number, name
        else:
            assert {name: now[name] for name in then} == then


def test_an_upgrade_can_be_undone_and_done_again(cli: Cli, old: Path) -> None:
    before = old.read_bytes()
    cli("upgrade", str(old))
    upgraded = content(old, has_clock=False)
    outcome = cli("load", "--undo", "--db", str(old))
    assert outcome.code == 0, outcome.err
    assert old.read_bytes() == before
    assert cli("upgrade", str(old)).code == 0
    assert content(old, has_clock=False) == upgraded


def test_the_next_load_upgrades_as_well(cli: Cli, old: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = old_database(tmp_path / "other")
    path = EXAMPLES / "filings-august.csv"
    outcome = cli("load", str(path), "--db", str(old), "--to", "31/08/2025")
    assert outcome.code == 0, outcome.err
    assert "The database was of an earlier version; it is up to date now." in outcome.err
    cli("upgrade", str(other))
    cli("load", str(path), "--db", str(other), "--to", "31/08/2025")
    marts = set(names("marts"))
    loaded, upgraded = ({t: r for t, r in content(db).items() if t in marts} for db in (old, other))
    assert loaded == upgraded


def test_a_load_that_upgrades_is_undone_with_its_upgrade(cli: Cli, old: Path) -> None:
    before = old.read_bytes()
    assert cli("load", str(EXAMPLES / "filings-august.csv"), "--db", str(old), "--to", "31/08/2025").code == 0
    loaded = content(old)
    undone = cli("load", "--undo", "--yes", "--db", str(old))
    assert undone.code == 0, undone.err
    assert "the upgrade of the database" in undone.err
    assert "filings-august.csv" in undone.err
    assert old.read_bytes() == before
    assert cli("load", "--redo", "--yes", "--db", str(old)).code == 0
    assert content(old) == loaded


def test_a_load_that_brings_nothing_new_upgrades_too(cli: Cli, old: Path) -> None:
    before = content(old)
    outcome = cli("load", str(EXAMPLES / "filings-july.csv"), "--db", str(old), "--to", "31/07/2025")
    assert outcome.code == 0, outcome.err
    assert rows_of(old, "select schema_version from meta") == [(SCHEMA_VERSION,)]
    found = content(old)
    assert {**kept(found), "load": []} == {**kept(before), "load": []}


@deepens
def test_an_upgrade_killed_at_any_step_is_done_or_not(tmp_path: Path) -> None:
    start = tmp_path / "start"
    start.mkdir()
    before = old_database(start).read_bytes()
    steps_case = case_of(tmp_path, "undisturbed")
    assert run_jobs([Job(steps_case, upgrading(steps_case))]) == [0], steps_case.log.read_text()
    after = content(steps_case.database, has_clock=False)
    numbers = chosen(steps_case.log.with_suffix(".steps").read_text().splitlines(), every=60)
    cases = [case_of(tmp_path, f"killed{number}") for number in numbers]
    codes = run_jobs([Job(case, upgrading(case), number, die) for case, number in zip(cases, numbers, strict=True)])
    assert codes == [-signal.SIGKILL] * len(numbers)
    were_done = set()
    for case in cases:
        is_before = case.database.read_bytes() == before
        were_done.add(not is_before)
        assert is_before or content(case.database, has_clock=False) == after
    assert were_done == {True, False}
    last = cases[-1]
    assert run_jobs([Job(last, upgrading(last))]) == [0]
    assert content(last.database, has_clock=False) == after


def case_of(folder: Path, name: str) -> Case:
    """Return a folder with a database of version 3."""
    (folder / name).mkdir()
    old_database(folder / name)
    return Case(folder / name, folder / f"{name}.log")


def upgrading(case: Case) -> list[str]:
    """Return the command that upgrades the database of a case."""
    return ["upgrade", str(case.database)]
