"""The tables of an earlier version, read as those of this one.

A file of ``sql/04_upgrade`` is one table that a version changed: ``from_4_filing_pause`` selects the rows of
``filing_pause`` as version 5 has it out of the tables of version 4, whatever it was called there. Tables without
such a file are as they were. A file may be read through several versions, one after the other.

Rows that find no place, as of a key that was made stricter, are those of ``from_4_filing_pause_left_out``, with one
column that shows each; nobody loses a row without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parx_tui.data.database import SCHEMA_VERSION
from parx_tui.data.shape import known_tables
from parx_tui.data.sqlfiles import SqlFile, chained, files, names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

UPGRADE = "upgrade"
"""The folder of ``sql/`` with the tables that versions changed."""

NO_PLACE = "no_place"
"""What is wrong with a rejected row that has no place in this version."""

CHANGED = re.compile(r"from_(?P<version>\d+)_(?P<table>\w+?)(?P<is_left_out>_left_out)?")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows of an earlier version that find no place in the next.

    ``table`` is that of the next version; ``reason`` says why, to be translated; ``rows`` show each of them.
    """

    table: str
    reason: str
    rows: tuple[str, ...]

    @property
    def number(self) -> int:
        """Number of the rows."""
        return len(self.rows)


def hold_tables(connection: duckdb.DuckDBPyConnection, database: str, version: int) -> list[LeftOut]:
    """Make a view ``held_<table>`` of each table of this version over an attached database of ``version``.

    Returns the rows that find no place.
    """
    tables = {table: f"{database}.{table}" for table in known_tables(version)}
    left_out = []
    for step in range(version, SCHEMA_VERSION):
        changed = {}
        for table, is_left_out, file in _changed_by(step):
            select = _of(file, tables)
            if is_left_out:
                left_out += _shown(connection, table, file.grain, select)
            else:
                changed[table] = f"version_{step + 1}_{table}"
                connection.execute(f"create temp view {changed[table]} as {select}")
        tables |= changed
    for table in names("schema"):
        connection.execute(f"create temp view held_{table} as from {tables[table]}")
    return left_out


def _changed_by(version: int) -> list[tuple[str, bool, SqlFile]]:
    """Return what the version after ``version`` changed: tables, whether of rows without a place, and the selects."""
    found = [(CHANGED.fullmatch(name), file) for name, file in files(UPGRADE).items()]
    return [
        (match["table"], bool(match["is_left_out"]), file)
        for match, file in found
        if match and int(match["version"]) == version
    ]


def _of(file: SqlFile, tables: Mapping[str, str]) -> str:
    """Return a select of tables of a version that reads them where they are."""
    return chained(file.body, {table: f"from {tables[table]}" for table in sorted(file.references)})


def _shown(connection: duckdb.DuckDBPyConnection, table: str, reason: str, select: str) -> list[LeftOut]:
    """Return the rows of a select, if there are any, as what is told of them."""
    shown = tuple(str(row[0]) for row in connection.execute(select).fetchall())
    return [LeftOut(table, reason, shown)] if shown else []
