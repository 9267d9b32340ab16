"""The map of an office: what it may say, what is said of its mistakes, and a draft that reads back as it was meant."""

from __future__ import annotations

import errno
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parx_tui.errors import LoadError, ParxError, UsageError
from parx_tui.i18n import use_language
from parx_tui.load.headers import find_layout
from parx_tui.load.kinds import KINDS
from parx_tui.load.maps import OfficeMap, draft_map, read_map
from tests.depth import examples
from tests.test_headers import FORM_06, FORM_06_MERGED, HO_TICH, NUMBERS, Table, table

EXAMPLES = examples(60)

WHOLE_MAP = """
kind = "filings"
source = "mot-cua-quy-nhon"
city = "540"
decimal = ","
header_row = 4

[columns]
filing_code = "Số HS"
received_on = "Nộp ngày"
due_on = "col:F"
returned_on = ""

[words.status]
"Xong" = 9
"Đang làm" = "4"

[words.channel]
"Qua mạng" = "online"

[units]
"P. ĐĐ" = "H26.31"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.toml"


def written(path: Path, text: str) -> OfficeMap:
    path.write_text(text, "utf-8")
    return read_map(path)


def test_a_map_says_what_it_says(path: Path) -> None:
    assert written(path, WHOLE_MAP) == OfficeMap(
        path=path,
        kind=KINDS["filings"],
        source="mot-cua-quy-nhon",
        city="540",
        decimal=",",
        header_row=4,
        columns={"filing_code": "Số HS", "received_on": "Nộp ngày", "due_on": "col:F", "returned_on": ""},
        words={"status": {"Xong": "9", "Đang làm": "4"}, "channel": {"Qua mạng": "online"}},
        units={"P. ĐĐ": "H26.31"},
    )


def test_a_map_may_say_its_kind_alone(path: Path) -> None:
    assert written(path, 'kind = "returns"') == OfficeMap(path, KINDS["returns"])


@pytest.mark.parametrize("encoded", [WHOLE_MAP.encode("utf-8-sig"), WHOLE_MAP.replace("\n", "\r\n").encode()])
def test_a_map_saved_on_windows_is_read(path: Path, encoded: bytes) -> None:
    path.write_bytes(encoded)
    assert read_map(path).columns["filing_code"] == "Số HS"


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("", UsageError, "must say a known kind. Write: kind = one of "),
        ('kind = "filing"', UsageError, '"filings", "procedures", "agencies"'),
        ("kind = 1", UsageError, 'kind must be a text in double quotes, such as kind = "1"'),
        ('kind = "filings"\nsorce = "a"', UsageError, "has an unknown key sorce. Nearest: source"),
        ('kind = "filings"\ncity = 540', UsageError, 'city must be a text in double quotes, such as city = "540"'),
        ('kind = "filings"\ndecimal = ";"', UsageError, 'decimal must be "," or ".", not ";"'),
        ('kind = "filings"\nheader_row = 0', UsageError, "header_row must be the number of the last line"),
        ('kind = "filings"\nheader_row = true', UsageError, "header_row must be the number of the last line"),
        ('kind = "filings"\nheader_row = "4"', UsageError, "header_row must be the number of the last line"),
        ('kind = "filings"\ncolumns = "a"', UsageError, "columns must be a section, headed [columns]"),
        (
            'kind = "filings"\n[columns]\nrecieved_on = "A"',
            UsageError,
            "unknown key columns.recieved_on. Nearest: received_on",
        ),
        ('kind = "returns"\n[columns]\nstatus = "A"', UsageError, "has an unknown key columns.status"),
        ('kind = "filings"\n[columns]\ndue_on = ["A"]', UsageError, "section [columns], due_on must be a text"),
        ('kind = "filings"\n[columns]\ndue_on = "A"\ndue_on = "B"', UsageError, "is not valid TOML"),
        ('kind = "filings"\nwords = 1', UsageError, "words must be a section, headed [words]"),
        ('kind = "filings"\n[words]\nstatus = 1', UsageError, "words.status must be a section, headed [words.status]"),
        ('kind = "filings"\n[words.due_on]\na = "b"', UsageError, "unknown key words.due_on. Nearest: status, channel"),
        ('kind = "filings"\n[words.status]\nXong = true', UsageError, "section [words.status], Xong must be a text"),
        ('kind = "filings"\n[words.status]\nXong = 9.5', UsageError, "section [words.status], Xong must be a text"),
        ('kind = "filings"\n[units]\n"P. ĐĐ" = []', UsageError, "section [units], P. ĐĐ must be a text"),
        (
            'kind = "filings"\n[columns]\nagency_name = "Chủ hồ sơ"',
            UsageError,
            "columns of personal data are never read",
        ),
        (
            'kind = "filings"\n[columns]\nstatus = "Người nộp / Ghi chú"',
            UsageError,
            "columns of personal data are never read",
        ),
        (
            "kind = filings",
            UsageError,
            "(at line 1, column 8). Texts stand in double quotes.",
        ),
        (
            'kind = "filings"\n[words.status]\nXong = 99',
            UsageError,
            "section [words.status], Xong stands for 99: an unknown status",
        ),
        ("a = " + "[" * 5000, UsageError, "is not valid TOML"),
    ],
)
def test_what_is_wrong_in_a_map_is_said(path: Path, text: str, error: type[ParxError], said: str) -> None:
    with pytest.raises(error) as raised:
        written(path, text)
    assert type(raised.value) is error
    assert said in str(raised.value)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, os.strerror(errno.ENOENT)), (b"kind = \xff", "is not in UTF-8. Save it as UTF-8 text.")],
)
def test_a_map_that_cannot_be_read_is_refused(path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        read_map(path)


@EXAMPLES
@given(st.text(max_size=80))
def test_any_text_is_a_map_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        kind = read_map(path).kind
    except ParxError:
        return
    assert kind in KINDS.values()


# Drafts


def test_a_draft_holds_what_is_recognised_and_asks_for_the_rest() -> None:
    sheet = table(
        ("DANH SÁCH HỒ SƠ",),
        ("STT", "Số hồ sơ", "Tên TTHC", "Chủ hồ sơ", "Ngày nhận", "Ngày tiếp nhận", 'Phòng "ban"', "Tình trạng"),
        ("1", "H1-220101-0001", "Khai sinh", "Nguyễn Văn An", "01/01/2022", "02/01/2022", "Tư pháp", "Xong"),
    )
    draft = draft_map(sheet, None, None)
    assert draft == (
        """\
