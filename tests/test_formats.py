"""The readers: what is in a file comes out as rows of texts, or the file is refused with a sentence that names it."""

from __future__ import annotations

import io
import json
import os
import random
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import duckdb
import pytest
import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st

from parx_tui.errors import LoadError
from parx_tui.load.formats import Row, Sheet, read_sheets
from parx_tui.load.formats.excel_process import cell_text
from parx_tui.load.formats.letters import decoded, is_syllable
from tests.depth import examples

FEW_EXAMPLES = examples(4)

Table = list[list[str]]
FILINGS: Table = [
    ["Mã hồ sơ", "Ngày nhận", "Đơn vị giải quyết"],
    ["H56.14-240823-0001", "15/03/2022", "Uỷ ban nhân dân phường Đống Đa"],
    ["H56.14-240823-0002", "16/03/2022", "Sở Tài nguyên, Môi trường"],
]
FILING_ROWS: list[Row] = [(number, tuple(cells)) for number, cells in enumerate(FILINGS, start=1)]

LOWER = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UPPER = LOWER.upper()

# As iconv -f TCVN has them; of its capitals the fonts have those without tone only.
TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
TCVN3_BYTES = bytes.fromhex(
    "a1a2a3a4a5a6a7 a8a9aaabacadae b5b6b7b8b9 bbbcbdbec6 c7c8c9cacb cccecfd0d1 d2d3d4d5d6 d7d8dcddde "
    "dfe1e2e3e4 e5e6e7e8e9 eaebecedee eff1f2f3f4 f5f6f7f8f9 fafbfcfdfe"
)
TCVN3 = dict(zip(TCVN3_LETTERS, TCVN3_BYTES.decode("latin-1"), strict=True))

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
TONES = ("", ACUTE, GRAVE, HOOK, TILDE, DOT)


def vni(letter: str) -> str:
    """Return the Latin-1 letters of VNI's bytes for an accented letter."""
    if letter.isupper():
        return vni(letter.lower()).upper()
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = TONES.index(next((mark for mark in marks if mark in TONES), ""))
    whole = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
    if letter in whole:
        return whole[letter]
    if CIRCUMFLEX in marks:
        return base + "âáàåãä"[tone]
    if BREVE in marks:
        return base + "êéèúüë"[tone]
    return ({"o": "ô", "u": "ö"}[base] if HORN in marks else base) + ("", "ù", "ø", "û", "õ", "ï")[tone]


def in_tcvn3(text: str) -> bytes:
    return "".join(TCVN3.get(letter, letter) for letter in text).encode("latin-1")


def in_vni(text: str) -> bytes:
    return "".join(letter if letter.isascii() else vni(letter) for letter in text).encode("latin-1")


def in_windows_1258(text: str) -> bytes:
    return "".join(map(windows_1258_spelling, text)).encode("cp1258")


def windows_1258_spelling(letter: str) -> str:
    """Return a letter as Windows writes it: with its tone as a letter of its own, where the page has no other."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone
    return letter


ENCODERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "utf-8": ("UTF-8", str.encode),
    "utf-8 with bom": ("UTF-8", lambda text: text.encode("utf-8-sig")),
    "utf-16 le": ("UTF-16", lambda text: text.encode("utf-16-le")),
    "utf-16 be": ("UTF-16", lambda text: text.encode("utf-16-be")),
    "utf-16 le with bom": ("UTF-16", lambda text: ("\ufeff" + text).encode("utf-16-le")),
    "utf-16 be with bom": ("UTF-16", lambda text: ("\ufeff" + text).encode("utf-16-be")),
    "windows-1258": ("Windows-1258", in_windows_1258),
    "tcvn3": ("TCVN3", in_tcvn3),
    "vni": ("VNI", in_vni),
}


def written(folder: Path, content: bytes | str, name: str = "export.xls") -> Path:
    """Return the path of a new file; its name says nothing of its content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only_sheet(path: Path) -> Sheet:
    sheets = read_sheets(path)
    assert len(sheets) == 1
    return sheets[0]


def rows_of(path: Path) -> list[Row]:
    """Return all rows of the one sheet of a file, which are twice the same and begin with its preview."""
    sheet = only_sheet(path)
    rows = list(sheet.rows())
    assert list(sheet.rows()) == rows
    assert list(sheet.preview) == rows[:60]
    return rows


def as_csv(table: Table, delimiter: str = ";", line_end: str = "\r\n") -> str:
    lines = (delimiter.join(in_quotes(text, delimiter) for text in cells) for cells in table)
    return "".join(line + line_end for line in lines)


def in_quotes(text: str, delimiter: str) -> str:
    """Return the text of a cell, in quotation marks where it needs them."""
    return '"' + text.replace('"', '""') + '"' if set(text) & {delimiter, '"', "\r", "\n"} else text


# Letters


def test_each_letter_of_the_fonts_is_read() -> None:
    assert {letter: decoded(font, "TCVN3") for letter, font in TCVN3.items()} == dict(zip(TCVN3, TCVN3, strict=True))
    letters = LOWER + UPPER
    assert len(set(letters)) == 134
    assert [decoded(vni(letter), "VNI") for letter in letters] == list(letters)
    # A capital typed with the mark of a small letter.
    assert decoded("Aù", "VNI") == "Á"


