"""Building a database file out of landed rows.

Every way in ends here: a reader hands its rows over in the ``landed_*`` tables (``sql/02_landing``);
``store`` turns them into the tables of ``sql/09_schema`` by the selects of ``sql/11_load``, then derives
the marts. The file appears under its name only when all of it is written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from parx_tui import __version__
from parx_tui.data.database import (
    SCHEMA_VERSION,
    attach,
    connect,
    install_functions,
    refuse_strange,
    telling_query_errors,
)
from parx_tui.data.sqlfiles import SqlFile, files, literal, names, ordered
from parx_tui.errors import QueryError
from parx_tui.files import cannot_write, replacing
from parx_tui.i18n import _
from parx_tui.load.folders import SEED_FOLDER
from parx_tui.load.kinds import KINDS
from parx_tui.load.store.migration import NO_PLACE, LeftOut, hold_tables
from parx_tui.load.store.refresh import ledger_select
from parx_tui.signals import heeding_signals

STORAGE_VERSION = "v1.5.0"
"""Oldest DuckDB that must read the file; DuckDB 2 would write a format that DuckDB 1 cannot read."""

BLOCK_SIZE = 65536
"""A small table takes one block at least, and there are some thirty of them."""

CANNOT_WRITE = re.compile(r'Could not \w+ file "[^"]*": ([^\n]+)')
"""What DuckDB says when the system does not let it write, in errors of several kinds."""

NEW, HELD = "parx", "held"
"""Names under which the new database and the one that is loaded into are attached."""

CSV_AS_TEXT = "read_csv(?, header = true, all_varchar = true, nullstr = '')"
"""A CSV file, given as a parameter, its values as they stand: a code keeps its leading zeros."""

CODE_LISTS = ("level", "channel", "service_level", "filing_status", "indicator")

UPSERT_VIEWS = ("known_filing", "pause_change", "pause_telling", "version_outcome", "load_outcome", "telling_load")
"""Steps of an upsert that are read once or twice, and so are not kept."""


class Builder:
    """A database in the making.

    ``connection`` has the new file as its default database; landed tables are temporary. What the
    database that is loaded into holds is read through views named ``held_<table>``, which have no
    rows for a database from scratch. ``left_out`` are rows of an earlier version that find no place in this one.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, into: Path | None = None) -> None:
        """Make the tables of an empty database, and the landed ones with what the database ``into`` holds.

        Raises ``DatabaseError`` when ``into`` is no database of this program, or holds anything besides its tables.
        """
        self.connection = connection
        self._derived: set[str] = set()
        self._holds_rows = into is not None
        self._held_version = SCHEMA_VERSION
        self.left_out: list[LeftOut] = []
        install_functions(connection)
        for file in files("schema").values():
            connection.execute(file.body)
        for file in files("landing").values():
            connection.execute(file.body.replace("create table", "create temp table", 1))
        connection.execute("insert into meta values (?, ?)", [SCHEMA_VERSION, f"parx-tui {__version__}"])
        for name in CODE_LISTS:
            self.land_csv(name, SEED_FOLDER / f"{name}.csv")
        if into is None:
            self.land_csv("landed_holiday", SEED_FOLDER / "holiday.csv")
        else:
            # Asked once it is attached: what was looked at before may be another file by now.
            attach(connection, into, HELD)
            self._held_version = refuse_strange(connection, into, HELD, is_to_be_loaded=True)
        self._carry_over()

    @property
    def is_upgrade(self) -> bool:
        """Whether the database that is loaded into is of an earlier version."""
        return self._held_version < SCHEMA_VERSION

    def land_csv(self, table: str, path: Path, **constants: object) -> None:
        """Insert the rows of a CSV file by the names of its columns; ``constants`` fill further columns."""
        added = "".join(f", ? as {name}" for name in constants)
        self.connection.execute(
            f"insert into {table} by name select *{added} from {CSV_AS_TEXT}",
            [*constants.values(), str(path)],
        )

    def land_select(self, table: str, select: str) -> None:
        """Insert the rows of a SELECT by the names of its columns."""
        self.connection.execute(f"insert into {table} by name {select}")

    def one(self, select: str, *parameters: object) -> tuple[Any, ...]:
        """Return the only row of a SELECT."""
        row = self.connection.execute(select, list(parameters)).fetchone()
        if row is None:
            raise LookupError(select)
        return tuple(row)

    def store(self) -> None:
        """Fill the tables from the landed rows, and derive the marts from the tables."""
        self.fill()
        self.derive()

    def fill(self) -> None:
        """Fill the tables from the landed rows, merging filings with those known."""
        for file in ordered(["load", "upsert"]):
            if file.layer == "load":
                self.connection.execute(f"insert into {file.table} {file.body}")
            else:
                kind = "view" if file.name in UPSERT_VIEWS else "table"
                self.connection.execute(f"create temp {kind} {file.name} as {file.body}")
        self._refuse_lost_rows()

    def derive(self, *wanted: str) -> None:
        """Derive marts and staging views from the tables: those ``wanted`` and what they need, else every mart.

        What was derived before stays as it is.
        """
        for file in ordered(["staging", "marts"], wanted or names("marts")):
            if file.name not in self._derived:
                self._derive(file)
                self._derived.add(file.name)

    def _carry_over(self) -> None:
        """Land what the database that is loaded into holds, save its filings and ledger, which keep their form."""
        if not self._holds_rows:
            for table in names("schema"):
                self.connection.execute(f"create temp view held_{table} as from {table} where false")
        else:
            self.left_out = hold_tables(self.connection, HELD, self._held_version)
            if not self.is_upgrade:
                self.connection.execute(f"create temp view held_ledger as from {HELD}.ledger")
            for file in files("existing").values():
                self.land_select(file.table, file.body)
            for rows in self.left_out:
                self._land_left_out(rows)

    def record_upgrade(self, now: datetime) -> None:
        """Land the upgrade of the database that is loaded into as a load of its own, without rows."""
        self.connection.execute(
            "insert into landed_load (load_id, batch_id, kind, source_system, file_name, is_whole, is_synthetic, "
            "rows_loaded, loaded_at) select coalesce(max(load_id), 0) + 1, coalesce(max(batch_id), 0) + 1, 'upgrade', "
            "'office', '', true, false, 0, ? from landed_load",
            [now.replace(microsecond=0, tzinfo=None)],
        )

    def _land_left_out(self, left_out: LeftOut) -> None:
        """Keep rows of an earlier version that find no place among the rejected ones of the upgrade, the next load."""
        self.connection.execute(
            "insert into landed_rejected_cell by name select * from "
            "(select coalesce(max(load_id), 0) + 1 as load_id from landed_load), "
            "(select unnest(?::varchar[]) as cell_text, unnest(range(1, ? + 1)) as row_number, ? as column_name, "
            f"{literal(NO_PLACE)} as problem)",
            [list(left_out.rows), left_out.number, left_out.table],
        )

    def _derive(self, file: SqlFile) -> None:
        """Store a mart as a table, a staging view as a temporary view."""
        kind = "table" if file.layer == "marts" else "temp view"
        body = file.body
        if file.name == "ledger" and self._holds_ledger():
            body = ledger_select(self.connection, held=HELD, new=NEW)
        self.connection.execute(f"create {kind} {file.name} as {body}")

    def _holds_ledger(self) -> bool:
        """Whether the database that is loaded into has counted anything, and as this program counts."""
        if not self._holds_rows or self.is_upgrade:
            return False
        return self.connection.execute("from held_ledger limit 1").fetchone() is not None

    def _refuse_lost_rows(self) -> None:
        """Raise ``QueryError`` when a landed row found no agency, procedure or other row to belong to."""
        for table in (table for kind in KINDS.values() for table in kind.tables if table.counted_in):
            landed, stored = self.one(
                f"select (select count(*) from {table.name}), (select count(*) from {table.counted_in})"
            )
            if landed != stored:
                raise QueryError(
                    _(
                        "{landed} rows of {table} were handed over and {stored} could be stored: "
                        "a city, agency, procedure, field or level that they name is missing, or is there twice."
                    ).format(landed=landed, table=table.name.removeprefix("landed_"), stored=stored)
                )


