"""A parx database opened for reading: attached read-only, and asked by the statements of ``sql/``.

Once attached, the connection can neither write, load extensions, reach other files nor change its
settings; only then is the file looked into, which must hold plain tables of the known shape and nothing else
(``shape``). What can go wrong with the file is told in one sentence each.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from parx_tui.data.shape import (
    Tables,
    not_ours,
    plain_tables,
    refuse_code,
    refuse_other_columns,
    refuse_other_shape,
    shortened,
)
from parx_tui.data.sqlfiles import files, functions_for, literal, names
from parx_tui.data.statements import Statement, statement
from parx_tui.errors import DatabaseError, QueryError, UsageError
from parx_tui.i18n import _

if TYPE_CHECKING:
    # Imported by the functions that need it: who only shows what another process has asked can do without.
    import duckdb

SCHEMA_VERSION = 4
"""Version of the tables and marts that this program reads and writes."""

OLDEST_SCHEMA_VERSION = 3
"""Oldest version out of which this program makes its own: by ``parx-tui upgrade``, and with each load."""

ROWS_AT_ONCE = 50_000
"""Rows between which an interruption is heard."""

STORED_LAYERS = ("schema", "marts")

OPENED = "parx"
"""Name under which the database is attached that is read."""

META = {"schema_version": "INTEGER", "written_by": "VARCHAR"}
"""What table ``meta`` tells in every version, with the types."""

FILE_HEADER_BYTES = 3 * 4096
"""DuckDB's main header and two database headers, which come before the blocks."""

Row = tuple[object, ...]