@pytest.mark.parametrize(
    "word", ["hồ", "sơ", "Quyết", "ĐƯỢC", "nghiệp", "giải", "gì", "quỳnh", "hoà", "hòa", "khuỷu", "uỷ", "yên", "ĩ"]
)
def test_a_syllable_is_told(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["", "hå", "s¬", "QĐ", "hộồ", "kếc̀", "bàt", "học̉", "thủthủ", "Müller", "đ"])
def test_what_is_no_syllable_is_told(word: str) -> None:
    assert not is_syllable(word)


# Separated text


@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_text_file_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    name, encode = ENCODERS[encoding]
    path = written(tmp_path, encode(as_csv(FILINGS)))
    assert rows_of(path) == FILING_ROWS
    assert only_sheet(path).encoding == name
    assert only_sheet(path).name is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_told(tmp_path: Path, delimiter: str, line_end: str) -> None:
    table = [*FILINGS, ["1,5; 2,5 | \t", 'a "b" c', "d\ne"]]
    assert rows_of(written(tmp_path, as_csv(table, delimiter, line_end))) == [
        *FILING_ROWS,
        (4, ("1,5; 2,5 |", 'a "b" c', "d\ne")),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("a;b\n\n \n;\n1;2\n", [(1, ("a", "b")), (5, ("1", "2"))], id="blank rows are counted"),
        pytest.param("a;b;c\n1\n1;2\n", [(1, ("a", "b", "c")), (2, ("1", "", "")), (3, ("1", "2", ""))], id="short"),
        pytest.param("a;b\n" * 60 + "1;2;3;;\n", [(n, ("a", "b")) for n in range(1, 61)] + [(61, ("1", "2", "3"))],
                     id="a row with too many cells keeps them"),
        pytest.param("sep=,\n1;5,2;5\n3;5,4;5\n", [(1, ("1;5", "2;5")), (2, ("3;5", "4;5"))], id="sep"),
        pytest.param('"sep=|"\r\na|b\r\n', [(1, ("a", "b"))], id="sep in quotes"),
        pytest.param("tỷ lệ;tổng\n1,5;2,5\n3,5;4,5\n", [(1, ("tỷ lệ", "tổng")), (2, ("1,5", "2,5")),
                                                        (3, ("3,5", "4,5"))], id="decimal commas"),
        pytest.param("BÁO CÁO, quý I\nđến 14/3, cả năm\n\na;b;c\n1;2;3\n", [
            (1, ("BÁO CÁO, quý I", "", "")), (2, ("đến 14/3, cả năm", "", "")), (4, ("a", "b", "c")),
            (5, ("1", "2", "3"))], id="titles"),
        pytest.param('a;"b;""c"" d"\n1;"2\r\n\r\n3"\n', [(1, ("a", 'b;"c" d')), (2, ("1", "2\r\n\r\n3"))], id="quotes"),
        pytest.param('a; "b;c" ;d\n1;2;3\n', [(1, ("a", "b;c", "d")), (2, ("1", "2", "3"))], id="blanks at quotes"),
        pytest.param('a;b "c";d\n1;5";3\n', [(1, ("a", 'b "c"', "d")), (2, ("1", '5"', "3"))], id="quotes inside"),
        pytest.param("a\0;b\n1;\0\0\n", [(1, ("a", "b")), (2, ("1", ""))], id="nul"),
        pytest.param("  a \u00a0;\tb\n", [(1, ("a", "b"))], id="outer white space"),
        pytest.param("Mã\n1\n2", [(1, ("Mã",)), (2, ("1",)), (3, ("2",))], id="one column"),
        pytest.param("[Mã];{Tên}\n1;2\n", [(1, ("[Mã]", "{Tên}")), (2, ("1", "2"))], id="no json"),
        pytest.param(unicodedata.normalize("NFD", "Mã;Hồ sơ\n"), [(1, ("Mã", "Hồ sơ"))], id="nfd"),
        pytest.param("Mã;Hồ sơ;Thủ tục\n1;Hồ sơ;" + "x" * 900_000 + "\n",
                     [(1, ("Mã", "Hồ sơ", "Thủ tục")), (2, ("1", "Hồ sơ", "x" * 900_000))], id="long cell"),
    ],
)  # fmt: skip
def test_the_rows_of_a_text_file(tmp_path: Path, text: str, rows: list[Row]) -> None:
    assert rows_of(written(tmp_path, text)) == rows


def test_a_damaged_letter_does_not_change_the_others(tmp_path: Path) -> None:
    cut = "Sở Tài nguyên và Môi trườ".encode()[:-1]
    path = written(tmp_path, "Mã hồ sơ;Đơn vị\n1;".encode() + cut + b"\n")
    assert rows_of(path) == [(1, ("Mã hồ sơ", "Đơn vị")), (2, ("1", "Sở Tài nguyên và Môi trư\ufffd"))]
    assert only_sheet(path).encoding == "UTF-8"


def test_legacy_letters_that_come_late_are_found(tmp_path: Path) -> None:
    plain = b"H56.14-240823-0001;15/03/2022\n" * 60_000
    path = written(tmp_path, b"Ma;Ngay\n" + plain + in_vni("Sở Nội vụ;đã trả kết quả\n"))
    sheet = only_sheet(path)
    assert sheet.encoding == "VNI"
    assert list(sheet.rows())[-1] == (60_002, ("Sở Nội vụ", "đã trả kết quả"))


