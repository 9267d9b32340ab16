"""``parx_tui/data/shapes``: the tables of the version that this program writes, out of a database that it builds."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from parx_tui.data.database import OPENED, SCHEMA_VERSION, attach, connect
from parx_tui.data.shape import SHAPES_FOLDER, described, plain_tables
from parx_tui.load.store.build import building
from tests.office_files import MEMORY_LIMIT


def shape_of(path: Path) -> str:
    """Return the description of the tables of a database."""
    with connect(MEMORY_LIMIT, spill_folder=None) as connection:
        attach(connection, path, OPENED)
        return described(plain_tables(connection, OPENED, path))


def built_shape() -> str:
    """Return the description of the tables of a database that the program has just built."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.duckdb"
        with building(path, memory_limit=MEMORY_LIMIT) as builder:
            builder.store()
        return shape_of(path)


if __name__ == "__main__":
    (SHAPES_FOLDER / f"{SCHEMA_VERSION}.txt").write_text(built_shape(), "utf-8")
