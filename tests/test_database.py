"""Opening a database: read-only, locked down, and a sentence for whatever can be wrong with the file."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from parx_tui.data.database import SCHEMA_VERSION, Database, open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.errors import DatabaseError, QueryError
from tests.children import line_of, started
from tests.conftest import Cli


def refused(path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(DatabaseError) as caught:
        open_database(path, memory_limit="1GB").close()
    return str(caught.value)


def test_missing(tmp_path: Path, cli: Cli) -> None:
    assert "There is no database at" in refused(tmp_path / "none.duckdb")
    outcome = cli("--db", str(tmp_path / "none.duckdb"), "--export")
    assert outcome.code == 3
    assert outcome.out == ""


def test_a_folder(tmp_path: Path) -> None:
    assert "is not a file" in refused(tmp_path)


@pytest.mark.parametrize("content", [b"", b"city,code\n" * 2000])
def test_not_a_duckdb_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(content)
    assert "is not a DuckDB database" in refused(path)


@pytest.mark.parametrize("kept", [5_000, 1_000_000])
def test_truncated(tmp_path: Path, sample_path: Path, kept: int) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(sample_path.read_bytes()[:kept])
    assert "is damaged" in refused(path)


@pytest.mark.parametrize("places", [(20,), (4096 + 20, 8192 + 20)])
def test_flipped_bits_in_the_header(tmp_path: Path, sample_path: Path, places: tuple[int, ...]) -> None:
    content = bytearray(sample_path.read_bytes())
    for place in places:
        content[place] ^= 0xFF
    path = tmp_path / "x.duckdb"
    path.write_bytes(content)
    assert "is damaged" in refused(path)


def test_flipped_bits_in_the_data_are_no_traceback(tmp_path: Path, sample_path: Path, cli: Cli) -> None:
    content = bytearray(sample_path.read_bytes())
    for place in range(3 * 4096, len(content), 3000):
        content[place] ^= 0xFF
    path = tmp_path / "x.duckdb"
    path.write_bytes(content)
    outcome = cli("--db", str(path), "--export")
    assert outcome.code == 3
    assert "is damaged" in outcome.err


def test_locked_by_a_writer_names_the_process(tmp_path: Path, sample_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    shutil.copy(sample_path, path)
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with started([sys.executable, "-c", code, str(path)]) as writer:
        assert line_of(writer) == "open"
        assert f"is being written by another program (process {writer.pid})" in refused(path)
        writer.communicate()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path, sample_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    shutil.copy(sample_path, path)
    path.chmod(0)
    assert "You may not read" in refused(path)


def test_a_database_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table meta (name varchar)")
    assert "not one of parx-tui" in refused(path)


@pytest.mark.parametrize(("version", "said"), [(SCHEMA_VERSION + 1, "newer"), (SCHEMA_VERSION - 1, "older")])
def test_tables_of_another_version(tmp_path: Path, version: int, said: str) -> None:
    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table meta (schema_version integer, written_by varchar)")
        connection.execute("insert into meta values (?, 'parx-tui 9')", [version])
    assert f"was written by an? {said} parx-tui 9".replace("an? ", "an " if said == "older" else "a ") in refused(path)


def test_a_file_of_a_newer_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_path: Path) -> None:
    def attach_fails(*_arguments: object) -> None:
        raise duckdb.IOException(
            "IO Error: Trying to read a database file with version number 999, but we can only read versions "
            "between 64 and 68.\nThe database file was created with an newer version of DuckDB."
        )

    class Connection:
        execute = staticmethod(attach_fails)

        def close(self) -> None:
            pass

    monkeypatch.setattr("parx_tui.data.database.connect", lambda _limit, **_more: Connection())
    assert "written by a newer DuckDB" in refused(sample_path)


@pytest.mark.parametrize(
    "statement",
    [
        "create table parx.x (a integer)",
        "attach '/tmp/x.duckdb'",
        "select * from read_csv('/etc/passwd')",
        "copy (select 1) to '/tmp/x.csv'",
        "install excel",
        "set memory_limit = '1TB'",
    ],
)
def test_an_open_database_can_neither_write_nor_reach_out(sample: Database, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        sample._connection.execute(statement)


def test_too_little_memory_is_told(sample_path: Path) -> None:
    with open_database(sample_path, memory_limit="30MB") as database, pytest.raises(QueryError, match="memory"):
        run_report(database, Question("filings", DrillPath(), sort="procedure"), language="en")


class Interrupted:
    """A connection that is interrupted once, when it has done what a statement asks."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, beginning: str) -> None:
        self._connection = connection
        self._beginning: str | None = beginning

    def execute(self, statement: str, parameters: object = None) -> duckdb.DuckDBPyConnection:
        """Do what the statement asks."""
        done = self._connection.execute(statement, parameters)
        if self._beginning and statement.startswith(self._beginning):
            self._beginning = None
            raise duckdb.InterruptException("Interrupted!")
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@pytest.mark.parametrize("beginning", ["create or replace view ledger", "create or replace macro", "with "])
def test_an_interrupted_question_does_not_change_the_answer_to_the_next(sample_path: Path, beginning: str) -> None:
    by_agency = Question("drill", DrillPath(by="agency", city="540", period="2021-04"), text="xa")
    with open_database(sample_path, memory_limit="1GB") as database:
        expected = run_report(database, by_agency, language="en").rows
    with open_database(sample_path, memory_limit="1GB") as database:
        database._connection = Interrupted(database._connection, beginning)  # type: ignore[assignment]
        with pytest.raises(QueryError):
            run_report(database, by_agency, language="en")
        assert run_report(database, by_agency, language="en").rows == expected