@pytest.mark.parametrize(
    ("content", "row"),
    [
        pytest.param('a;b\n1;"2\n3;4\n', 2, id="at the end of the file"),
        pytest.param('a;b\n1;2\n3;"4', 3, id="in the last row"),
        pytest.param('a;b\n1;"2\n3;4\n5;"6"\n', 2, id="before another"),
        pytest.param('a;b\n1;"2\n' + "3;4\n" * 400_000, 2, id="before a million characters"),
    ],
)
def test_an_open_quotation_mark_swallows_no_rows(tmp_path: Path, content: str, row: int) -> None:
    path = written(tmp_path, content)
    with pytest.raises(LoadError, match=rf"export\.xls, row {row}: a quotation mark opens a cell"):
        rows_of(path)


@pytest.mark.parametrize("size", [1_000_001, 17_000_000])
def test_a_cell_of_more_than_a_million_characters_is_refused(tmp_path: Path, size: int) -> None:
    path = written(tmp_path, "a;b\n1;" + "x" * size + "\n")
    with pytest.raises(LoadError, match=r"export\.xls, row 2: a cell is longer"):
        rows_of(path)


def test_the_reason_why_a_sheet_broke_off_comes_after_the_rows_before(tmp_path: Path) -> None:
    sheet = only_sheet(written(tmp_path, "a;b\n" * 2000 + '1;"2'))
    rows = sheet.rows()
    assert [next(rows)[0] for _row in range(2000)] == list(range(1, 2001))
    with pytest.raises(LoadError, match="row 2001"):
        next(rows)


# What DuckDB can read itself


@contextmanager
def query(sheet: Sheet, first_row: int) -> Iterator[list[tuple[str | None, ...]]]:
    expression = sheet.scan(first_row)
    assert expression is not None
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        answer = connection.execute(f"select * from {expression}")
        assert [column[0] for column in answer.description] == [f"c{place}" for place in range(sheet.width)]
        yield answer.fetchall()


@pytest.mark.parametrize(
    ("text", "first_row", "rows"),
    [
        pytest.param("a;b\n1;Hồ sơ\n2;\n", 2, [("1", "Hồ sơ"), ("2", None)], id="plain"),
        pytest.param("\ufeffMã,Tên\r\n1,\r\n", 1, [("Mã", "Tên"), ("1", None)], id="bom, crlf"),
        pytest.param("BÁO CÁO\n\na;b\n1;2\n\n\n", 4, [("1", "2")], id="title, blank rows before and after"),
        pytest.param("sep=|\na|b\n1|2\n", 2, [("1", "2")], id="sep"),
        pytest.param("a;b;c\n1;2\n;;\n3;4;5", 2, [("1", "2", None), (None, None, None), ("3", "4", "5")], id="short"),
        pytest.param('a;b\n"1;""x""";"2\n3"\n', 2, [('1;"x"', "2\n3")], id="quotes"),
        pytest.param('"a;b";c\n1;2\n', 2, [("1", "2")], id="quotes before the first row"),
        pytest.param("a\n1\n", 2, [("1",)], id="one column"),
        pytest.param("a;b\n1;2\n", 3, [], id="nothing left"),
    ],
)
def test_duckdb_reads_the_rows_from_a_number_on(
    tmp_path: Path, text: str, first_row: int, rows: list[tuple[str | None, ...]]
) -> None:
    with query(only_sheet(written(tmp_path, text, "[1] *?'k=1.csv.gz")), first_row) as found:
        assert found == rows


@pytest.mark.parametrize(
    ("content", "first_row"),
    [
        pytest.param(as_csv(FILINGS).encode("utf-16"), 2, id="utf-16"),
        pytest.param(in_tcvn3(as_csv(FILINGS)), 2, id="tcvn3"),
        pytest.param(in_tcvn3(as_csv(FILINGS)).decode("latin-1").encode(), 2, id="tcvn3 in utf-8"),
        pytest.param(b"a;b\n1;2\n\n3;4\n", 2, id="blank row"),
        pytest.param(b"a;b\r\n1;2\r\n\r\n3;4\r\n", 2, id="blank row, crlf"),
        pytest.param(b"a;b\n1;\0\n", 2, id="nul"),
        pytest.param(b'"a\nb";c\n1;2\n', 2, id="line end in a cell before the first row"),
        pytest.param(b"a;b\r1;2\r", 2, id="cr"),
    ],
)
def test_what_duckdb_would_read_otherwise_is_left_to_rows(tmp_path: Path, content: bytes, first_row: int) -> None:
    assert only_sheet(written(tmp_path, content)).scan(first_row) is None


# Workbooks


def xlsx(table: Table) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet()
        for number, cells in enumerate(table):
            for place, text in enumerate(cells):
                sheet.write_string(number, place, text)
    return content.getvalue()