@contextmanager
def building(
    target: Path, *, into: Path | None = None, keep: Path | None = None, force: bool = False, memory_limit: str
) -> Iterator[Builder]:
    """Yield a ``Builder`` for a new database file that takes the place of ``target`` at the end.

    The new one begins with what the database ``into`` holds. The file whose place it takes is kept
    as ``keep``, if that is given. ``memory_limit`` is DuckDB's, with its unit ("3GB"). When the block
    fails, ``target`` stays as it was.

    Raises ``UsageError`` when ``target`` exists and ``force`` is false, or cannot be written, or when
    the memory limit is not one; ``QueryError`` when the build needs more memory; ``DatabaseError`` when
    ``into`` turns out to be damaged.
    """
    with _private_files(), replacing(target, force=force, keep=keep) as part:
        # DuckDB makes the file itself.
        part.unlink()
        with (
            _telling_build_errors(target, into),
            connect(memory_limit, spill_folder=part.with_suffix(".spill")) as connection,
            heeding_signals(connection.interrupt),
        ):
            settings = f"storage_version '{STORAGE_VERSION}', block_size {BLOCK_SIZE}"
            connection.execute(f"attach {literal(str(part))} as {NEW} ({settings})")
            connection.execute(f"use {NEW}")
            yield Builder(connection, into=into)
            connection.execute("use memory")
            connection.execute(f"detach {NEW}")


@contextmanager
def _private_files() -> Iterator[None]:
    """Let only the owner read and write the files that are made in the block, those of DuckDB included."""
    mask = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(mask)


@contextmanager
def _telling_build_errors(target: Path, into: Path | None) -> Iterator[None]:
    """Turn DuckDB's errors inside the block into sentences about the files that it writes and reads."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise QueryError(_("The build needs more memory than it may use. Allow more with --memory-limit.")) from error
    except duckdb.Error as error:
        if into is not None and "Corrupt" in str(error):
            with telling_query_errors(into):
                raise
        found = CANNOT_WRITE.search(str(error))
        if found or isinstance(error, duckdb.IOException):
            reason = found[1] if found else str(error).splitlines()[0]
            raise cannot_write(target, OSError(reason)) from error
        raise
