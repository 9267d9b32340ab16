"""The register that a one-stop software prints into a workbook: three lines of headers, headings, total, signatures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from tests.examples_build.exports import told
from tests.examples_build.formats import Area, Cell, Page, table, xlsx
from tests.examples_build.office import PEOPLE, PROCEDURES, Filing, filings

COLUMNS = "number code procedure_name name telephone address unit channel received due ended handed_over status"
LAST_COLUMN = 12
MERGED: tuple[Area, ...] = (
    *((row, 0, row, LAST_COLUMN) for row in range(3)),
    *((4, column, 6, column) for column in (0, 6, 7, LAST_COLUMN)),
    *((4, first, 4, last) for first, last in ((1, 2), (3, 5), (8, 9), (10, 11))),
    *((5, column, 6, column) for column in (1, 2, 3, 8, 9)),
    *((5, first, 5, first + 1) for first in (4, 10)),
)
ROMAN = ("I", "II", "III", "IV", "V")


def field_of(filing: Filing) -> str:
    """Return the field of the procedure of a filing."""
    return PROCEDURES[filing.procedure][1]


def register() -> bytes:
    """Return the workbook of the fourteen filings, by field; procedures are given by name."""
    rows: list[list[Cell]] = [list(cells) for cells in table("register")]
    merged = list(MERGED)
    filed_before = 0
    for place, (field, filed) in enumerate(groupby(sorted(filings(), key=field_of), key=field_of)):
        merged.append((len(rows), 0, len(rows), LAST_COLUMN))
        rows.append([f"{ROMAN[place]}. Lĩnh vực: {field}"])
        lines = [told(number, filing) for number, filing in enumerate(filed, start=filed_before + 1)]
        rows += [[cells[what] for what in COLUMNS.split()] for cells in lines]
        filed_before += len(lines)
    gap: list[Cell] = [""] * 7
    rows += [
        ["", f"TỔNG CỘNG: {filed_before} hồ sơ"],
        [],
        ["", "", *gap, "Thành phố Mẫu, ngày 01 tháng 9 năm 2025"],
        ["", "NGƯỜI LẬP BIỂU", *gap, "THỦ TRƯỞNG ĐƠN VỊ"],
        ["", PEOPLE[0].name, *gap, PEOPLE[1].name],
    ]
    return xlsx(Page(rows, "Sổ theo dõi", merged))


FILES: dict[str, Callable[[], bytes]] = {"filings-register.xlsx": register}