def install_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every function of ``sql/01_functions`` as a temporary one, which stays out of the file that is written."""
    for function in functions_for("\n".join(function.body for function in files("functions").values())):
        connection.execute(function.body.replace("create macro", "create temp macro", 1))


class Interrupted(Exception):  # noqa: N818 - it is no error
    """A query was stopped by ``Database.interrupt``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query returned: the names of its columns and its rows."""

    columns: tuple[str, ...]
    rows: list[Row]


class Database:
    """An open database; use it in a ``with`` statement, or ``close`` it."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, schema_version: int) -> None:
        self.path = path
        self.schema_version = schema_version
        self._connection = connection
        self._made: set[str] = set()
        self._looked_up: dict[tuple[object, ...], Answer] = {}
        self._is_interrupted = False

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def refuse_as_target(self, target: Path) -> None:
        """Raise ``UsageError`` for a file that must not be written over: the database, or a version that is kept."""
        own = self.path.resolve()
        for path in (own, *(own.with_name(f"{own.name}.{ending}") for ending in ("previous", "undone", "wal"))):
            is_same = False
            # Of links in a circle, resolving tells with a RuntimeError; what cannot be looked at cannot be written.
            with suppress(OSError, RuntimeError):
                is_same = target.resolve() == path or target.samefile(path)
            if is_same:
                raise UsageError(
                    _("{path} is the database, or a version of it that is kept. Name another file.").format(path=target)
                )

    def interrupt(self) -> None:
        """Stop what another thread asks: it gets ``Interrupted``, now and for further questions until ``resume``."""
        self._is_interrupted = True
        self._connection.interrupt()

    def raise_if_interrupted(self) -> None:
        """Raise ``Interrupted`` between ``interrupt`` and ``resume``."""
        if self._is_interrupted:
            raise Interrupted

    def resume(self) -> None:
        """Answer again."""
        self._is_interrupted = False

    def query(
        self,
        name: str,
        variables: Mapping[str, object] | None = None,
        *,
        order: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> Answer:
        """Return the rows of a view: at most ``limit``, after the first ``offset``.

        ``variables`` are the ``$`` parameters of the view and of those it reads; ``order`` holds
        SQL order terms, else the view's own order stands.

        Raises ``QueryError`` when the query runs out of memory or fails, ``DatabaseError`` when
        the file turns out to be damaged.
        """
        cut = (f" limit {limit}" if limit is not None else "") + (f" offset {offset}" if offset else "")
        return self._run(statement(name, variables or {}, order=order), cut)

    def count(self, name: str, variables: Mapping[str, object]) -> int:
        """Return the number of rows of a view; arguments and errors as of ``query``."""
        counted = self._run(statement(name, variables, counts=True)).rows[0][0]
        return counted if isinstance(counted, int) else 0

    def look_up(self, name: str, variables: Mapping[str, object] | None = None) -> Answer:
        """Return the rows of a small view as ``query`` does, remembered: an open database does not change."""
        key = (name, *(variables or {}).items())
        if key not in self._looked_up:
            self._looked_up[key] = self.query(name, variables)
        return self._looked_up[key]

    def _run(self, asked: Statement, cut: str = "") -> Answer:
        """Run a statement; ``cut`` is what comes behind it."""
        try:
            with telling_query_errors(self.path):
                self._provide_for(asked)
                self.raise_if_interrupted()
                result = self._connection.execute(asked.text + cut)
                rows: list[Row] = []
                while some := result.fetchmany(ROWS_AT_ONCE):
                    self.raise_if_interrupted()
                    rows += some
                return Answer(tuple(column[0] for column in result.description or ()), rows)
        except Exception as error:
            if self._is_interrupted:
                raise Interrupted from error
            raise

    def _provide_for(self, asked: Statement) -> None:
        """Make the functions that a statement calls, and give the stored tables that it reads a name.

        Both stand in the memory database, where every cursor finds them. Functions are made when they are
        needed, since each takes part of a millisecond and no question calls all of them.
        """
        for function in functions_for(asked.text):
            if function.name not in self._made:
                self._connection.execute(function.body.replace("create macro", "create or replace macro", 1))
                self._made.add(function.name)
        for table in sorted(asked.tables - self._made):
            if any(table in names(layer) for layer in STORED_LAYERS):
                self._connection.execute(f"create or replace view {table} as from {OPENED}.{table}")
                self._made.add(table)


def open_database(path: Path, *, memory_limit: str, is_to_be_loaded: bool = False) -> Database:
    """Open a parx database for reading.

    ``memory_limit`` is DuckDB's, with its unit ("2GB"). ``is_to_be_loaded`` looks at the file as closely as a load
    into it does, which takes longer, and takes a file of an earlier version as a load does.

    Raises ``DatabaseError`` when the file is missing, locked, damaged, of another version or no
    parx database; ``UsageError`` when the memory limit is not one.
    """
    try:
        exists, is_file = path.exists(), path.is_file()
    except OSError as error:
        raise DatabaseError(
            _("Cannot open {path}: {reason}").format(path=path, reason=error.strerror or error)
        ) from error
    if not exists:
        raise DatabaseError(
            _(
                "There is no database at {path}. Give its path with --db, or make an empty one with: parx-tui init FILE"
            ).format(path=path)
        )
    if not is_file:
        raise DatabaseError(_("{path} is not a file. Give the path of a database with --db.").format(path=path))
    connection = connect(memory_limit, spill_folder=None)
    try:
        attach(connection, path, OPENED)
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        version = refuse_strange(connection, path, OPENED, is_to_be_loaded=is_to_be_loaded)
    except BaseException:
        connection.close()
        raise
    return Database(path, connection, version)


def refuse_strange(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, is_to_be_loaded: bool) -> int:
    """Return the version of an attached file that holds the tables of this program in that version, and nothing else.

    ``name`` is that under which the file ``path`` is attached. ``is_to_be_loaded`` takes an earlier version too, and
    looks for what is stored besides tables and views as well, which no name of a table reaches.

    Raises ``DatabaseError`` for any other file; another version is told before tables that are unlike those expected.
    """
    import duckdb

    try:
        found = plain_tables(connection, name, path)
        oldest = OLDEST_SCHEMA_VERSION if is_to_be_loaded else SCHEMA_VERSION
        version = _known_version(connection, path, name, found, oldest=oldest)
        refuse_other_shape(found, version, path)
        if is_to_be_loaded:
            refuse_code(connection, name, path)
    except duckdb.Error as error:
        raise _file_problem(path, str(error)) from error
    return version


def connect(memory_limit: str, *, spill_folder: Path | None) -> duckdb.DuckDBPyConnection:
    """Return a connection to an empty database in memory that loads no extensions.

    What does not fit into ``memory_limit`` goes to files in ``spill_folder``; without one it fails.

    Raises ``UsageError`` when the memory limit is not one.
    """
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config={
            "temp_directory": "" if spill_folder is None else str(spill_folder),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            # The views join small tables to a large one, in that order. DuckDB's estimates for such
            # chains of conditions are too low by far: it would turn the order round and hold the
            # large side in memory.
            "disabled_optimizers": "join_order,build_side_probe_side",
        },
    )
    # DuckDB 2.0 lets hash joins hand dictionaries on, and a cache behind several of them fails now and then
    # ("dict-surviving cache ... changed identity"). Older versions have neither the fault nor the setting.
    with suppress(duckdb.CatalogException):
        connection.execute("set debug_enable_caching_operators = false")
    # Standard output is for data.
    connection.execute("set enable_progress_bar = false")
    try:
        connection.execute(f"set memory_limit = {literal(memory_limit)}")
    except duckdb.Error as error:
        connection.close()
        raise UsageError(
            _("{limit} is no memory limit; write it like 500MB or 2GB.").format(limit=memory_limit)
        ) from error
    return connection


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a file read-only under a name, or raise ``DatabaseError`` with what is wrong with it.

    That runs nothing of what the file holds, and nothing may be read from it before ``refuse_strange``.
    """
    import duckdb

    place = path.resolve()
    _refuse_strange_log(place)
    try:
        # With its type told, DuckDB looks for no extension by the beginning of the path or of the file.
        connection.execute(f"attach {literal(str(place))} as {name} (type duckdb, read_only)")
        sizes = connection.execute(
            f"select block_size, total_blocks from pragma_database_size() where database_name = '{name}'"
        ).fetchall()
    except duckdb.OutOfMemoryException as error:
        raise UsageError(
            _("The database does not fit into the memory allowed. Allow more with --memory-limit.")
        ) from error
    except duckdb.Error as error:
        raise _file_problem(path, str(error)) from error
    block_size, total_blocks = sizes[0]
    if path.stat().st_size < FILE_HEADER_BYTES + block_size * total_blocks:
        raise _damaged(path)


def _refuse_strange_log(path: Path) -> None:
    """Raise ``DatabaseError`` when what DuckDB takes for the log of a database is no file: it would wait for a pipe."""
    log = path.with_name(f"{path.name}.wal")
    with suppress(OSError):
        if not stat.S_ISREG(log.lstat().st_mode):
            raise DatabaseError(
                _("{log} beside the database is not a file of its own. Remove it, or ask who put it there.").format(
                    log=log
                )
            )


def _file_problem(path: Path, message: str) -> DatabaseError:
    """Return the error that says what DuckDB's message about a file means."""
    import duckdb

    if "Could not set lock" in message:
        holder = re.search(r"PID (\d+)", message)
        if holder:
            return DatabaseError(
                _("{path} is being written by another program (process {pid}). Try again when it has finished.").format(
                    path=path, pid=holder.group(1)
                )
            )
        return DatabaseError(
            _("{path} is being written by another program. Try again when it has finished.").format(path=path)
        )
    if "not a valid DuckDB database file" in message or "in-memory database" in message:
        return DatabaseError(
            _("{path} is not a DuckDB database. Give the path of a database with --db.").format(path=path)
        )
    if "newer version of DuckDB" in message or "newer DuckDB version" in message or "version number" in message:
        return DatabaseError(
            _(
                "{path} was written by a newer DuckDB than version {version} here. "
                "Update parx-tui, or have the file written anew."
            ).format(path=path, version=duckdb.__version__)
        )
    if "Permission denied" in message:
        return DatabaseError(_("You may not read {path}. Ask its owner for permission.").format(path=path))
    if "Corrupt" in message or "checksum" in message or "enough bytes" in message:
        return _damaged(path)
    return DatabaseError(_("Cannot open {path}: {reason}").format(path=path, reason=message.splitlines()[0]))


