"""What a database may hold: plain tables of a known shape, and nothing that runs when it is read.

A file may come from anybody. A view in the place of a table would read the files of whoever opens it, a column
may be computed, a function may stand in the place of one of DuckDB's. So the catalogue of an attached file is
looked at before anything is read from it, by statements that run nothing of what is stored.

The shape of each version of the tables is a file in ``shapes/``, written by ``make shape`` out of the database
that this program builds.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from parx_tui.errors import DatabaseError
from parx_tui.i18n import N_, _

if TYPE_CHECKING:
    import duckdb

SHAPES_FOLDER = Path(__file__).resolve().parent / "shapes"

COMPUTED = "computed"
"""Stands for the type of a column with a value of its own making: a generated one, or one with a default."""

LONGEST_NAME = 60
"""Letters of a stored name that a sentence shows."""

VIEWS = "select schema_name, view_name from duckdb_views() where database_name = '{database}'"
COLUMNS = (
    "select schema_name, table_name, column_index, column_name, "
    f"case when column_default is not null then '{COMPUTED}' when is_nullable then data_type "
    "else data_type || ' not null' end from duckdb_columns() where database_name = '{database}'"
)
CODE = {
    N_("{name} is a function"): "select function_name from duckdb_functions() where database_name = '{database}'",
    N_("{name} is a type of its own"): (
        "select type_name from duckdb_types() where database_name = '{database}' and not internal"
    ),
    N_("{name} is a sequence"): "select sequence_name from duckdb_sequences() where database_name = '{database}'",
    N_("{name} is a schema of its own"): (
        "select schema_name from duckdb_schemas() where database_name = '{database}' and schema_name <> 'main'"
    ),
    N_("table {name} has an index"): "select table_name from duckdb_indexes() where database_name = '{database}'",
    N_("table {name} has a key or a check"): (
        "select table_name from duckdb_constraints() "
        "where database_name = '{database}' and constraint_type <> 'NOT NULL'"
    ),
    N_("table {name} has an order of letters of its own"): (
        "select table_name from duckdb_tables() where database_name = '{database}' and contains(sql, ' COLLATE ')"
    ),
}
"""What may be stored besides columns and views, by the sentence that refuses it."""

TRIGGERS = {
    N_("table {name} has a trigger"): "select table_name from duckdb_triggers() where database_name = '{database}'"
}
"""The same of what only DuckDB 2 and later can store."""

Tables = dict[str, dict[str, str]]
"""The columns of each table in their order, with their types and "not null", by the name of the table."""


def plain_tables(connection: duckdb.DuckDBPyConnection, database: str, path: Path) -> Tables:
    """Return the tables of an attached file, which holds no views.

    ``database`` is the name under which the file ``path`` is attached.

    Raises ``DatabaseError`` for a file that holds one. Views go first, and whatever the version: DuckDB would look
    into them to tell their columns.
    """
    for _schema, view in connection.execute(VIEWS.format(database=database)).fetchall():
        raise not_ours(path, _("{name} is a view, and no table").format(name=shortened(view)))
    found: Tables = {}
    rows = sorted(connection.execute(COLUMNS.format(database=database)).fetchall())
    for schema, table, _place, column, kind in rows:
        found.setdefault(table if schema == "main" else f"{schema}.{table}", {})[column] = kind
    return found


def refuse_other_shape(found: Tables, version: int, path: Path) -> None:
    """Raise ``DatabaseError`` unless the tables of a file are those of a version, naming what differs first."""
    expected = known_tables(version)
    if found == expected and all(list(columns) == list(expected[table]) for table, columns in found.items()):
        return
    for table in sorted(found.keys() | expected.keys()):
        name = shortened(table)
        if table not in expected:
            raise not_ours(path, _("table {table} is unknown").format(table=name))
        if table not in found:
            raise not_ours(path, _("table {table} is missing").format(table=name))
        refuse_other_columns(name, found[table], expected[table], path)


def refuse_other_columns(table: str, found: dict[str, str], expected: dict[str, str], path: Path) -> None:
    """Raise ``DatabaseError`` when a table has other columns than expected, naming the first."""
    problem = None
    for column in [*found, *expected]:
        name = shortened(column)
        if column not in expected:
            problem = _("column {column} of table {table} is unknown").format(table=table, column=name)
        elif column not in found:
            problem = _("column {column} of table {table} is missing").format(table=table, column=name)
        elif found[column] == COMPUTED:
            problem = _("column {column} of table {table} is computed").format(table=table, column=name)
        elif found[column] != expected[column]:
            problem = _("column {column} of table {table} is {found}, and must be {expected}").format(
                table=table, column=name, found=shortened(found[column]), expected=expected[column]
            )
        if problem:
            raise not_ours(path, problem)
    if list(found) != list(expected):
        raise not_ours(path, _("the columns of table {table} are in another order").format(table=table))


def refuse_code(connection: duckdb.DuckDBPyConnection, database: str, path: Path) -> None:
    """Raise ``DatabaseError`` for an attached file that holds anything besides the columns of its tables.

    For what reads a file in more ways than through the names of its tables; it takes DuckDB some 20 ms. Arguments
    as of ``plain_tables``.
    """
    import duckdb

    found = _named(connection, CODE, database)
    # DuckDB 1 knows none.
    with suppress(duckdb.CatalogException):
        found += _named(connection, TRIGGERS, database)
    for sentence, name in found:
        raise not_ours(path, _(sentence).format(name=shortened(name)))


def not_ours(path: Path, problem: str) -> DatabaseError:
    """Return the error for a file that DuckDB can read and that is not as this program writes it."""
    return DatabaseError(
        _(
            "{path} is a DuckDB database, but not one of parx-tui: {problem}. Nothing was read from it. "
            "Take a copy that parx-tui wrote, or load the data again."
        ).format(path=path, problem=problem)
    )


@cache
def known_tables(version: int) -> Tables:
    """Return the tables of a version."""
    lines = (SHAPES_FOLDER / f"{version}.txt").read_text("utf-8").splitlines()
    tables = (line.partition(": ") for line in lines)
    return {
        table: dict(tuple(column.split(" ", 1)) for column in columns.split(", "))  # type: ignore[misc]
        for table, _colon, columns in tables
    }


def described(tables: Tables) -> str:
    """Return tables as the text of a file of ``shapes/``: a line each."""
    lines = (
        f"{table}: {', '.join(f'{column} {kind}' for column, kind in columns.items())}"
        for table, columns in sorted(tables.items())
    )
    return "".join(f"{line}\n" for line in lines)


def shortened(name: str) -> str:
    """Return the beginning of a stored name, which may be of any length."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def _named(connection: duckdb.DuckDBPyConnection, sentences: dict[str, str], database: str) -> list[tuple[str, str]]:
    """Return the sentences that apply, each with the name of what it refuses."""
    return [
        (sentence, str(row[0]))
        for sentence, select in sentences.items()
        for row in connection.execute(select.format(database=database)).fetchall()
    ]