# Which column of export.xlsx holds which field.
# Finish this map and load the file with --map. What stands behind # is not read.

kind = "filings" # one of: filings, procedures, agencies, targets, reported, returns, calendar
# source = ""  # short name of the system that the file comes from
# city = ""  # code of the city or province
# decimal = ","  # the decimal sign
# header_row = 2  # number of the last line of the headers

[columns]
# field = header of its column, or its letter, such as "col:C"; "" leaves the field out
filing_code = "Số hồ sơ" # code of the filing
# procedure_code = ""  # needed, unless there is another so marked: code of the procedure
procedure_name = "Tên TTHC" # name of the procedure
# field_code = ""  # code of the field
# field_name = ""  # field
# received_on = ""  # needed: day of receipt
# due_on = ""  # due date
# reappointed_due_on = ""  # new due date
# completed_on = ""  # day on which processing ended
# returned_on = ""  # day on which the result was handed over
# withdrawn_on = ""  # day of withdrawal
# paused_from = ""  # first day of a pause
# resumed_on = ""  # day on which the clock runs again
status = "Tình trạng" # status
# channel = ""  # channel
# agency_code = ""  # code of the unit
# agency_name = ""  # unit
# Columns of the file without a field:
#     "Ngày nhận"  (col:E)
#     "Ngày tiếp nhận"  (col:F)
#     "Phòng \\"ban\\""  (col:G)

# Words of the office and the values that they stand for, such as "Xong" = 9 for a status:
# [words.status]
# [words.channel]

