"""Databases of earlier versions become those of a version whose tables are others, with nothing lost."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from parx_tui.load.store.publish import previous_path
from tests.conftest import Cli
from tests.depth import deepens
from tests.examples_build.__main__ import EXAMPLES
from tests.next_version import LAST, NEXT, forget, use_next_version, write_next_version
from tests.office_files import OFFICE_NAME, Content, content, rows_of
from tests.test_load_safe import Case, Job, chosen, die, run_jobs
from tests.test_upgrade import case_of, old_database, upgrading

LEFT_OUT = "H99.20 > H99.42 > 2025-07-01"
"""The second of two successions of one unit on one day."""

CHANGED = {"agency_lineage", "filing_before", "filing_change", "load", "meta", "rejected_cell"}


@pytest.fixture(scope="module")
def next_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the SQL and the shapes of the next version, written by a process of its own."""
    folder = tmp_path_factory.mktemp("next")
    process = multiprocessing.get_context("spawn").Process(target=write_next_version, args=[folder])
    process.start()
    process.join()
    assert process.exitcode == 0
    return folder


@pytest.fixture(params=[3, LAST])
def old(request: pytest.FixtureRequest, cli: Cli, tmp_path: Path) -> Path:
    """A database of version 3, or the same brought to the present version."""
    path = old_database(tmp_path)
    if request.param != 3:
        assert cli("upgrade", str(path)).code == 0
    return path


@pytest.fixture
def program(old: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Iterator[Cli]:
    """The program of the next version."""
    with monkeypatch.context() as patch:
        use_next_version(next_version, patch.setattr)
        yield cli
    forget()


def unchanged(found: Content) -> Content:
    """Return the tables that the next version has as they were, without marts."""
    return {
        table: rows
        for table, rows in found.items()
        if table not in CHANGED and not table.startswith(("ledger", "coverage", "clock", "paused", "segment"))
    }


def test_tables_are_renamed_split_and_keyed_anew_with_nothing_lost(program: Cli, old: Path) -> None:
    before = content(old)
    bytes_before = old.read_bytes()
    outcome = program("upgrade", str(old))
    assert outcome.code == 0, outcome.err
    assert (
        "1 row of the earlier version has no place in this one. A unit has one successor on one day. "
        f"It is kept among the rejected: {LEFT_OUT}" in outcome.err
    )
    after = content(old)
    assert rows_of(old, "select schema_version from meta") == [(NEXT,)]
    assert unchanged(after) == unchanged(before)
    assert after["filing_change"] == before["filing_before"]
    assert "filing_before" not in after
    successors = "select agency_code from agency_lineage inner join agency on agency_id = successor_agency_id"
    assert rows_of(old, successors) == [("H99.41",)]
    split = "select load_id, row_number, cell_text, problem_about, problem_kind, hint from rejected_cell order by all"
    columns = before["rejected_cell"][0]
    row_number, text, problem, hint = (columns.index(name) for name in ("row_number", "cell_text", "problem", "hint"))
    rejected = before["rejected_cell"][1:]
    assert {row[problem] for row in rejected} == {"unit_unknown"}
    last = max(int(str(row[0])) for row in before["load"][1:]) + 1
    assert rows_of(old, split) == [
        *sorted(
            (row[0], row[row_number], row[text], "unit", "unknown", row[hint]) for row in before["rejected_cell"][1:]
        ),
        (last, 1, LEFT_OUT, "no", "place", None),
    ]
    assert previous_path(old).read_bytes() == bytes_before


def test_what_is_asked_of_the_next_version_is_answered_as_before(program: Cli, old: Path) -> None:
    program("upgrade", str(old))
    rejects = program("--db", str(old), "--export", "rejects").records()
    assert [row["problem"] for row in rejects] == ["no_place", *["unit_unknown"] * 3]
    assert rejects[0]["cell_text"] == LEFT_OUT
    assert len(program("--db", str(old), "--export", "changes").records()) == 5
    drill = program("--db", str(old), "--export", "drill", "--by", "agency", "--period", "2025-07").records()
    assert sum(int(row["received_new"] or 0) for row in drill) > 0


def test_the_next_load_upgrades_and_keeps_what_has_no_place(program: Cli, old: Path) -> None:
    outcome = program("load", str(EXAMPLES / "filings-august.csv"), "--db", str(old), "--to", "31/08/2025")
    assert outcome.code == 0, outcome.err
    assert LEFT_OUT in outcome.err
    kept = "select kind, cell_text from rejected_cell inner join load using (load_id) where problem_kind = 'place'"
    assert rows_of(old, kept) == [("upgrade", LEFT_OUT)]
    assert rows_of(old, "select count(*) from agency_lineage") == [(1,)]


def test_an_upgrade_to_other_tables_is_undone_and_redone(program: Cli, old: Path) -> None:
    before = old.read_bytes()
    program("upgrade", str(old))
    upgraded = content(old)
    assert program("load", "--undo", "--db", str(old)).code == 0
    assert old.read_bytes() == before
    assert program("load", "--redo", "--db", str(old)).code == 0
    assert content(old) == upgraded


@deepens
def test_an_upgrade_to_other_tables_is_done_or_not_wherever_it_is_killed(next_version: Path, tmp_path: Path) -> None:
    prepare = partial(use_next_version, next_version, setattr)
    undisturbed = case_of(tmp_path, "undisturbed")
    before = undisturbed.database.read_bytes()
    assert run_jobs([Job(undisturbed, upgrading(undisturbed), prepare=prepare)]) == [0], undisturbed.log.read_text()
    after = content(undisturbed.database, has_clock=False)
    numbers = chosen(undisturbed.log.with_suffix(".steps").read_text().splitlines())
    cases = [case_of(tmp_path, f"killed{number}") for number in numbers]
    jobs = [Job(case, upgrading(case), number, die, prepare) for case, number in zip(cases, numbers, strict=True)]
    assert run_jobs(jobs) == [-signal.SIGKILL] * len(numbers)
    found = {case.folder.name: case.database.read_bytes() == before for case in cases}
    assert set(found.values()) == {True, False}
    for case in cases:
        assert found[case.folder.name] or content(case.database, has_clock=False) == after
    _assert_upgrades_on([case for case in cases if found[case.folder.name]][-1], prepare, after)


def _assert_upgrades_on(case: Case, prepare: partial[None], after: Content) -> None:
    """Hold that the next upgrade of a database goes as if nothing had happened, and leaves nothing lying about."""
    assert run_jobs([Job(case, upgrading(case), prepare=prepare)]) == [0]
    assert content(case.database, has_clock=False) == after
    assert case.names() == {OFFICE_NAME, f"{OFFICE_NAME}.previous"}
