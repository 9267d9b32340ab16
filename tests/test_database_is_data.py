"""A database is data, never code: whatever one holds besides plain tables of the known shape is refused unrun."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from parx_tui.data.database import SCHEMA_VERSION, open_database
from parx_tui.data.shape import SHAPES_FOLDER
from parx_tui.errors import DatabaseError, ExitCode
from parx_tui.load.store.publish import previous_path
from tests.conftest import Cli
from tests.office_files import MEMORY_LIMIT, OFFICE_NAME, PENDING, Told, filings_csv, load, office
from tests.shape_file import built_shape, shape_of

LONGEST = 60
"""Seconds after which a command counts as one that waits for ever."""

SECRET = "what only the officer may read"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office's database, into which two files were loaded."""
    folder = tmp_path_factory.mktemp("origin")
    path = office(folder)
    for day in (1, 2):
        told = [Told(f"H26.02-2203{day:02d}-0001", date(2022, 3, day), status=PENDING)]
        load(path, filings_csv(folder / f"known-{day}.csv", told), covered_to=date(2022, 3, 15))
    return folder


@pytest.fixture
def database(origin: Path, tmp_path: Path) -> Path:
    """A copy of that database."""
    shutil.copytree(origin, tmp_path, dirs_exist_ok=True)
    return tmp_path / OFFICE_NAME


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A file that can be loaded into it."""
    return filings_csv(tmp_path / "later.csv", [Told("H26.02-220303-0001", date(2022, 3, 3), status=PENDING)])


def plant(path: Path, *statements: str) -> None:
    """Change a database as somebody with DuckDB at hand can."""
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def hide(path: Path, table: str, file: Path, *, to: Callable[[Path], object]) -> None:
    """Put a view over a file in the place of a table; then turn the file into what waits there."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"copy {table} to '{file}' (header)")
        connection.execute(f"drop table {table}")
        connection.execute(f"create view {table} as from read_csv('{file}')")
    file.unlink()
    to(file)


def refused(path: Path, *, is_to_be_loaded: bool = False) -> str:
    """Return the sentence with which a database is refused."""
    with pytest.raises(DatabaseError) as caught:
        open_database(path, memory_limit=MEMORY_LIMIT, is_to_be_loaded=is_to_be_loaded).close()
    return str(caught.value)


