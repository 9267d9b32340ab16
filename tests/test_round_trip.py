"""Filings written in any layout, encoding, order and form of dates are stored as they were."""

from __future__ import annotations

import csv
import html
import io
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from tests.depth import examples
from tests.office_files import PROCEDURES, UNITS, load, office, rows_of

FIRST, LAST = date(2022, 3, 15), date(2022, 6, 14)
DAYS = st.dates(FIRST, LAST)
STATUSES = {4: ("4", "Đang xử lý", "Đang giải quyết"), 10: ("10", "Đã trả kết quả"), 5: ("5", "Yêu cầu bổ sung")}
CHANNELS = {1: ("1", "Trực tiếp"), 2: ("2", "Trực tuyến"), 3: ("3", "Bưu chính")}
HEADERS = {
    "code": ("MaHoSo", "Mã hồ sơ", "MA HO SO", "Số hồ sơ"),
    "procedure": ("MaTTHC", "Mã thủ tục", "Ma TTHC"),
    "received": ("NgayTiepNhan", "Ngày nhận", "ngày tiếp nhận (*)"),
    "due": ("NgayHenTra", "Ngày hẹn trả", "Han xu ly"),
    "completed": ("NgayKetThucXuLy", "Ngày kết thúc xử lý", "Ngay ket thuc"),
    "status": ("TrangThaiHoSo", "Trạng thái", "Tình trạng"),
    "channel": ("KenhThucHien", "Kênh tiếp nhận", "Hình thức nộp"),
    "unit": ("DonViXuLy", "Đơn vị", "Cơ quan giải quyết"),
    "person": ("ChuHoSo", "Họ và tên"),
}
DATES: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d/%m/%Y %H:%M}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d/%m/%y}",
    lambda day: day.isoformat(),
    lambda day: f"{day.isoformat()}T08:30:00+07:00",
    lambda day: f"{day:%Y%m%d}083015",
    lambda day: str((day - date(1899, 12, 30)).days),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-8 NFD", "cp1258")
FORMATS = ("csv", "semicolon", "tab", "xlsx", "html", "json")


@dataclass(frozen=True, slots=True)
class Case:
    """A filing, as it is to be stored."""

    serial: int
    unit: str
    procedure: str
    received: date
    due: date | None
    completed: date | None
    status: int
    channel: int

    @property
    def code(self) -> str:
        """Its code in the standard form, of its unit."""
        return f"{self.unit}-{self.received:%y%m%d}-{self.serial:04d}"

    def stored(self) -> tuple[object, ...]:
        """Return what the database must hold of it."""
        closed = self.completed if self.status == 10 else None
        return (self.code, self.unit, self.procedure, self.received, self.due, closed, self.status, self.channel)


@st.composite
def cases(draw: st.DrawFn) -> list[Case]:
    """Draw some filings of an office, with codes of their own."""
    found = []
    for serial in range(1, draw(st.integers(1, 8)) + 1):
        received = draw(DAYS)
        status = draw(st.sampled_from(sorted(STATUSES)))
        found.append(
            Case(
                serial,
                draw(st.sampled_from(sorted(UNITS))),
                draw(st.sampled_from(sorted(PROCEDURES))),
                received,
                draw(st.none() | st.integers(0, 30).map(lambda days, first=received: first + timedelta(days))),  # type: ignore[misc]
                min(LAST, received + timedelta(draw(st.integers(0, 20)))) if status == 10 else None,
                status,
                draw(st.sampled_from(sorted(CHANNELS))),
            )
        )
    return found


