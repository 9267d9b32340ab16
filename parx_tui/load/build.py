"""Building a database file out of landed rows.

Every way in ends here: a reader hands its rows over in the ``landed_*`` tables (``sql/landing``);
``store`` turns them into the tables of ``sql/schema`` by the selects of ``sql/load``, then derives
the marts. The file appears under its name only when all of it is written.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from parx_tui import __version__
from parx_tui.data.database import SCHEMA_VERSION, connect, install_functions, literal
from parx_tui.data.sqlfiles import SqlFile, files, names, ordered
from parx_tui.errors import QueryError
from parx_tui.files import cannot_write, replacing
from parx_tui.i18n import _

STORAGE_VERSION = "v1.5.0"
"""Oldest DuckDB that must read the file; DuckDB 2 would write a format that DuckDB 1 cannot read."""

BLOCK_SIZE = 65536
"""A small table takes one block at least, and there are some thirty of them."""

SEED_FOLDER = Path(__file__).parent / "seed"
CSV_AS_TEXT = "read_csv(?, header = true, all_varchar = true, nullstr = '')"
"""A CSV file, given as a parameter, its values as they stand: a code keeps its leading zeros."""

CODE_LISTS = ("level", "channel", "service_level", "filing_status", "indicator")


class Builder:
    """A database in the making.

    ``connection`` has the new file as its default database; landed tables are temporary.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the tables of an empty database, and the landed ones."""
        self.connection = connection
        install_functions(connection, temporary=True)
        for file in files("schema").values():
            connection.execute(file.body)
        for file in files("landing").values():
            connection.execute(file.body.replace("create table", "create temp table", 1))
        connection.execute("insert into meta values (?, ?)", [SCHEMA_VERSION, f"parx-tui {__version__}"])
        for name in CODE_LISTS:
            self.land_csv(name, SEED_FOLDER / f"{name}.csv")
        self.land_csv("landed_holiday", SEED_FOLDER / "holiday.csv")

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

    def store(self) -> None:
        """Fill the tables from the landed rows, and derive the marts from the tables."""
        for file in ordered(["load"]):
            self.connection.execute(f"insert into {file.name} {file.body}")
        self._refuse_lost_rows()
        for name in names("landing"):
            self.connection.execute(f"drop table {name}")
        for file in ordered(["staging", "marts"], names("marts")):
            self._derive(file)

    def _derive(self, file: SqlFile) -> None:
        """Store a mart as a table, a staging view as a temporary view."""
        kind = "table" if file.layer == "marts" else "temp view"
        self.connection.execute(f"create {kind} {file.name} as {file.body}")

    def _refuse_lost_rows(self) -> None:
        """Raise ``QueryError`` when a landed row found no agency, procedure or other row to belong to."""
        for name in (
            "agency",
            "agency_lineage",
            "procedure",
            "procedure_service",
            "filing",
            "filing_pause",
            "reported_figure",
            "target",
        ):
            counts = self.connection.execute(
                f"select (select count(*) from landed_{name}), (select count(*) from {name})"
            ).fetchall()
            landed, stored = counts[0]
            if landed != stored:
                raise QueryError(
                    _(
                        "{landed} rows of {table} were handed over and {stored} could be stored: "
                        "a city, agency, procedure, field or level that they name is missing, or is there twice."
                    ).format(landed=landed, table=name, stored=stored)
                )


@contextmanager
def building(target: Path, *, force: bool = False, memory_limit: str) -> Iterator[Builder]:
    """Yield a ``Builder`` for a new database file that takes the place of ``target`` at the end.

    ``memory_limit`` is DuckDB's, with its unit ("3GB"). When the block fails, ``target`` stays as it was.

    Raises ``UsageError`` when ``target`` exists and ``force`` is false, or cannot be written, or when
    the memory limit is not one; ``QueryError`` when the build needs more memory.
    """
    with replacing(target, force=force) as part:
        # DuckDB makes the file itself.
        part.unlink()
        spill_folder = part.with_suffix(".spill")
        try:
            with connect(memory_limit, spill_folder=spill_folder) as connection:
                settings = f"storage_version '{STORAGE_VERSION}', block_size {BLOCK_SIZE}"
                connection.execute(f"attach {literal(str(part))} as parx ({settings})")
                connection.execute("use parx")
                yield Builder(connection)
                connection.execute("use memory")
                connection.execute("detach parx")
        except duckdb.OutOfMemoryException as error:
            raise QueryError(
                _("The build needs more memory than it may use. Allow more with --memory-limit.")
            ) from error
        except duckdb.IOException as error:
            raise cannot_write(target, OSError(str(error).splitlines()[0])) from error
        finally:
            shutil.rmtree(spill_folder, ignore_errors=True)
            Path(f"{part}.wal").unlink(missing_ok=True)
        part.chmod(0o600)
