"""Exports of filings: the same fourteen filings as many systems and people write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

from tests.examples_build.formats import Cell, Page, html, json_lines, json_list, ods, parquet, separated, xls, xlsx
from tests.examples_build.letters import in_font_letters, in_windows_1258
from tests.examples_build.office import PEOPLE, PROCEDURES, Filing, filings
from tests.examples_build.wording import (
    CHANNELS_BY_TURNS,
    CODES_BY_TURNS,
    DAYS_ALONE,
    NATIONAL_CODES,
    ODD_WORDS,
    OFFSETS,
    SERIALS,
    SHORT_YEARS,
    STATUSES_BY_TURNS,
    TYPED_CODES,
    UNITS_BY_TURNS,
    USUAL,
    WHOLE_DAYS,
    WITHOUT_ACCENTS,
    Wording,
)

NATIONAL = {
    "MaHoSo": "code",
    "MaTTHC": "procedure",
    "TenTTHC": "procedure_name",
    "TenLinhVuc": "field",
    "KenhThucHien": "channel",
    "ChuHoSo": "name",
    "MaDoiTuong": "identity",
    "Email": "e_mail",
    "SoDienThoai": "telephone",
    "NgayTiepNhan": "received",
    "NgayHenTra": "due",
    "TrangThaiHoSo": "status",
    "NgayTra": "handed_over",
    "NgayKetThucXuLy": "ended",
    "DonViXuLy": "unit",
}
VIETNAMESE = {
    "STT": "number",
    "Mã hồ sơ": "code",
    "Mã TTHC": "procedure",
    "Người nộp": "name",
    "Số điện thoại": "telephone",
    "Đơn vị giải quyết": "unit",
    "Kênh tiếp nhận": "channel",
    "Ngày tiếp nhận": "received",
    "Ngày hẹn trả": "due",
    "Ngày kết thúc xử lý": "ended",
    "Ngày trả kết quả": "handed_over",
    "Trạng thái": "status",
}
ANOTHER_ORDER = {
    "TINH TRANG": "status",
    "ngay co ket qua": "ended",
    "Hen tra": "due",
    "DON VI": "unit",
    "Linh vuc": "field",
    "dia chi": "address",
    "Ho va ten": "name",
    "MA_THU_TUC": "procedure",
    "So bien nhan": "code",
    "Ghi chu": "nothing",
    "ngay nhan": "received",
    "hinh thuc nop": "channel",
}
ODD = {
    "Phiếu": "code",
    "Việc": "procedure",
    "Bộ phận": "unit",
    "Gửi bằng": "channel",
    "Vào sổ": "received",
    "Phải xong": "due",
    "Xong": "ended",
    "Tới đâu": "status",
    "Điện thoại liên hệ": "telephone",
}
TYPES = {"received": "timestamp", "due": "date", "ended": "timestamp", "handed_over": "timestamp"}
TYPES |= {"status": "integer", "channel": "tinyint"}
"""Types in Parquet of what is no text."""


def told(number: int, filing: Filing, wording: Wording = USUAL) -> dict[str, Cell]:
    """Return all that an export may say of the filing on its line of a number, by the names used above."""
    name, field = PROCEDURES[filing.procedure]
    person = PEOPLE[number % len(PEOPLE)]
    days = {"received": filing.received, "due": filing.due, "ended": filing.ended, "handed_over": filing.handed_over}
    return {
        "number": str(number),
        "code": filing.code,
        "procedure": wording.procedure(number, filing),
        "procedure_name": name,
        "field": field,
        "unit": wording.unit(number, filing),
        "channel": wording.channel(number, filing),
        "status": wording.status(number, filing),
        "name": person.name,
        "telephone": person.telephone,
        "e_mail": person.e_mail,
        "address": person.address,
        "identity": person.identity,
        "nothing": None,
        **{what: None if day is None else wording.day(number, day) for what, day in days.items()},
    }


def export(
    headers: Mapping[str, str] = VIETNAMESE, wording: Wording = USUAL, filed: Sequence[Filing] | None = None
) -> list[list[Cell]]:
    """Return an export below its headers, of the fourteen filings unless others are ``filed``."""
    lines = [told(number, filing, wording) for number, filing in enumerate(filings() if filed is None else filed, 1)]
    return [[*headers], *([cells[what] for what in headers.values()] for cells in lines)]


def text(headers: Mapping[str, str] = VIETNAMESE, wording: Wording = USUAL, delimiter: str = ",") -> str:
    """Return an export as separated text."""
    return separated(export(headers, wording), delimiter)


def in_font(charset: str) -> list[list[Cell]]:
    """Return an export whose texts are in the letters of a font of before Unicode."""
    rows = export(wording=DAYS_ALONE)
    return [[in_font_letters(cell, charset) if isinstance(cell, str) else cell for cell in cells] for cells in rows]


def typed() -> bytes:
    """Return an export as Parquet with types: times, numbers, texts."""
    headers = {name: what for name, what in NATIONAL.items() if what not in ("field", "procedure_name")}
    return parquet(export(headers, TYPED_CODES), (TYPES.get(what, "varchar") for what in headers.values()))


FILES: dict[str, Callable[[], bytes]] = {
    "filings-national.csv": lambda: text(NATIONAL, NATIONAL_CODES).encode(),
    "filings-other-order.csv": lambda: text(ANOTHER_ORDER, WITHOUT_ACCENTS, ";").encode(),
    "filings-html.xls": lambda: html("DANH SÁCH HỒ SƠ", export()).encode(),
    "filings-excel-97.xls": lambda: xls(Page(export(wording=WHOLE_DAYS), "Hồ sơ")),
    "filings-libreoffice.ods": lambda: ods(Page(export(wording=WHOLE_DAYS), "Hồ sơ")),
    "filings-serials.xlsx": lambda: xlsx(Page(export(wording=SERIALS), "Hồ sơ")),
    "filings-windows-1258.csv": lambda: in_windows_1258(text(delimiter=";")),
    "filings-utf-16.txt": lambda: text(delimiter="\t").replace("\n", "\r\n").encode("utf-16"),
    "filings-tcvn3.csv": lambda: separated(in_font("TCVN3"), ";").encode("latin-1"),
    "filings-vni.xls": lambda: xls(Page(in_font("VNI"))),
    "filings-nfd.csv": lambda: unicodedata.normalize("NFD", text()).encode(),
    "filings-bom.csv": lambda: text(delimiter=";").replace("\n", "\r\n").encode("utf-8-sig"),
    "filings-short-years.csv": lambda: text(wording=SHORT_YEARS).encode(),
    "filings-offsets.csv": lambda: text(wording=OFFSETS).encode(),
    "filings.json": lambda: json_list(export(NATIONAL, NATIONAL_CODES)).encode(),
    "filings.jsonl": lambda: json_lines(export(NATIONAL, NATIONAL_CODES)).encode(),
    "filings.parquet": typed,
    "filings-statuses.csv": lambda: text(wording=STATUSES_BY_TURNS).encode(),
    "filings-channels.csv": lambda: text(wording=CHANNELS_BY_TURNS).encode(),
    "filings-unit-names.csv": lambda: text(wording=UNITS_BY_TURNS).encode(),
    "filings-procedure-codes.csv": lambda: text(wording=CODES_BY_TURNS).encode(),
    "odd.csv": lambda: text(ODD, ODD_WORDS).encode(),
}
