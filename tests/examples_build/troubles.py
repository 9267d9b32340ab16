"""Exports with something wrong in them, and exports that tell of the same filings again."""

from __future__ import annotations

from collections.abc import Callable

from tests.examples_build.exports import VIETNAMESE, export
from tests.examples_build.formats import Cell, separated, table
from tests.examples_build.office import PEOPLE, filings

IMPOSSIBLE_DAY = {
    "Mã hồ sơ": "H99.33-250916-0901",
    "Mã TTHC": "1.990020",
    "Người nộp": PEOPLE[3].name,
    "Đơn vị giải quyết": "Phường Hoa Đào",
    "Kênh tiếp nhận": "Trực tiếp",
    "Ngày tiếp nhận": "31/09/2025",
    "Ngày hẹn trả": PEOPLE[3].telephone,
    "Trạng thái": "Đang xử lý",
}
"""A row whose day of receipt is no day, and into whose due date a telephone number slipped."""

WITHOUT_CODE = {
    "Mã TTHC": "1.990010",
    "Người nộp": PEOPLE[4].name,
    "Số điện thoại": PEOPLE[4].telephone,
    "Đơn vị giải quyết": "Phường Hoa Sen",
    "Kênh tiếp nhận": "Trực tuyến",
    "Ngày tiếp nhận": "17/09/2025",
    "Ngày hẹn trả": "24/09/2025",
    "Trạng thái": "Đã tiếp nhận",
}


def bad_rows() -> list[list[Cell]]:
    """Return an export of forty filings, two of which cannot be read."""
    headers, *rows = export(VIETNAMESE, filed=filings("bad-rows"))
    for place, bad in ((6, IMPOSSIBLE_DAY), (24, WITHOUT_CODE)):
        rows.insert(place, [bad.get(str(header)) for header in headers])
    return [headers, *([str(number), *cells[1:]] for number, cells in enumerate(rows, start=1))]


def plain(name: str) -> Callable[[], bytes]:
    """Return what writes a table as it stands."""
    return lambda: separated(table(name)).encode()


FILES: dict[str, Callable[[], bytes]] = {
    "filings-bad-rows.csv": lambda: separated(bad_rows()).encode(),
    "filings-unknown-units.csv": plain("filings-unknown-units"),
    "filings-contradictory.csv": plain("filings-contradictory"),
    "filings-july.csv": plain("filings-july"),
    "filings-august.csv": plain("filings-august"),
    "filings-newer.csv": plain("filings-newer"),
}