@examples(8)
@given(cases(), st.sampled_from(FORMATS), st.sampled_from(ENCODINGS), st.randoms(use_true_random=False))
def test_filings_come_back_as_they_were(filings: list[Case], form: str, encoding: str, choices: random.Random) -> None:
    table = [*titles(choices), *written(filings, choices, form)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        database, path = office(folder), folder / "ho so.dat"
        path.write_bytes(file_bytes(table, form, encoding))
        load(database, path, kind="filings", covered_from=FIRST, covered_to=LAST)
        assert stored(database) == sorted(filing.stored() for filing in filings)
        assert "Nguyễn Văn Thử".encode() not in database.read_bytes()


def titles(choices: random.Random) -> list[list[str]]:
    """Return some lines of titles above a table."""
    lines = [["UBND THÀNH PHỐ HÀ NỘI"], ["DANH SÁCH HỒ SƠ"], [""]]
    return lines[: choices.randrange(len(lines) + 1)]


def written(filings: Sequence[Case], choices: random.Random, form: str) -> list[list[str]]:
    """Return headers and rows of a file, its columns in any order, its words and dates in any form."""
    fields = list(HEADERS)
    choices.shuffle(fields)
    date_of = {name: choices.choice(DATES) for name in ("received", "due", "completed")}
    rows = [[choices.choice(HEADERS[field]) for field in fields]]
    for filing in filings:
        texts = {
            "code": filing.code,
            "procedure": choices.choice(
                (filing.procedure, f"{filing.procedure}.000.00.00.H26", f"{filing.procedure}.H26")
            ),
            "status": choices.choice(STATUSES[filing.status]),
            "channel": choices.choice(CHANNELS[filing.channel]),
            "unit": choices.choice((UNITS[filing.unit][0], UNITS[filing.unit][0].replace("UBND phường", "P."))),
            "person": "Nguyễn Văn Thử",
        }
        for name, day in (("received", filing.received), ("due", filing.due), ("completed", filing.completed)):
            texts[name] = date_of[name](day) if day else ""
        rows.append([texts[field] for field in fields])
    if form in ("xlsx", "html") and choices.random() < 0.5:
        rows.insert(1, [f"({number})" for number in range(1, len(fields) + 1)])
    return rows


def file_bytes(table: Sequence[Sequence[str]], form: str, encoding: str) -> bytes:
    """Return the bytes of a file with the rows of a table."""
    if form == "xlsx":
        return workbook(table)
    if form == "json":
        headers, *rows = table[next(place for place, row in enumerate(table) if len(row) > 1) :]
        text = json.dumps([dict(zip(headers, row, strict=True)) for row in rows], ensure_ascii=False)
        return text.encode()
    if form == "html":
        cells = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in table)
        text = f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></body></html>"
    else:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter={"csv": ",", "semicolon": ";", "tab": "\t"}[form]).writerows(table)
        text = buffer.getvalue()
    if encoding == "utf-8 NFD":
        return normalize("NFD", text).encode()
    return vietnamese_bytes(text) if encoding == "cp1258" else text.encode(encoding)


def vietnamese_bytes(text: str) -> bytes:
    """Return a text in Windows-1258, where tones stand behind their letters."""
    parts = []
    for letter in text:
        try:
            parts.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            tones = normalize("NFD", letter)
            base = normalize("NFC", "".join(mark for mark in tones if mark not in TONES))
            parts.append(base.encode("cp1258") + b"".join(mark.encode("cp1258") for mark in tones if mark in TONES))
    return b"".join(parts)


TONES = "\u0300\u0301\u0303\u0309\u0323"


def workbook(table: Sequence[Sequence[str]]) -> bytes:
    """Return an Excel workbook of texts."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(table):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return buffer.getvalue()


def stored(database: Path) -> list[tuple[object, ...]]:
    """Return the filings of a database."""
    found = rows_of(
        database,
        "select coalesce(filing.other_code, concat(agency_code, '-', strftime(received_on, '%y%m%d'), '-', "
        "lpad(cast(code_serial as varchar), 4, '0'))), agency_code, procedure_code, received_on, due_on, "
        "completed_on, status_id, channel_id "
        "from filing inner join agency using (agency_id) inner join procedure using (procedure_id)",
    )
    return sorted(found, key=lambda row: str(row[0]))