def _damaged(path: Path) -> DatabaseError:
    """Return the error for a file that is not as DuckDB wrote it."""
    return DatabaseError(
        _(
            "{path} is damaged: part of it is missing or changed. Restore it from a copy, or load the data again."
        ).format(path=path)
    )


def _known_version(connection: duckdb.DuckDBPyConnection, path: Path, name: str, found: Tables, *, oldest: int) -> int:
    """Return the version of a file with these tables.

    Raises ``DatabaseError`` unless it is one from ``oldest`` to that of this program.
    """
    if "meta" not in found:
        raise not_ours(path, _("table {table} is missing").format(table="meta"))
    told = {column: kind.removesuffix(" not null") for column, kind in found["meta"].items() if column in META}
    refuse_other_columns("meta", told, META, path)
    row = connection.execute(f"select {', '.join(META)} from {name}.meta limit 1").fetchone()
    version, writer = row or (None, None)
    version, writer = version or 0, shortened(writer or "?")
    if version > SCHEMA_VERSION:
        raise DatabaseError(
            _(
                "{path} was written by a newer {writer} "
                "(tables of version {version}; this program knows {known}). Update parx-tui."
            ).format(path=path, writer=writer, version=version, known=SCHEMA_VERSION)
        )
    if version < OLDEST_SCHEMA_VERSION:
        raise DatabaseError(
            _(
                "{path} was written by an older {writer} "
                "(tables of version {version}; this program needs {known}). Load the data again."
            ).format(path=path, writer=writer, version=version, known=SCHEMA_VERSION)
        )
    if version < oldest:
        raise DatabaseError(
            _(
                "{path} was written by an older {writer} (tables of version {version}; this program needs {known}). "
                "Bring it up to date, with all that it holds: parx-tui upgrade {path}"
            ).format(path=path, writer=writer, version=version, known=SCHEMA_VERSION)
        )
    return int(version)


@contextmanager
def telling_query_errors(path: Path) -> Iterator[None]:
    """Turn DuckDB's errors inside the block into sentences."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise QueryError(
            _("The query needs more memory than it may use. Allow more with --memory-limit, or ask for less at once.")
        ) from error
    except duckdb.IOException as error:
        raise _file_problem(path, str(error)) from error
    except duckdb.Error as error:
        if "Corrupt" in str(error):
            raise _damaged(path) from error
        raise QueryError(_("The query failed: {reason}").format(reason=str(error).splitlines()[0])) from error