def parx(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, which is killed when it waits for what never comes."""
    return subprocess.run(
        [sys.executable, "-m", "parx_tui", *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=LONGEST,
        env={**os.environ, "PARX_LANG": "en"},
        check=False,
    )


COMMANDS: dict[str, Callable[[Path, Path], Sequence[str]]] = {
    "export": lambda path, _file: ["--export", "--db", str(path)],
    "export filings": lambda path, _file: ["--export", "filings", "--db", str(path)],
    "check": lambda path, _file: ["check", "--db", str(path)],
    "load": lambda path, file: ["load", str(file), "--db", str(path)],
    "dry run": lambda path, file: ["load", str(file), "--dry-run", "--db", str(path)],
    "undo": lambda path, _file: ["load", "--undo", "--db", str(path)],
}


@pytest.mark.parametrize("table", ["meta", "filing"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_view_over_a_pipe_keeps_no_command_waiting(
    database: Path, later: Path, tmp_path: Path, command: str, table: str
) -> None:
    hide(database, table, tmp_path / "pipe", to=os.mkfifo)
    outcome = parx(*COMMANDS[command](database, later))
    assert outcome.returncode == ExitCode.DATABASE
    assert outcome.stdout == "" or command == "dry run"
    assert outcome.stderr == (
        f"Error: {database} is a DuckDB database, but not one of parx-tui: {table} is a view, and no table. "
        "Nothing was read from it. Take a copy that parx-tui wrote, or load the data again.\n"
    )


@pytest.mark.parametrize("table", ["meta", "filing", "city"])
def test_a_view_over_the_officers_file_is_not_stored_by_a_load(
    database: Path, later: Path, tmp_path: Path, table: str
) -> None:
    hide(database, table, tmp_path / "secret.csv", to=lambda path: path.write_text(f"a,b,c,d\n{SECRET},1,1,1\n"))
    before = database.read_bytes()
    # Handed to the load itself, as when the file changes after the first look at it.
    with pytest.raises(DatabaseError, match=f"{table} is a view, and no table"):
        load(database, later)
    assert database.read_bytes() == before
    assert SECRET.encode() not in previous_path(database).read_bytes()


def test_undo_looks_at_the_version_before_as_well(database: Path, tmp_path: Path) -> None:
    hide(previous_path(database), "load", tmp_path / "pipe", to=os.mkfifo)
    before = database.read_bytes()
    outcome = parx("load", "--undo", "--db", str(database))
    assert outcome.returncode == ExitCode.DATABASE
    assert f"{previous_path(database)} is a DuckDB database" in outcome.stderr
    assert "load is a view, and no table" in outcome.stderr
    assert database.read_bytes() == before


UNLIKE = {
    "table notes is unknown": ["create table notes (note varchar)"],
    "table other.city is unknown": ["create schema other", "create table other.city as from city"],
    "table segment is missing": ["drop table segment"],
    "notes is a view, and no table": ["create view notes as select 1 as one"],
    "column note of table city is unknown": ["alter table city add column note varchar"],
    "column load_id of table city is missing": ["alter table city drop column load_id"],
    "column city_id of table city is BIGINT not null, and must be SMALLINT not null": [
        "alter table city alter city_id type bigint"
    ],
    "column city_name of table city is VARCHAR, and must be VARCHAR not null": [
        "alter table city alter city_name drop not null"
    ],
    "column city_name of table city is computed": ["alter table city alter city_name set default 'x' || random()"],
    "column load_id of table city is computed": [
        "create or replace table city (city_id smallint not null, city_code varchar not null, "
        "city_name varchar not null, load_id smallint generated always as (city_id + 1))"
    ],
    "the columns of table city are in another order": [
        "create or replace table city (city_code varchar not null, city_id smallint not null, "
        "city_name varchar not null, load_id smallint not null)"
    ],
    "table meta is missing": ["drop table meta"],
    "column schema_version of table meta is missing": ["create or replace table meta (name varchar)"],
    "column written_by of table meta is INTEGER, and must be VARCHAR": [
        "create or replace table meta (schema_version integer not null, written_by integer not null)"
    ],
    "column schema_version of table meta is computed": [
        "create or replace table meta (written_by varchar, schema_version integer generated always as (3))"
    ],
}
"""What somebody did to a database, by what is to be told."""


@pytest.mark.parametrize("told", UNLIKE)
def test_what_is_unlike_the_known_tables_is_named(database: Path, later: Path, told: str) -> None:
    plant(database, *UNLIKE[told])
    before = database.read_bytes()
    assert f"not one of parx-tui: {told}. " in refused(database)
    with pytest.raises(DatabaseError, match=f"not one of parx-tui: {told}"):
        load(database, later)
    assert database.read_bytes() == before


BESIDES = {
    "count is a function": ["create macro count(counted) as 0"],
    "search_key is a function": ["create macro search_key(name) as 'x'"],
    "filing_key is a function": ["create macro filing_key(code) as table select * from read_text('/etc/hostname')"],
    "mood is a type of its own": ["create type mood as enum ('good', 'bad')"],
    "numbers is a sequence": ["create sequence numbers"],
    "other is a schema of its own": ["create schema other"],
    "table city has an index": ["create index by_name on city (upper(city_name))"],
    "table city has a key or a check": [
        "create table other as from city",
        "create or replace table city (city_id smallint not null primary key, city_code varchar not null, "
        "city_name varchar not null, load_id smallint not null)",
        "insert into city from other",
        "drop table other",
    ],
    "table level has a key or a check": [
        "create table other as from level",
        "create or replace table level (level_id tinyint not null, level_code varchar not null, "
        "name_vi varchar not null, name_en varchar not null, check (level_id < 100))",
        "insert into level from other",
        "drop table other",
    ],
    "table city has an order of letters of its own": [
        "create table other as from city",
        "create or replace table city (city_id smallint not null, city_code varchar not null, "
        "city_name varchar collate nocase not null, load_id smallint not null)",
        "insert into city from other",
        "drop table other",
    ],
}
"""What somebody stored in a database that no name of a table reaches, by what is to be told."""


@pytest.mark.parametrize("told", BESIDES)
def test_nothing_besides_tables_is_loaded_into_and_none_of_it_is_run(
    database: Path, later: Path, cli: Cli, told: str
) -> None:
    expected = {name: cli("--export", name, "--db", str(database)) for name in ("drill", "filings", "loads")}
    plant(database, *BESIDES[told])
    for name, outcome in expected.items():
        assert outcome.code == 0
        assert cli("--export", name, "--db", str(database)) == outcome
    assert f"not one of parx-tui: {told}. " in refused(database, is_to_be_loaded=True)
    assert cli("load", str(later), "--db", str(database)).code == ExitCode.DATABASE
    assert cli("load", "--undo", "--db", str(database)).code == ExitCode.DATABASE
    with pytest.raises(DatabaseError, match=told):
        load(database, later)


def test_a_trigger_is_refused_where_duckdb_has_any(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "triggered.duckdb"
    with duckdb.connect() as connection:
        try:
            connection.execute(f"attach '{path}' as newer (storage_version 'v2.0.0')")
        except duckdb.Error as error:
            pytest.skip(f"this DuckDB has none: {error}")
        connection.execute(f"attach '{database}' as office (read_only)")
        connection.execute("copy from database office to newer")
        connection.execute("use newer")
        connection.execute("create trigger added after insert on city for each statement delete from filing")
    assert "table city has a trigger" in refused(path, is_to_be_loaded=True)


@pytest.mark.parametrize(("version", "said"), [(SCHEMA_VERSION + 1, "a newer"), (SCHEMA_VERSION - 1, "an older")])
def test_another_version_is_told_before_its_tables_are_looked_at(database: Path, version: int, said: str) -> None:
    plant(
        database,
        "create or replace table meta (schema_version integer, written_by varchar, more varchar)",
        f"insert into meta values ({version}, 'parx-tui 9', 'x')",
        "create table unheard_of (a integer)",
        "drop table segment",
    )
    assert f"was written by {said} parx-tui 9 (tables of version {version};" in refused(database)


def test_a_name_of_any_length_is_told_short(database: Path) -> None:
    name = "x" * 5_000
    plant(database, f"create table {name} (a integer)")
    assert f"table {'x' * 60}… is unknown" in refused(database)


def test_a_pipe_or_a_link_in_the_place_of_the_log_keeps_nobody_waiting(database: Path, later: Path) -> None:
    log = database.with_name(f"{database.name}.wal")
    os.mkfifo(log)
    for command in ("export", "load"):
        outcome = parx(*COMMANDS[command](database, later))
        assert outcome.returncode == ExitCode.DATABASE
        assert outcome.stderr == (
            f"Error: {log} beside the database is not a file of its own. Remove it, or ask who put it there.\n"
        )
    log.unlink()
    log.symlink_to(later)
    assert "is not a file of its own" in refused(database)


def test_a_view_in_the_log_is_refused_as_well(database: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("pragma disable_checkpoint_on_shutdown")
        connection.execute("set checkpoint_threshold = '1TB'")
        connection.execute("create view notes as select 1 as one")
    assert database.with_name(f"{database.name}.wal").exists()
    assert "notes is a view, and no table" in refused(database)


@pytest.mark.parametrize("name", ["md:office.duckdb", "postgres:office.duckdb", ":memory:"])
def test_a_file_is_a_database_of_duckdb_whatever_its_name(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copy(database, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    open_database(Path(name), memory_limit=MEMORY_LIMIT).close()


def test_a_file_of_another_kind_of_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(b"SQLite format 3\0" + bytes(5_000))
    assert "is not a DuckDB database" in refused(path)


def test_the_shape_is_that_of_the_tables_that_the_program_builds(sample_path: Path) -> None:
    expected = (SHAPES_FOLDER / f"{SCHEMA_VERSION}.txt").read_text("utf-8")
    assert built_shape() == expected, "make shape writes it anew"
    assert shape_of(sample_path) == expected
