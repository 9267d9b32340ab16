"""The sample: small, the same at every build, and its trial databases of the size asked for."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from parx_tui.data.database import STORED_LAYERS, open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.data.sqlfiles import files
from parx_tui.export import FORMATS
from tests.conftest import Cli
from tests.depth import deepens, only_deep


def test_the_sample_is_small(sample_path: Path) -> None:
    assert sample_path.stat().st_size <= 12_000_000


@only_deep
@deepens
def test_rebuilding_gives_the_same_content(sample_path: Path, tmp_path: Path, cli: Cli) -> None:
    rebuilt = tmp_path / "sample.duckdb"
    assert cli("sample", str(rebuilt)).code == 0
    with duckdb.connect() as connection:
        connection.execute(f"attach '{sample_path}' as shipped (read_only)")
        connection.execute(f"attach '{rebuilt}' as rebuilt (read_only)")
        for table in files(*STORED_LAYERS):
            for one, other in (("shipped", "rebuilt"), ("rebuilt", "shipped")):
                left_over = connection.execute(
                    f"select count(*) from (from {one}.{table} except all from {other}.{table})"
                ).fetchall()
                assert left_over == [(0,)], (table, one)


def test_the_sample_is_not_written_over_unasked(tmp_path: Path, cli: Cli) -> None:
    target = tmp_path / "mine.duckdb"
    target.write_text("mine")
    assert cli("sample", str(target)).code == 2
    assert target.read_text() == "mine"


@pytest.mark.parametrize("filings", [1_000, 20_001])
def test_a_trial_database_has_as_many_filings_as_asked_for(tmp_path: Path, cli: Cli, filings: int) -> None:
    target = tmp_path / "trial.duckdb"
    assert cli("sample", str(target), "--filings", str(filings)).code == 0
    with duckdb.connect(str(target), read_only=True) as connection:
        assert connection.execute("select count(*) from filing").fetchall() == [(filings,)]
    assert cli("--db", str(target), "check").code == 0


def test_too_few_filings_for_a_shape(tmp_path: Path, cli: Cli) -> None:
    outcome = cli("sample", str(tmp_path / "trial.duckdb"), "--filings", "3")
    assert outcome.code == 2
    assert "1000" in outcome.err


def test_sample_data_is_clean(cli: Cli) -> None:
    outcome = cli("check")
    assert outcome.code == 0
    assert outcome.records() == []


@only_deep
@deepens
def test_made_up_filings_are_said_to_be_so(cli: Cli) -> None:
    for report in REPORTS.keys() - {"loads"}:
        assert "made up" in cli("--export", report, "--limit", "1").err, report
    assert "made up" in cli("check").err
    # There each row says it.
    assert {row["synthetic"] for row in cli("--export", "loads").records() if row["kind"] == "filings"} == {"true"}


@pytest.mark.parametrize("format_name", FORMATS)
def test_made_up_filings_are_said_to_be_so_whatever_is_written(cli: Cli, tmp_path: Path, format_name: str) -> None:
    asked = ("--export", "drill", "--limit", "1", "--format", format_name)
    assert "made up" in cli(*asked).err
    assert "made up" in cli(*asked, "-o", str(tmp_path / "drill")).err


def test_a_filing_code_is_unique_in_its_system(sample_path: Path) -> None:
    with open_database(sample_path, memory_limit="2GB") as database:
        page = run_report(
            database, Question("filings", DrillPath(city="540", period="2021-04"), limit=6000), language="en"
        )
    codes = [row[page.columns.index("filing")] for row in page.rows]
    assert len(set(codes)) == len(codes) == 5618