def xls(table: Table) -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("Một")
    for number, cells in enumerate(table):
        for place, text in enumerate(cells):
            sheet.write(number, place, text)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(table: Table) -> bytes:
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>" for cells in table)
    return zipped(
        {
            "mimetype": ODS_KIND,
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            f'manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_KIND}"/>'
            "</manifest:manifest>",
            "content.xml": f"<office:document-content {ODS_NAMES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Một">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def zipped(members: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def xlsx_of_cells(cells: str, dimension: str) -> bytes:
    """Return a workbook of one sheet, with the XML of its rows as given."""
    office = "http://schemas.openxmlformats.org"
    kinds, documents = f"{office}/package/2006/relationships", f"{office}/officeDocument/2006/relationships"
    main = f"{office}/spreadsheetml/2006/main"
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{kinds}"><Relationship Id="r" Type="{documents}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kinds}"><Relationship Id="r" '
            f'Type="{documents}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{documents}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/>'
            f"<sheetData>{cells}</sheetData></worksheet>",
        }
    )


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_a_workbook_in_each_format(tmp_path: Path, write: Callable[[Table], bytes]) -> None:
    path = written(tmp_path, write([[], *FILINGS]), "export.csv")
    assert rows_of(path) == [(number + 1, cells) for number, cells in FILING_ROWS]
    assert only_sheet(path).encoding is None
    assert only_sheet(path).scan(2) is None


@pytest.mark.parametrize("rows", [999, 1000, 2500])
def test_a_sheet_is_read_to_its_end(tmp_path: Path, rows: int) -> None:
    table = [[f"H56.14-240823-{number:04}", "1.001776"] for number in range(rows)]
    assert rows_of(written(tmp_path, xlsx(table))) == [
        (number, tuple(cells)) for number, cells in enumerate(table, start=1)
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (-0.0, "0"),
        (1.001776, "1.001776"),
        (99.12, "99.12"),
        (0.0000001, "0.0000001"),
        (20220315083000.0, "20220315083000"),
        (123456789012345678.0, "123456789012345680"),
        (7, "7"),
        (True, "true"),
        (False, "false"),
        ("5.0", "5.0"),
        (date(2022, 3, 15), "2022-03-15"),
        (datetime(2022, 3, 15, 8, 30), "2022-03-15 08:30:00"),
        (datetime(2022, 3, 15, 8, 29, 59, 999_900), "2022-03-15 08:30:00"),
        (datetime(9999, 12, 31, 23, 59, 59, 999_900), "9999-12-31 23:59:59"),
        (time(8, 30), "08:30:00"),
        (timedelta(days=1, hours=12, seconds=7), "36:00:07"),
        (-timedelta(minutes=90), "-1:30:00"),
    ],
)
def test_values_of_cells_as_text(value: float | str | date | time | timedelta, text: str) -> None:
    assert cell_text(value) == text


def test_the_cells_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "cells.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet = workbook.add_worksheet("Số liệu")
        sheet.merge_range(1, 1, 2, 3, "Tiếp nhận")
        sheet.write_row(4, 1, ["00.12", 5.0, 1.001776, True])
        sheet.write_datetime(5, 1, datetime(2022, 3, 15), day)
        sheet.write_datetime(5, 2, datetime(2022, 3, 15, 8, 30), moment)
        sheet.write_formula(5, 3, "=NA()", None, "#N/A")
        sheet.write_formula(5, 4, "=1+1", None, 2)
        hidden = workbook.add_worksheet("Ẩn")
        hidden.write(0, 0, "x")
        hidden.hide()
        workbook.add_worksheet("Trống")
        other = workbook.add_worksheet("Khác")
        other.write(0, 0, "y")
        workbook.add_chartsheet("Biểu đồ")
    first, second = read_sheets(path)
    assert (first.name, list(first.rows())) == (
        "Số liệu",
        [
            (2, ("", "Tiếp nhận", "", "", "")),
            (5, ("", "00.12", "5", "1.001776", "true")),
            (6, ("", "2022-03-15", "2022-03-15 08:30:00", "", "2")),
        ],
    )
    assert first.merged == ((2, 1, 3, 3),)
    assert (second.name, list(second.rows())) == ("Khác", [(1, ("y",))])


def test_merged_cells_of_xls(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("A")
    sheet.write_merge(2, 3, 0, 4, "x")
    sheet.write(5, 5, "y")
    workbook.save(str(tmp_path / "merged.xls"))
    assert only_sheet(tmp_path / "merged.xls").merged == ((3, 0, 4, 4),)


@pytest.mark.parametrize(("charset", "encode"), [("TCVN3", in_tcvn3), ("VNI", in_vni)])
def test_fonts_in_the_cells_of_a_workbook(tmp_path: Path, charset: str, encode: Callable[[str], bytes]) -> None:
    table = [[encode(text).decode("latin-1") for text in cells] for cells in FILINGS]
    # What somebody added to the old file.
    table.append(["4", "hoà", "Sở Nội vụ – Hà Nội"])
    path = written(tmp_path, xlsx(table))
    last = "hồ" if charset == "VNI" else "hoà"
    assert rows_of(path) == [*FILING_ROWS, (4, ("4", last, "Sở Nội vụ – Hà Nội"))]
    assert only_sheet(path).encoding == charset


@pytest.mark.parametrize(
    "texts",
    [
        ["Và", "là", "trú", "phí", "ý kiến", "cá nhân"],
        ["Hà Nội", "José", "Müller", "½ m²", "® Å"],
        ["Số hồ sơ", "hå", "Hà Giang", "Lý Sơn"],
        ["©", "µ", "«»"],
    ],
)
def test_what_is_unicode_stays(tmp_path: Path, texts: list[str]) -> None:
    assert rows_of(written(tmp_path, xlsx([texts]))) == [(1, tuple(texts))]


def cell(place: str) -> str:
    row = place.lstrip("ABCDFX")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>'


def test_a_sheet_that_calls_itself_gigantic_is_read_as_it_is(tmp_path: Path) -> None:
    cells = cell("A1") + cell("B2") + cell("C3")
    assert rows_of(written(tmp_path, xlsx_of_cells(cells, "A1:XFD1048576"))) == [
        (1, ("x", "", "")),
        (2, ("", "x", "")),
        (3, ("", "", "x")),
    ]


def test_a_sheet_that_is_gigantic_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, xlsx_of_cells(cell("A1") + cell("XFD1048576"), "A1:A1"))
    with pytest.raises(LoadError, match=r"export\.xls needs more than 3 GB of memory or 5 minutes"):
        read_sheets(path)


