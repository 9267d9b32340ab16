"""The lists of the office: units, procedures, targets, reported figures, its calendar and its days off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.examples_build.formats import Area, Cell, Page, separated, table, xlsx

PROCEDURES_MERGED: tuple[Area, ...] = (
    *((row, 0, row, 7) for row in range(3)),
    *((4, column, 5, column) for column in (0, 7)),
    *((4, first, 4, first + 1) for first in (1, 3, 5)),
)
CLOSING_DAY = 20


def calendar() -> list[list[Cell]]:
    """Return the months, quarters, the first half and the year 2025 of a calendar that closes on the 20th."""
    closes = [date(2024, 12, CLOSING_DAY), *(date(2025, month, CLOSING_DAY) for month in range(1, 13))]
    stretches = [
        *((f"Tháng {month}/2025", month, month) for month in range(1, 13)),
        *(
            (f"Quý {number}/2025", 3 * place + 1, 3 * place + 3)
            for place, number in enumerate(("I", "II", "III", "IV"))
        ),
        ("6 tháng đầu năm 2025", 1, 6),
        ("Năm 2025", 1, 12),
    ]
    rows: list[list[Cell]] = [["Lịch", "Kỳ", "Từ ngày", "Đến ngày"]]
    for name, first, last in stretches:
        begin, end = closes[first - 1].replace(day=CLOSING_DAY + 1), closes[last]
        rows.append(["chot20", name, f"{begin:%d/%m/%Y}", f"{end:%d/%m/%Y}"])
    return rows


FILES: dict[str, Callable[[], bytes]] = {
    "units.csv": lambda: separated(table("units")).encode(),
    "procedures.xlsx": lambda: xlsx(Page(table("procedures"), "Danh mục", PROCEDURES_MERGED)),
    "targets.xlsx": lambda: xlsx(Page(table("targets"), "Chỉ tiêu")),
    "reported.csv": lambda: separated(table("reported"), ";").encode(),
    "reported-commas.csv": lambda: separated(table("reported-commas")).encode(),
    "reported-ambiguous.csv": lambda: separated(table("reported-ambiguous"), ";").encode(),
    "calendar-20.csv": lambda: separated(calendar()).encode(),
    "days-off.csv": lambda: separated(table("days-off")).encode(),
}