# Names of units in the file, and their codes, such as "P. ĐĐ" = "H26.31":
# [units]
"""
    )


def test_a_finished_draft_loads(path: Path) -> None:
    sheet = table(("Số hồ sơ", "TTHC", "Nộp ngày"), ("H1-220101-0001", "Khai sinh", "01/01/2022"))
    with pytest.raises(LoadError):
        find_layout(sheet)
    draft = draft_map(sheet, None, None)
    finished = draft.replace('# received_on = ""  # needed', 'received_on = "Nộp ngày"  # needed')
    finished = finished.replace("# [words.status]", '[words.status]\n"Xong" = 9').replace("# [units]", "[units]")
    office_map = written(path, finished)
    assert office_map.words == {"status": {"Xong": "9"}}
    assert find_layout(sheet, None, office_map).columns == {"filing_code": 0, "procedure_name": 1, "received_on": 2}


def test_a_draft_of_unknown_headers_lists_them_and_no_value(path: Path) -> None:
    sheet = table(
        ("Ký hiệu riêng", "Loại việc", "Bắt đầu", "Họ tên"), ("A1", "Khai sinh", "01/02/2022", "Nguyễn Văn An")
    )
    draft = draft_map(sheet, None, None)
    assert 'kind = "" # one of: filings' in draft
    assert [line for line in draft.splitlines() if "(col:" in line] == [
        '#     "Ký hiệu riêng"  (col:A)',
        '#     "Loại việc"  (col:B)',
        '#     "Bắt đầu"  (col:C)',
    ]
    assert not any(value in draft for value in sheet.preview[1][1])
    with pytest.raises(UsageError, match="must say a known kind"):
        written(path, draft)


def test_a_draft_of_a_kind_asked_for_has_its_fields() -> None:
    draft = draft_map(table(("Ký hiệu riêng", "Bắt đầu"), ("A1", "01/02/2022")), KINDS["agencies"], None)
    assert tomllib.loads(draft) == {"kind": "agencies", "columns": {}}
    assert '# agency_code = ""  # needed: code of the unit' in draft


@pytest.mark.parametrize("rows", [[("Nguyễn Văn An", "0912345678")], [("1", "2")], [("x",)]])
def test_a_draft_of_a_sheet_without_headers_shows_none_of_it(rows: list[tuple[str, ...]]) -> None:
    draft = draft_map(table(*rows), None, None)
    assert tomllib.loads(draft) == {"kind": "", "columns": {}}
    assert "(col:" not in draft


def test_a_draft_speaks_the_language_in_use() -> None:
    sheet = table(("Số hồ sơ", "TTHC", "Nộp ngày"), ("H1-220101-0001", "Khai sinh", "01/01/2022"))
    use_language("vi")
    assert "# received_on" in draft_map(sheet, None, None)
    assert tomllib.loads(draft_map(sheet, None, None))["columns"] == {
        "filing_code": "Số hồ sơ",
        "procedure_name": "TTHC",
    }


def test_a_draft_of_form_06_names_its_columns_by_their_whole_headers(path: Path) -> None:
    sheet = table(
        ("BÁO CÁO",), *FORM_06, NUMBERS, HO_TICH, merged=[(a + 1, b, c + 1, d) for a, b, c, d in FORM_06_MERGED]
    )
    layout = find_layout(sheet)
    office_map = written(path, draft_map(sheet, layout.kind, layout))
    assert office_map.columns["pending_overdue"] == "Số lượng hồ sơ đang giải quyết / Quá hạn"
    assert find_layout(sheet, None, office_map) == layout


ODD_TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from("\"'\\#=[]()\n\r\t /.:\x00\x1b\u200b\u202eĐđ́"), max_size=8),
    st.sampled_from(
        ("col:A", "Ghi chú", "ghi chu", "Ghi chú / Khác", '"""', "'''", "\\u0041", "Kênh", "Đơn vị", "a\r\nb")
    ),
)
KNOWN = ("Mã hồ sơ", "Ngày nhận", "TTHC")
FREE_FIELDS = ("due_on", "completed_on", "status", "channel", "agency_name")


@st.composite
def odd_tables(draw: st.DrawFn) -> Table:
    """Draw a sheet of filings with odd headers between the known ones, some of them on two lines."""
    odd = draw(st.lists(ODD_TEXTS, min_size=1, max_size=6))
    known = [draw(st.sampled_from((text, f"{text} (*)", f'"{text}"', f"{text}\n:"))) for text in KNOWN]
    headers = draw(st.permutations([*known, *odd]))
    titles = draw(st.lists(st.tuples(ODD_TEXTS), max_size=2))
    upper = draw(st.one_of(st.none(), st.lists(ODD_TEXTS, min_size=len(headers), max_size=len(headers))))
    return table(*titles, *([upper] if upper else []), headers, [f"{place}/1/2022" for place in range(len(headers))])


@EXAMPLES
@given(odd_tables())
def test_a_draft_of_odd_headers_reads_back_to_the_same_columns(
    tmp_path_factory: pytest.TempPathFactory, sheet: Table
) -> None:
    try:
        layout = find_layout(sheet)
    except LoadError:
        return
    path = tmp_path_factory.getbasetemp() / "draft.toml"
    again = find_layout(sheet, None, written(path, draft_map(sheet, None, layout)))
    assert again == layout


@EXAMPLES
@given(odd_tables(), st.data())
def test_a_draft_of_columns_under_any_header_reads_back_to_them(
    tmp_path_factory: pytest.TempPathFactory, sheet: Table, data: st.DataObject
) -> None:
    width = len(sheet.preview[0][1])
    letters = st.integers(0, width - 1).map(lambda column: f"col:{chr(ord('A') + column)}")
    columns = data.draw(st.dictionaries(st.sampled_from(FREE_FIELDS), letters, max_size=3))
    try:
        layout = find_layout(sheet, None, OfficeMap(Path("any.toml"), KINDS["filings"], columns=columns))
    except LoadError:
        return
    path = tmp_path_factory.getbasetemp() / "draft.toml"
    draft = draft_map(sheet, layout.kind, layout)
    # The draft names what is read, so it is settled in which line the headers end.
    settled = draft.replace("# header_row", "header_row")
    again = find_layout(sheet, None, written(path, settled))
    assert again.columns == layout.columns
    assert again.headers == layout.headers


@EXAMPLES
@given(odd_tables(), st.sampled_from(("Chủ hồ sơ", "Số điện thoại", "Địa chỉ thường trú")))
def test_a_draft_shows_no_value_and_no_personal_header(sheet: Table, personal: str) -> None:
    *above, headers, values = (cells for _number, cells in sheet.preview)
    rows = [*((*cells, "") for cells in above), (*headers, personal), (*values, "Nguyễn Văn An")]
    draft = draft_map(table(*rows), None, None)
    assert "Nguyễn Văn An" not in draft
    assert "/1/2022" not in draft
    assert personal not in draft
