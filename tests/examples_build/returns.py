"""Returns of form 06/VPCP/KSTT: three wards in one workbook, a city that lists its units, and one that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tests.examples_build.formats import Area, Cell, Page, table, xlsx

MERGED: tuple[Area, ...] = (
    *((4, column, 6, column) for column in (0, 1)),
    *((4, first, 4, last) for first, last in ((2, 5), (6, 9), (10, 12))),
    *((5, column, 6, column) for column in (2, *range(5, 13))),
    (5, 3, 5, 4),
)
"""Merged cells of the headers, which stand below four lines of titles."""

THIRD_QUARTER = "Quý III/2025 (Từ ngày 15/06/2025 đến ngày 14/09/2025)"
FOURTH_QUARTER = "Quý IV/2025"

Figures = tuple[int, ...]
"""Columns (4), (5), (6), (8), (9), (10), (12) and (13): all that are no sums."""

HOA_SEN = {"Hộ tịch": (1, 1, 0, 1, 1, 0, 0, 0), "Chứng thực": (0, 1, 0, 0, 0, 1, 0, 0)}
HOA_MAI = {
    "Hộ tịch": (0, 1, 0, 0, 1, 0, 0, 0),
    "Đất đai": (1, 0, 0, 0, 0, 0, 1, 0),
    "Chứng thực": (0, 1, 0, 0, 0, 0, 1, 0),
}
"""What the fourteen filings give, but for one of Đất đai: it is overdue, and told as in time."""

HOA_DAO = {"Hộ tịch": (1, 0, 0, 0, 0, 0, 1, 0)}
HOA_MAI_NEXT_QUARTER = {"Hộ tịch": (3, 2, 0, 2, 2, 0, 1, 0), "Chứng thực": (0, 4, 0, 0, 4, 0, 0, 0)}


def line(label: str, name: str, figures: Figures) -> list[Cell]:
    """Return a line of the form with its sums."""
    received, resolved, pending = figures[:3], figures[3:6], figures[6:]
    return [label, name, sum(received), *received, sum(resolved), *resolved, sum(pending), *pending]


def added(parts: Mapping[str, Figures]) -> Figures:
    """Return the sums of the figures of several lines."""
    return tuple(map(sum, zip(*parts.values(), strict=True)))


UNITS: dict[str, dict[str, Figures]] = {
    "CẤP TỈNH": {"Sở Tư pháp": (1, 0, 0, 1, 0, 0, 0, 0), "Sở Xây dựng": (0, 1, 0, 0, 0, 0, 1, 0)},
    "CẤP XÃ": {
        "UBND P. Hoa Sen": added(HOA_SEN),
        "UBND P. Hoa Mai": added(HOA_MAI),
        "UBND P. Hoa Đào": added(HOA_DAO),
        "UBND X. Suối Mơ": (0, 2, 0, 0, 0, 0, 2, 0),
        "UBND X. Đồi Cọ": (0, 1, 0, 0, 0, 0, 1, 0),
    },
}


def form(unit: str, period: str, lines: Sequence[Sequence[Cell]], listed: str = "Lĩnh vực giải quyết") -> Page:
    """Return the sheet of a return; ``listed`` heads the column of names."""
    first, *others = table("form-06")
    rows: list[Sequence[Cell]] = [
        [f"Đơn vị báo cáo: {unit}", *[""] * 9, "Biểu số 06/VPCP/KSTT"],
        ["TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"],
        [f"Kỳ báo cáo: {period}"],
        [*[""] * 10, "Đơn vị tính: hồ sơ"],
        [first[0], listed, *first[2:]],
        *others,
        *lines,
        [],
        ["", "Người lập biểu", *[""] * 8, "Thủ trưởng đơn vị"],
    ]
    return Page(rows, unit.removeprefix("UBND "), MERGED)


def ward(fields: Mapping[str, Figures]) -> list[list[Cell]]:
    """Return the lines of a ward: its block, its fields, its total."""
    return [
        line("I", "Cấp xã", added(fields)),
        *(line(str(number), name, figures) for number, (name, figures) in enumerate(fields.items(), start=1)),
        line("", "TỔNG CỘNG", added(fields)),
    ]


def wards() -> bytes:
    """Return the workbook of three wards, a sheet each."""
    told = {"Phường Hoa Sen": HOA_SEN, "Phường Hoa Mai": HOA_MAI, "Phường Hoa Đào": HOA_DAO}
    return xlsx(*(form(f"UBND {name}", THIRD_QUARTER, ward(fields)) for name, fields in told.items()))


def units() -> bytes:
    """Return a return of the city that lists its units by level."""
    lines = []
    for label, (level, told) in zip("AB", UNITS.items(), strict=True):
        lines.append(line(label, level, added(told)))
        lines += [line(str(number), name, figures) for number, (name, figures) in enumerate(told.items(), start=1)]
    lines.append(line("", "TỔNG CỘNG", added({level: added(told) for level, told in UNITS.items()})))
    return xlsx(form("UBND thành phố Mẫu", THIRD_QUARTER, lines, "Đơn vị"))


def broken() -> bytes:
    """Return a ward's return of the next quarter that breaks an identity, a sum and what was pending before."""
    lines = ward(HOA_MAI_NEXT_QUARTER)
    lines[1][2] = 6  # column (3) of Hộ tịch, which is 3 + 2 + 0
    return xlsx(form("UBND Phường Hoa Mai", FOURTH_QUARTER, lines))


FILES: dict[str, Callable[[], bytes]] = {
    "returns-wards.xlsx": wards,
    "returns-units.xlsx": units,
    "returns-broken.xlsx": broken,
}