def test_a_workbook_that_unpacks_to_what_no_office_has_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, xlsx_of_cells(" " * 2_000_000 + cell("A1"), "A1:A1"))
    assert rows_of(path) == [(1, ("x",))]
    monkeypatch.setattr("parx_tui.load.formats.recognise.LARGE_UNPACKED", 1_000_000)
    with pytest.raises(LoadError, match=r"export\.xls would unpack to 2 MB, \d+ times its size"):
        read_sheets(path)


# HTML

FORM_06 = """
<table border=1><tr><td colspan=3><b>BÁO&nbsp;CÁO</b><br>tháng <i>3</i></td></tr>
<tr><th rowspan="2">TT<th colspan=2>Tiếp   nhận
<tr><th>trực tuyến</th><th>trực
tiếp</th></tr>
<tr></tr>
<tr><td>1</td><td>10.361<td>1.001776<script>"<td>"</script></tr>
</table>
"""
FORM_06_ROWS: list[Row] = [
    (1, ("BÁO CÁO\ntháng 3", "", "")),
    (2, ("TT", "Tiếp nhận", "")),
    (3, ("", "trực tuyến", "trực tiếp")),
    (5, ("1", "10.361", "1.001776")),
]
ENTITIES = FORM_06.replace("ế", "&#7871;").replace("á", "&aacute;")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        pytest.param(FORM_06.encode(), "UTF-8", id="bare"),
        pytest.param(f"<html><meta charset=windows-1252>{FORM_06}".encode("utf-8-sig"), "UTF-8", id="bom"),
        pytest.param(f"\n<!-- {'x' * 100} -->\n<HTML><body>{FORM_06}</body></HTML>".encode(), "UTF-8", id="comment"),
        pytest.param(f"<?xml version='1.0'?><html>{FORM_06}</html>".encode("utf-16"), "UTF-16", id="utf-16"),
        pytest.param(in_windows_1258(f"<html>{FORM_06}"), "Windows-1258", id="windows-1258"),
        pytest.param(in_vni(f"<meta charset=utf-8>{FORM_06}"), "VNI", id="vni"),
        pytest.param(FORM_06.replace("&nbsp;", "\u00a0").encode(), "UTF-8", id="blanks"),
        pytest.param(ENTITIES.encode(), "UTF-8", id="entities"),
    ],
)
def test_the_table_of_a_web_page(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = written(tmp_path, content)
    assert rows_of(path) == FORM_06_ROWS
    sheet = only_sheet(path)
    assert sheet.merged == ((1, 0, 1, 2), (2, 0, 3, 0), (2, 1, 2, 2))
    assert (sheet.name, sheet.encoding, sheet.scan(2)) == (None, encoding, None)


def test_fonts_in_a_web_page_are_read_whatever_it_says_of_itself(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td><font face=.VnTime>{text}' for text in cells)}" for cells in FILINGS)
    page = f"<html><meta content='text/html; charset=windows-1252'><table>{rows}</table>"
    path = written(tmp_path, in_tcvn3(page))
    assert rows_of(path) == FILING_ROWS
    assert only_sheet(path).encoding == "TCVN3"


def test_of_tables_in_tables_the_innermost_of_data_are_read(tmp_path: Path) -> None:
    data = "<table><tr><td>a<td>b<tr><td><table><tr><td>c</td></tr><tr><td>d</td></tr></table><td>e</table>"
    page = f"<table><tr><td>menu<td>x<tr><td>{data}<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>"
    sheets = read_sheets(written(tmp_path, page))
    assert [(sheet.name, list(sheet.rows())) for sheet in sheets] == [
        ("1", [(1, ("a", "b")), (2, ("c d", "e"))]),
        ("2", [(1, ("1", "2")), (2, ("3", "4"))]),
    ]


def test_a_web_archive_of_excel(tmp_path: Path) -> None:
    pages = [FORM_06, "<table><tr><td>Hồ<td>b<tr><td>c<td>d</table>", "no table"]
    parts = "".join(
        "--x\nContent-Type: text/html; charset=us-ascii\nContent-Transfer-Encoding: quoted-printable\n\n"
        + page.replace("=", "=3D").replace("ồ", "=E1=BB=93")
        + "\n"
        for page in pages
    )
    path = written(tmp_path, f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n{parts}--x--\n')
    assert [(sheet.name, list(sheet.rows())) for sheet in read_sheets(path)] == [
        ("1", FORM_06_ROWS),
        ("2", [(1, ("Hồ", "b")), (2, ("c", "d"))]),
    ]


def test_a_large_table_is_read_to_its_end(tmp_path: Path) -> None:
    rows = [[f"H56.14-240823-{number:04}", "Đống Đa"] for number in range(5000)]
    page = "".join(f"<tr><td>{code}</td><td>{name}</td></tr>" for code, name in rows)
    assert rows_of(written(tmp_path, f"<html><table>{page}</table></html>")) == [
        (number, tuple(cells)) for number, cells in enumerate(rows, start=1)
    ]


def test_a_cell_that_claims_more_rows_than_there_are(tmp_path: Path) -> None:
    sheet = only_sheet(written(tmp_path, "<table><tr><td rowspan=99999>a<td>b<tr><td colspan=x>c</table>"))
    assert list(sheet.rows()) == [(1, ("a", "b")), (2, ("", "c"))]
    assert sheet.merged == ((1, 0, 2, 0),)


# JSON and Parquet


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param('[{"Mã": "00.12", "Số": 5}, {"Số": 1.001776, "Tên": null}]',
                     [("Mã", "Số", "Tên"), ("00.12", "5", ""), ("", "1.001776", "")], id="array"),
        pytest.param('\ufeff [\n{"a": 5.0, "b": true}\n]', [("a", "b"), ("5", "true")], id="array with bom"),
        pytest.param('{"a": "15/03/2022"}\n{"a": "2022-03-15"}\n', [("a",), ("15/03/2022",), ("2022-03-15",)],
                     id="an object a line"),
        pytest.param('{"a": {"b": [1, 2]}, "c": " H\\u1ed3  "}', [("a", "c"), ('{"b":[1,2]}', "Hồ")], id="nested"),
        pytest.param('[{"a": 12345678901234567890123}, {"a": 1e400}]', [("a",), ("12345678901234567890123",),
                                                                        ("1e400",)], id="numbers beyond numbers"),
    ],
)  # fmt: skip
def test_json(tmp_path: Path, text: str, rows: list[tuple[str, ...]]) -> None:
    assert rows_of(written(tmp_path, text)) == list(enumerate(rows, start=1))


def parquet(path: Path, select: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"copy ({select}) to '{path}' (format parquet)")
    return path


def test_parquet(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "export.csv",
        """
        select
            date '2022-03-15' as "Ngày",
            timestamp '2022-03-15 08:30:00' as moment,
            timestamptz '2022-03-15 20:30:00+00' as zoned,
            5.0::double as whole,
            1.001776::double as code,
            12.50::decimal(9, 2) as amount,
            true as flag,
            encode('Hồ sơ') as bytes,
            [1, 2] as list,
            null::varchar as nothing,
        """,
    )
    assert rows_of(path) == [
        (1, ("Ngày", "moment", "zoned", "whole", "code", "amount", "flag", "bytes", "list", "nothing")),
        (2, ("2022-03-15", "2022-03-15 08:30:00", "2022-03-16 03:30:00", "5", "1.001776", "12.50", "true", "Hồ sơ",
             "[1, 2]", "")),
    ]  # fmt: skip


@pytest.mark.parametrize("is_json", [True, False])
def test_duckdb_reads_the_rows_below_the_names(tmp_path: Path, is_json: bool) -> None:
    select = "select number as a, nullif('x' || number, 'x1') as b from range(3) numbers (number)"
    path = tmp_path / "[1] export.csv"
    if is_json:
        written(tmp_path, json.dumps([{"a": 0, "b": "x0"}, {"a": 1, "b": ""}, {"a": 2, "b": "x2"}]), path.name)
    else:
        parquet(path, select)
    sheet = only_sheet(path)
    assert sheet.scan(1) is None
    with query(sheet, 2) as rows:
        assert rows == [("0", "x0"), ("1", None), ("2", "x2")]
    with query(sheet, 4) as rows:
        assert rows == [("2", "x2")]


# Files that are refused

XLSX = xlsx(FILINGS)
XLS = xls(FILINGS)


def ole(stream: str) -> bytes:
    return XLS[:8] + bytes(1000) + stream.encode("utf-16-le").ljust(64, b"\0") + bytes(2000)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \n\n  \n", "holds no rows", id="blank"),
        pytest.param(b"\x1f\x8b\x08" + bytes(50), "is a compressed archive. Unpack it", id="gz"),
        pytest.param(zipped({"a.csv": "a;b"}), "is a compressed archive. Unpack it", id="zip"),
        pytest.param(zipped({"word/document.xml": "x"}), "is a document of a word processor", id="docx"),
        pytest.param(zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "a word processor", id="odt"),
        pytest.param(b"%PDF-1.7\n" + bytes(50), "is a PDF document", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(50), "is an image", id="png"),
        pytest.param(ole("WordDocument"), "is a document of a word processor", id="doc"),
        pytest.param(ole("EncryptedPackage"), "is protected by a password", id="xlsx with password"),
        pytest.param(XLS.replace(b"\xe1\0\2\0", b"\x2f\0\2\0", 1), "is protected by a password",
                     id="xls with password"),
        pytest.param(
            zipped({"mimetype": ODS_KIND, "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "is protected by a password",
            id="ods with password",
        ),
        pytest.param(ole("Workbook"), "is damaged or cut short", id="ole"),
        pytest.param(random.Random(1).randbytes(5000), "is neither a table nor text", id="binary"),
        pytest.param(b"\xff\xfe" + random.Random(1).randbytes(5000), "is neither a table nor text", id="utf-16?"),
        pytest.param(XLSX[: len(XLSX) // 2], "is damaged or cut short", id="cut xlsx"),
        pytest.param(XLS[: len(XLS) // 2], "is damaged or cut short", id="cut xls"),
        pytest.param(b"PAR1" + bytes(200), "is damaged or cut short", id="cut parquet"),
        pytest.param(xlsx([]), "holds no rows", id="xlsx without cells"),
        pytest.param(b'[{"a": 1}, {"a": 2', "row 3: the JSON is damaged", id="cut json"),
        pytest.param(b'[{"a": 1}, {"a": 2, "a": 3}]', "row 3: the JSON is damaged", id="key twice"),
        pytest.param(b"[[1, 2]]", "but not a list of objects", id="json of lists"),
        pytest.param(b"[]", "but not a list of objects", id="empty json"),
        pytest.param('[{"a": 1}]'.encode("utf-16"), "is JSON in UTF-16", id="json in utf-16"),
        pytest.param(FORM_06.encode()[:-100], "is damaged or cut short", id="cut html"),
        pytest.param(b"<html><form>Log in</form></html>", "is a web page without a table", id="log-in page"),
        pytest.param(b"<?xml version='1.0'?><Workbook/>", "is an XML file", id="xml"),
        pytest.param(b"<table><tr><td>" * 101, "has tables in tables", id="deep html"),
        pytest.param(b"<table><tr>" + b"<td colspan=999>" * 2, "row 1: the table has more than 1000 columns",
                     id="wide html"),
        pytest.param(b"<table><tr><td>a</tr><tr><td>" + b"x" * 1_000_001, "row 2: a cell is longer", id="long html"),
        pytest.param("Номер;Дата;Отдел;Улица;Город\n".encode("koi8-r"), "is in an encoding that is not known",
                     id="encoding"),
    ],
)  # fmt: skip
def test_what_holds_no_table_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(LoadError) as caught:
        read_sheets(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_what_is_no_file_is_refused_by_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, said in (("", "is a folder"), ("missing.csv", "Cannot open"), ("pipe", "read more than once")):
        with pytest.raises(LoadError, match=said):
            read_sheets(tmp_path / name)


def test_a_file_that_goes_away_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, as_csv(FILINGS))
    sheet = only_sheet(path)
    path.unlink()
    with pytest.raises(LoadError, match="Cannot open"):
        list(sheet.rows())
    assert sheet.scan(2) is None


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = written(tmp_path, "SECRET", "secret.txt")
    head = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html>'
    path = written(tmp_path, f"{head}<table><tr><td>&x;<td>b<tr><td>c<td>d</table>")
    assert "SECRET" not in str(rows_of(path))


# Whatever is written is read

SYLLABLES = ["hồ", "sơ", "thủ", "tục", "giải", "quyết", "được", "đúng", "hạn", "phường", "nghiệp", "Đ", "Ô", "uỷ"]
PUNCTUATION = [*list(",;|\t\"'\n \r"), "\r\n", '""', " - ", "1.001776"]
CELLS = st.lists(st.sampled_from(SYLLABLES + PUNCTUATION), max_size=6).map("".join)
HEADER = ["Mã hồ sơ", "Thủ tục", "Đơn vị giải quyết", "Kết quả", "Trạng thái", "ghi chú"]
TABLES = st.lists(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), max_size=8).map(
    lambda rows: [HEADER, *rows]
)


def expected(table: Table) -> list[Row]:
    """Return the rows of a table as a sheet has them."""
    rows = ((number, tuple(cell.strip() for cell in cells)) for number, cells in enumerate(table, start=1))
    return [(number, cells) for number, cells in rows if any(cells)]


@contextmanager
def file_of(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield written(Path(folder), content)


@examples(40)
@example([HEADER, ["", "", "", "", ";;;;;", ";;;;;;"]], "utf-8", ",", "\n")
@given(TABLES, st.sampled_from(list(ENCODERS)), st.sampled_from(",;\t|"), st.sampled_from(("\n", "\r\n")))
def test_a_table_comes_back_from_text(table: Table, encoding: str, delimiter: str, line_end: str) -> None:
    with file_of(ENCODERS[encoding][1](as_csv(table, delimiter, line_end))) as path:
        assert rows_of(path) == expected(table)


@FEW_EXAMPLES
@given(TABLES)
def test_a_table_comes_back_from_a_workbook(table: Table) -> None:
    # Excel has no carriage returns.
    table = [[text.replace("\r", "") for text in cells] for cells in table]
    with file_of(xlsx(table)) as path:
        assert rows_of(path) == expected(table)


LINES = st.builds(
    str.join,
    st.sampled_from(("\n", "\r\n", "\r", "\n\n")),
    st.lists(st.text(st.sampled_from('ab1;;;"",\n\r \t\0ồ'), max_size=12), max_size=6),
)


@examples(50)
@given(LINES, st.integers(1, 3))
@example("a;b;c\n\r1", 2)
@example("a;b;c\n\r\n1", 3)
@example('a;b;c\n""1\n1', 3)
@example("a;b;c\n\t\r\n1\t", 1)
def test_duckdb_reads_what_is_read_here_or_nothing(lines: str, first_row: int) -> None:
    with file_of(lines.encode()) as path:
        try:
            sheet = only_sheet(path)
            rows = [row for row in sheet.rows() if row[0] >= first_row]
        except LoadError:
            return
        expression = sheet.scan(first_row)
        if expression is None:
            return
        with duckdb.connect() as connection:
            try:
                found = connection.execute(f"select * from {expression}").fetchall()
            except duckdb.Error:
                return
    texts = ((number, tuple((text or "").strip() for text in cells)) for number, cells in enumerate(found, first_row))
    assert [row for row in texts if any(row[1])] == rows


# Whatever is in a file, it is read or refused


@cache
def samples() -> dict[str, bytes]:
    table = [*FILINGS, *([f"H56.14-240823-{number:04}", "15/03/2022", "Sở Nội vụ"] for number in range(20))]
    objects = [dict(zip(FILINGS[0], cells, strict=True)) for cells in table[1:]]
    page = "".join(f"<tr>{''.join(f'<td colspan=1 rowspan=1>{text}</td>' for text in cells)}</tr>" for cells in table)
    html = f"<html><table>{page}</table></html>".encode()
    archive = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    with tempfile.TemporaryDirectory() as folder:
        select = "select number as a, 'Hồ sơ ' || number as b, [number] as c from range(300) numbers (number)"
        columns = parquet(Path(folder) / "p", select).read_bytes()
    return {
        "csv": as_csv(table).encode(),
        "quoted csv": "\n".join(";".join(f'"{text}"' for text in cells) for cells in table).encode(),
        "tcvn3": in_tcvn3(as_csv(table)),
        "utf-16": as_csv(table).encode("utf-16"),
        "html": html,
        "web archive": archive + html + b"\n--b--\n",
        "json": json.dumps(objects, ensure_ascii=False).encode(),
        "json lines": "\n".join(json.dumps(row) for row in objects).encode(),
        "parquet": columns,
        "xls": xls(table),
        "xlsx": xlsx(table),
        "ods": ods(table),
    }


PLACES = st.floats(0, 1, exclude_max=True)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("cut"), PLACES, st.just(b"")),
        st.tuples(st.just("flip"), PLACES, st.binary(min_size=1, max_size=1)),
        st.tuples(st.just("splice"), PLACES, st.binary(min_size=1, max_size=20)),
    ),
    min_size=1,
    max_size=4,
)
Edit = tuple[str, float, bytes]


def damaged(content: bytes, edits: list[Edit]) -> bytes:
    for kind, place, data in edits:
        at = int(place * len(content))
        match kind:
            case "cut":
                content = content[:at]
            case "flip":
                content = content[:at] + bytes(byte ^ data[0] for byte in content[at : at + 1]) + content[at + 1 :]
            case _:
                content = content[:at] + data + content[at:]
    return content


def damaged_member(content: bytes, name: str, edits: list[Edit]) -> bytes:
    """Return a zip file that is sound but for the content of one member."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.namelist():
            new.writestr(member, damaged(old.read(member), edits) if member == name else old.read(member))
    return result.getvalue()


def read_or_refuse(content: bytes) -> None:
    with file_of(content) as path:
        try:
            rows = [(sheet, row) for sheet in read_sheets(path) for row in sheet.rows()]
        except LoadError as error:
            said = str(error)
        else:
            said = str(path)
            assert all(number > 0 and len(cells) >= sheet.width for sheet, (number, cells) in rows)
        assert str(path) in said


@examples(10)
@pytest.mark.parametrize(
    "kind", ["csv", "quoted csv", "tcvn3", "utf-16", "html", "web archive", "json", "json lines", "parquet"]
)
@given(edits=EDITS)
def test_a_damaged_file_is_read_or_refused(kind: str, edits: list[Edit]) -> None:
    read_or_refuse(damaged(samples()[kind], edits))


@FEW_EXAMPLES
@pytest.mark.parametrize("kind", ["xls", "xlsx", "ods"])
@given(edits=EDITS)
def test_a_damaged_workbook_is_read_or_refused(kind: str, edits: list[Edit]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("parx_tui.load.formats.excel.MEMORY_BYTES", 2**28)
        read_or_refuse(damaged(samples()[kind], edits))


@FEW_EXAMPLES
@pytest.mark.parametrize(
    ("kind", "member"),
    [("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/sharedStrings.xml"), ("ods", "content.xml")],
)
@given(edits=EDITS)
def test_a_workbook_with_a_damaged_part_is_read_or_refused(kind: str, member: str, edits: list[Edit]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("parx_tui.load.formats.excel.MEMORY_BYTES", 2**28)
        read_or_refuse(damaged_member(samples()[kind], member, edits))
