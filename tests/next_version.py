"""A version after this one with real changes of the tables, for the tests of upgrades.

A table is renamed (``filing_before`` to ``filing_change``), a column is split (the problem of a rejected cell, into
what it is about and what is wrong with it), and a key is made stricter (a unit has one successor on one day), so that
rows of the version before meet.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from parx_tui.data import database, shape, sqlfiles
from parx_tui.load.store import build, migration, upgrade
from tests.shape_file import built_shape

NEXT = database.SCHEMA_VERSION + 1
LAST = database.SCHEMA_VERSION

JOINED = "concat_ws('_', nullif({0}problem_about, ''), {0}problem_kind)"
ABOUT, KIND = "regexp_replace(problem, '_?[a-z]+$', '')", "regexp_extract(problem, '[a-z]+$')"

CHANGES: list[tuple[str, str, str, str]] = [
    (
        "schema",
        "rejected_cell",
        "    problem varchar not null,",
        "    problem_about varchar,\n    problem_kind varchar,",
    ),
    ("load", "rejected_cell", "cell_text, problem, hint", f"cell_text, {ABOUT}, {KIND}, hint"),
    (
        "existing",
        "landed_rejected_cell",
        "select * from",
        f"select * exclude (problem_about, problem_kind), {JOINED.format('')} as problem from",
    ),
    ("reports", "rejects", "    cell.problem,\n", f"    {JOINED.format('cell.')} as problem,\n"),
    ("reports", "rejects", "        cell.problem,\n", f"        {JOINED.format('cell.')},\n"),
]
"""Layer, table and text of what reads and writes the split column, and what stands there instead."""

UPGRADES = {
    "filing_change": "-- One row per change of a filing.\nselect * from filing_before\n",
    "rejected_cell": (
        "-- One row per rejected cell.\n"
        f"select load_id, row_number, column_name, cell_text, {ABOUT} as problem_about, {KIND} as problem_kind, hint\n"
        "from rejected_cell\n"
    ),
    "agency_lineage": (
        "-- One row per succession, the first of those of one unit on one day.\n"
        "select * from agency_lineage\n"
        "qualify row_number() over (partition by predecessor_agency_id, changed_on order by successor_agency_id) = 1\n"
    ),
    "agency_lineage_left_out": (
        "-- A unit has one successor on one day.\n"
        "select concat_ws(' > ', before.agency_code, after.agency_code, lineage.changed_on)\n"
        "from agency_lineage as lineage\n"
        "inner join agency as before on before.agency_id = lineage.predecessor_agency_id\n"
        "inner join agency as after on after.agency_id = lineage.successor_agency_id\n"
        "qualify row_number() over (\n"
        "    partition by lineage.predecessor_agency_id, lineage.changed_on order by lineage.successor_agency_id\n"
        ") > 1\n"
    ),
}
"""The tables of the next version out of those of this one, as files of the layer ``upgrade``."""


def write_next_version(folder: Path) -> None:
    """Write the SQL of the next version and the shapes of all versions into a folder."""
    shutil.copytree(sqlfiles.sql_folder(), folder / "sql")
    shutil.copytree(shape.SHAPES_FOLDER, folder / "shapes")
    for path in sorted((folder / "sql").rglob("*filing_before*")):
        path.rename(path.with_name(path.name.replace("filing_before", "filing_change")))
    for path in (folder / "sql").rglob("*.sql"):
        path.write_text(re.sub(r"filing_before\b", "filing_change", path.read_text("utf-8")), "utf-8")
    use_next_version(folder, setattr)
    for layer, table, old, new in CHANGES:
        path = sqlfiles.folder(layer) / f"{sqlfiles.filling(layer, table).name}.sql"
        text = path.read_text("utf-8")
        assert old in text, (path, old)
        path.write_text(text.replace(old, new, 1), "utf-8")
    for name, text in UPGRADES.items():
        (sqlfiles.folder("upgrade") / f"from_{LAST}_{name}.sql").write_text(text, "utf-8")
    forget()
    (folder / "shapes" / f"{NEXT}.txt").write_text(built_shape(), "utf-8")


def use_next_version(folder: Path, put: Callable[[object, str, object], None]) -> None:
    """Have the program be that of the next version, out of what was written into a folder; ``put`` sets attributes."""
    put(sqlfiles, "sql_folder", lambda: folder / "sql")
    put(shape, "SHAPES_FOLDER", folder / "shapes")
    for module in (database, build, migration, upgrade):
        put(module, "SCHEMA_VERSION", NEXT)
    forget()


def forget() -> None:
    """Have what was read of the files of a version read anew."""
    for remembered in (sqlfiles.folders, sqlfiles.file, sqlfiles.names, shape.known_tables):
        remembered.cache_clear()
