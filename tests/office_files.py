"""An office's database made of files, files as its one-stop software exports them, and all that a database holds."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from parx_tui.data.sqlfiles import literal
from parx_tui.load.pipeline import load_files
from parx_tui.load.request import LoadOutcome, Request
from parx_tui.load.store.build import building

MEMORY_LIMIT = "500MB"
OFFICE_NAME = "office.duckdb"
LOADED_AT = datetime(2022, 1, 3, 8)

CITY = ("01", "Hà Nội")
UNITS = {
    "H26.01": ("Sở Tư pháp", "Sở"),
    "H26.02": ("UBND phường Cầu Giấy", "Xã"),
    "H26.03": ("UBND xã Đông Anh", "Xã"),
}
"""Units of the office with their levels, by their codes."""

PROCEDURES = {"1.000001": ("Đăng ký khai sinh", "Hộ tịch", "Xã"), "2.000002": ("Cấp giấy chứng nhận", "Đất đai", "Sở")}
"""Its procedures with fields and levels, by their codes."""

HEADERS = (
    "MaHoSo",
    "MaTTHC",
    "NgayTiepNhan",
    "NgayHenTra",
    "NgayKetThucXuLy",
    "TrangThaiHoSo",
    "KenhThucHien",
    "DonViXuLy",
    "Ngày tạm dừng",
    "Ngày tiếp tục",
)
"""Headers that ``filings_csv`` writes: those of the national format, and those of a pause."""

RESOLVED, PENDING, WITHDRAWN, SUPPLEMENT = 10, 4, 7, 5
"""Statuses of the national format."""

Content = dict[str, list[tuple[object, ...]]]
"""The rows of each table, in an order of their own, after one of the names of its columns."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says of a filing: one row in the national format."""

    code: str
    received: date | None
    due: date | None = None
    completed: date | None = None
    status: int = PENDING
    channel: int = 1
    unit: str = "UBND phường Cầu Giấy"
    procedure: str = "1.000001"
    paused: date | None = None
    resumed: date | None = None


def filings_csv(path: Path, rows: Iterable[Told]) -> Path:
    """Write a file of filings in the national format, UTF-8 with commas, and return its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for row in rows:
            days = (_moment(day) for day in (row.received, row.due, row.completed))
            pause = (_moment(day) for day in (row.paused, row.resumed))
            writer.writerow([row.code, row.procedure, *days, row.status, row.channel, row.unit, *pause])
    return path


def office(folder: Path, name: str = OFFICE_NAME) -> Path:
    """Write the database of an office of one city, with its units and procedures and no filings; return its path.

    Units and procedures came from files. Nothing else is left in the folder.
    """
    path = folder / name
    path.write_bytes(_office_bytes())
    path.chmod(0o600)
    return path


def load(database: Path, *paths: Path, **options: object) -> LoadOutcome:
    """Load files into a database with the options of ``Request``, and return what became of them."""
    request: dict[str, object] = {"now": datetime.now(), "memory_limit": MEMORY_LIMIT, **options}
    return load_files(Request(paths=paths, database=database, **request), tell=_ignore)  # type: ignore[arg-type]


def content(path: Path, *, has_clock: bool = True) -> Content:
    """Return all that a database holds, its tables and marts in full.

    The rows of a table are sorted, so that it is all one in which order they were stored. Without
    ``has_clock`` the time at which each load ran is left out, by which two equal runs differ.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(str(path))} as office (read_only)")
        tables = connection.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns() "
            "where database_name = 'office' group by table_name"
        ).fetchall()
        found: Content = {}
        for table, columns in tables:
            kept = [column for column in columns if has_clock or (table, column) != ("load", "loaded_at")]
            rows = connection.execute(f"select {', '.join(kept)} from office.{table}").fetchall()
            found[table] = [tuple(kept), *sorted(rows, key=repr)]
    return found


def rows_of(path: Path, select: str) -> list[tuple[object, ...]]:
    """Return the rows of a SELECT from the tables of a database."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(str(path))} as office (read_only)")
        connection.execute("use office")
        return connection.execute(select).fetchall()


@cache
def _office_bytes() -> bytes:
    """Return the file of an office's database."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / OFFICE_NAME
        with building(database, memory_limit=MEMORY_LIMIT) as builder:
            builder.connection.execute(
                "insert into landed_load "
                "(load_id, kind, source_system, file_name, is_whole, is_synthetic, rows_loaded) "
                "values (1, 'cities', 'office', '', true, false, 1)"
            )
            builder.connection.execute("insert into landed_city values (1, ?, ?)", CITY)
            builder.store()
        units = _list_csv(
            folder / "units.csv",
            [("Mã đơn vị", "Tên đơn vị", "Cấp"), *((code, *told) for code, told in UNITS.items())],
        )
        procedures = _list_csv(
            folder / "procedures.csv",
            [("Mã TTHC", "Tên TTHC", "Lĩnh vực", "Cấp"), *((code, *told) for code, told in PROCEDURES.items())],
        )
        load(database, units, procedures, now=LOADED_AT)
        return database.read_bytes()


def _list_csv(path: Path, rows: Iterable[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _moment(day: date | None) -> str:
    """Return a day as the national format writes a time."""
    return f"{day:%Y%m%d}083000" if day else ""


def _ignore(_sentence: str) -> None:
    """Tell nobody."""
