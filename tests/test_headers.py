"""Where a sheet holds what: headers of any shape are found, no other text is taken for one, nothing personal told."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parx_tui.data.names import folded
from parx_tui.errors import LoadError
from parx_tui.load.folders import WORDS_FOLDER
from parx_tui.load.formats import Row, Sheet
from parx_tui.load.headers import (
    Layout,
    column_letter,
    columns_headed,
    covered_range,
    find_layout,
    header_key,
    is_personal,
    is_total,
    likely_headers,
    likely_layout,
    role,
    table_rows,
    titled_period,
    titled_unit,
)
from parx_tui.load.kinds import KINDS, Kind
from parx_tui.load.maps import OfficeMap
from tests.depth import examples

EXAMPLES = examples(60)
MAP = Path("office.toml")


@dataclass(frozen=True, kw_only=True)
class Table(Sheet):
    """A sheet of literal rows."""

    def _raw_rows(self) -> Iterator[Row]:
        return iter(self.preview)


def table(*lines: Sequence[str], merged: Sequence[tuple[int, int, int, int]] = (), name: str | None = None) -> Table:
    """Return a sheet of these lines, from row 1; an empty line is a blank row."""
    width = max(len(line) for line in lines)
    rows = [(number, (*line, *[""] * (width - len(line)))) for number, line in enumerate(lines, 1) if any(line)]
    return Table(path=Path("export.xlsx"), name=name, preview=tuple(rows), merged=tuple(merged))


@cache
def words(name: str) -> list[dict[str, str]]:
    with (WORDS_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def office_map(kind: str, header_row: int | None = None, **columns: str) -> OfficeMap:
    return OfficeMap(MAP, KINDS[kind], header_row=header_row, columns=columns)


FILING = ("1", "H56.14-220315-0001", "Cấp bản sao", "Hộ tịch", "15/03/2022", "18/03/2022", "Phường Đống Đa")

# Headers of one line


def test_an_export_of_one_stop_software_is_read_below_its_titles() -> None:
    sheet = table(
        ("UBND THÀNH PHỐ QUY NHƠN",),
        (),
        ("DANH SÁCH HỒ SƠ ĐÃ TIẾP NHẬN", "", "", "", "Từ ngày 15/03/2022 đến ngày 14/06/2022"),
        (
            "STT",
            "Số hồ sơ",
            "Tên thủ tục hành chính",
            "Tên lĩnh vực",
            "Phòng ban",
            "Ngày tiếp nhận",
            "Ngày hẹn trả",
            "Ngày kết thúc xử lý",
            "Cơ quan/đơn vị",
            "Chủ hồ sơ",
            "Số điện thoại",
            "Cán bộ xử lý hiện tại",
            "Trạng thái hồ sơ",
        ),
        ("1", "H08-220315-0001", "Khai sinh", "Hộ tịch", "Tư pháp", "15/03/2022"),
    )
    assert find_layout(sheet) == Layout(
        kind=KINDS["filings"],
        first_row=5,
        columns={
            "filing_code": 1,
            "procedure_name": 2,
            "field_name": 3,
            "received_on": 5,
            "due_on": 6,
            "completed_on": 7,
            "agency_name": 8,
            "status": 12,
        },
        headers=sheet.preview[2][1],
        personal=frozenset({9, 10, 11}),
        unknown=(4,),
        titles=("UBND THÀNH PHỐ QUY NHƠN", "DANH SÁCH HỒ SƠ ĐÃ TIẾP NHẬN", "Từ ngày 15/03/2022 đến ngày 14/06/2022"),
        line=0,
    )


def test_the_national_synchronisation_format_is_read() -> None:
    names = (
        "MaHoSo MaTTHC TenTTHC MaLinhVuc TenLinhVuc KenhThucHien ChuHoSo LoaiDoiTuong MaDoiTuong ThongTinKhac Email Fax"
    )
    names += (
        " SoDienThoai TrichYeuHoSo NgayTiepNhan NgayHenTra TrangThaiHoSo NgayTra ThongTinTra HinhThuc NgayKetThucXuLy"
    )
    headers = [*names.split(), "DonViXuLy"]
    layout = find_layout(table(headers, ["H56.14-220315-0001"]))
    assert layout.first_row == 2
    assert layout.line is None
    assert {name: headers[column] for name, column in layout.columns.items()} == {
        "filing_code": "MaHoSo",
        "procedure_code": "MaTTHC",
        "procedure_name": "TenTTHC",
        "field_code": "MaLinhVuc",
        "field_name": "TenLinhVuc",
        "channel": "KenhThucHien",
        "received_on": "NgayTiepNhan",
        "due_on": "NgayHenTra",
        "status": "TrangThaiHoSo",
        "returned_on": "NgayTra",
        "completed_on": "NgayKetThucXuLy",
        "agency_name": "DonViXuLy",
    }
    assert {headers[column] for column in layout.personal} == {
        "ChuHoSo",
        "MaDoiTuong",
        "ThongTinKhac",
        "Email",
        "Fax",
        "SoDienThoai",
        "TrichYeuHoSo",
        "ThongTinTra",
    }


@pytest.mark.parametrize(
    "header",
    [
        "Mã hồ sơ",
        "ma ho so",
        "MA_HO_SO",
        "MaHoSo",
        "MÃ HỒ SƠ:",
        "Mã hồ sơ (*)",
        "Mã\nhồ sơ",
        "Mã hồ sơ (do phần mềm cấp)",
        "\ufeffMã hồ\u200b sơ",
        "filing_code",
    ],
)
def test_spellings_of_a_header_are_one(header: str) -> None:
    layout = find_layout(table((header, "Ngày nhận", "TTHC"), FILING[1:4]))
    assert layout.columns == {"filing_code": 0, "received_on": 1, "procedure_name": 2}


def spellings(kind: Kind, field: str) -> list[str]:
    return [row["header"] for row in words("header") if (row["kind"], row["field"]) == (kind.name, field)]


DECORATIONS = (
    str.upper,
    str.lower,
    folded,
    lambda text: text + ":",
    lambda text: text + " (*)",
    lambda text: " " + text.replace(" ", "\n"),
    lambda text: folded(text).replace(" ", "_"),
)


@st.composite
def headed_tables(draw: st.DrawFn) -> tuple[Kind, dict[str, int], Table, int]:
    """Draw a kind, its fields in any order under any known headers, and the first row of the data."""
    kind = draw(st.sampled_from([kind for kind in KINDS.values() if kind.name != "calendar"]))
    group = draw(st.sampled_from(kind.either)) if kind.either else ()
    needed = {field.name for field in kind.fields if field.is_needed} | set(group)
    names = draw(st.permutations([field.name for field in kind.fields]))
    names = [name for name in names if name in needed or draw(st.booleans())]
    headers = [draw(st.sampled_from(DECORATIONS))(draw(st.sampled_from(spellings(kind, name)))) for name in names]
    before = draw(st.lists(st.sampled_from(("", "Cột trống", "Mục khác")), max_size=2))
    titles = [("DANH SÁCH",)] * draw(st.integers(0, 3))
    numbering = [[f"({number})" for number in range(1, len(before + headers) + 1)]] * draw(st.integers(0, 1))
    numbering = numbering if len(before + headers) > 2 else []
    sheet = table(*titles, [*before, *headers], *numbering, ["x"] * len(before + headers))
    columns = {name: place for place, name in enumerate(names, len(before))}
    return kind, columns, sheet, len(titles) + len(numbering) + 2


@EXAMPLES
@given(headed_tables())
def test_columns_are_found_in_any_order_under_any_spelling(drawn: tuple[Kind, dict[str, int], Table, int]) -> None:
    kind, columns, sheet, first_row = drawn
    layout = find_layout(sheet, kind)
    assert layout.columns == columns
    assert layout.first_row == first_row
    assert not layout.personal


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_each_kind_is_recognised_by_its_headers(kind: Kind) -> None:
    names = [field.name for field in kind.fields]
    sheet = table([spellings(kind, name)[0] for name in names], ["x"] * len(names))
    assert find_layout(sheet).kind is kind
    assert find_layout(sheet).columns == {name: place for place, name in enumerate(names)}


# Headers of several lines

FORM_06 = (
    (
        *("TT", "Lĩnh vực, công việc giải quyết theo cấp", "Tiếp nhận", "", "", ""),
        *("Số lượng hồ sơ đã giải quyết", "", "", "", "Số lượng hồ sơ đang giải quyết", "", ""),
    ),
    (
        *("", "", "Tổng số", "Trong đó", "", "Từ kỳ trước"),
        *("Tổng số", "Trước hạn", "Đúng hạn\n(cả hồ sơ trả lại)", "Quá hạn"),
        *("Tổng số", "Trong hạn (cả hồ sơ chờ bổ sung)", "Quá hạn"),
    ),
    ("", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"),
)
FORM_06_MERGED = (
    *((top, column, 3, column) for column, top in ((0, 1), (1, 1), (2, 2), *((column, 2) for column in range(5, 13)))),
    *((1, 2, 1, 5), (1, 6, 1, 9), (1, 10, 1, 12), (2, 3, 2, 4)),
)
NUMBERS = (
    *("(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)"),
    *("(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)", "(11)=(12)+(13)", "(12)", "(13)"),
)
HO_TICH = ("1", "Hộ tịch", "10", "4", "5", "1", "8", "1", "7", "0", "2", "2", "0")
RETURN_FIELDS = [field.name for field in KINDS["returns"].fields]


def down(areas: Sequence[tuple[int, int, int, int]], lines: int) -> list[tuple[int, int, int, int]]:
    """Return merged cells so many lines further down."""
    return [(top + lines, left, bottom + lines, right) for top, left, bottom, right in areas]


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize("titles", [0, 1, 4])
@pytest.mark.parametrize("numbering", [(), (NUMBERS,), (tuple(map(str, range(1, 14))),)])
def test_the_three_lines_of_form_06_are_read(
    is_merged: bool, titles: int, numbering: tuple[Sequence[str], ...]
) -> None:
    lines = [("BÁO CÁO TÌNH HÌNH TIẾP NHẬN", "", "", "Đơn vị tính: hồ sơ")] * titles
    sheet = table(*lines, *FORM_06, *numbering, HO_TICH, merged=down(FORM_06_MERGED, titles) if is_merged else ())
    layout = find_layout(sheet)
    assert layout.columns == {name: place for place, name in enumerate(RETURN_FIELDS)}
    assert layout.first_row == titles + 4 + len(numbering)
    assert layout.headers[4] == "Tiếp nhận / Trong đó / Trực tiếp, dịch vụ bưu chính"
    assert layout.headers[9] == "Số lượng hồ sơ đã giải quyết / Quá hạn"
    assert layout.titles == ("BÁO CÁO TÌNH HÌNH TIẾP NHẬN", "Đơn vị tính: hồ sơ") * titles
    assert (layout.line, layout.unknown, layout.personal) == (0, (), frozenset())


def test_columns_numbered_in_their_headers_are_read() -> None:
    headers = (
        *("STT", "Lĩnh vực giải quyết", "Tổng số hồ sơ tiếp nhận (3)", "Trực tuyến (4)"),
        *("Trực tiếp, dịch vụ bưu chính (5)", "Từ kỳ trước (6)", "Tổng số hồ sơ đã giải quyết (7)"),
        *("Trước hạn (8)", "Đúng hạn (9)", "Quá hạn (10)"),
        *("Tổng số hồ sơ đang giải quyết (11)", "Trong hạn (12)", "Quá hạn (13)"),
    )
    assert list(find_layout(table(headers, HO_TICH)).columns) == RETURN_FIELDS


def test_a_longer_spelling_decides_between_columns_of_one_last_word() -> None:
    upper = ("Lĩnh vực", "Tiếp nhận", "", "Đã giải quyết", "", "", "Đang giải quyết", "")
    lower = ("", "Tổng số", "Trực tuyến", "Tổng số", "Trực tuyến", "Trong hạn", "Tổng số", "Trong hạn")
    layout = find_layout(table(upper, lower, ("Hộ tịch", *"1234567")))
    assert layout.columns == {
        "name": 0,
        "received_total": 1,
        "received_online": 2,
        "resolved_total": 3,
        "pending_total": 6,
        "pending_in_time": 7,
    }
    assert layout.unknown == (4, 5)


def test_resolved_in_time_is_not_taken_for_pending_in_time() -> None:
    upper = ("Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "", "Đang giải quyết")
    layout = find_layout(table(upper, ("", "Tổng số", "Tổng số", "Trong hạn", "Tổng số"), ("Hộ tịch", *"1234")))
    assert "pending_in_time" not in layout.columns


def test_a_header_merged_down_over_blank_rows_ends_below_them() -> None:
    headers = ("Mã hồ sơ", "Ngày nhận", "TTHC")
    areas = [(1, column, 3, column) for column in range(3)]
    layout = find_layout(table(headers, (), (), FILING[1:4], merged=areas))
    assert layout.columns == {"filing_code": 0, "received_on": 1, "procedure_name": 2}
    assert layout.first_row == 4


def test_lines_that_a_merged_header_spans_belong_together() -> None:
    upper = ("Mã hồ sơ", "Ngày nhận", "TTHC", "Theo dõi", "")
    areas = [(1, 3, 1, 4), *((1, column, 2, column) for column in range(3))]
    layout = find_layout(table(upper, ("", "", "", "Lần một", "Lần hai"), FILING, merged=areas))
    assert layout.headers[3:5] == ("Theo dõi / Lần một", "Theo dõi / Lần hai")
    assert layout.first_row == 3


def test_a_group_of_personal_columns_is_personal_whatever_stands_below() -> None:
    upper = ("Mã hồ sơ", "Ngày nhận", "TTHC", "Người nộp", "", "", "Đơn vị xử lý")
    lower = ("", "", "", "Tên", "Đơn vị", "Ngày sinh")
    areas = [(1, 3, 1, 5), *((1, column, 2, column) for column in (0, 1, 2, 6))]
    for merged in (areas, ()):
        layout = find_layout(table(upper, lower, FILING, merged=merged))
        assert layout.personal == {3, 4, 5}
        assert layout.columns["agency_name"] == 6


def test_rows_of_data_are_not_taken_for_a_second_line_of_headers() -> None:
    sheet = table(
        ("Mã hồ sơ", "Ngày nhận", "TTHC", "Kênh"),
        ("H1-220101-0001", "01/01/2022", "Khai sinh", "Trực tuyến"),
        ("", "", "", "Đơn vị"),
    )
    assert find_layout(sheet).first_row == 2


# Personal data


@pytest.mark.parametrize(
    "header",
    [
        "Chủ hồ sơ",
        "Họ và tên người nộp hồ sơ",
        "SĐT liên hệ",
        "Số điện thoại di động",
        "SoDienThoaiChuHoSo",
        "SO_DIEN_THOAI",
        "DIACHI_NGUOINOP",
        "Địa chỉ thường trú",
        "Email (nếu có)",
        "CMND/CCCD",
        "Số ÐIỆN THOẠI",
        "Cán bộ thụ lý",
        "Mã định danh cá nhân",
        "Thông tin người nộp / Ghi chú",
        "Tên tổ chức, cá nhân",
    ],
)
def test_headers_of_personal_data_are_known(header: str) -> None:
    headers = ("Mã hồ sơ", "Ngày nhận", "TTHC", header)
    assert find_layout(table(headers, FILING[1:5])).personal == {3}


@pytest.mark.parametrize(
    "header",
    [
        "Ngày trả kết quả cho tổ chức, cá nhân",
        "Ngày công dân bổ sung",
        "Mã cha",
        "Đơn vị xử lý",
        "Sở Nội vụ",
        "Mê Linh",
    ],
)
def test_other_headers_are_not_personal(header: str) -> None:
    assert not is_personal(header)


def test_errors_do_not_tell_headers_of_personal_data() -> None:
    sheet = table(("Tên thủ tục", "Ngày nhận", "Chủ hồ sơ", "Số điện thoại"), ("Khai sinh", "01/01/2022", "Lê A", "09"))
    with pytest.raises(LoadError) as error:
        find_layout(sheet)
    assert str(error.value) == (
        "What export.xlsx holds cannot be told from its headers (Tên thủ tục; Ngày nhận). "
        "Name it with --as, or finish a map drafted with --dry-run and give it with --map."
    )


NAMES = st.sampled_from(("Nguyễn Văn An", "Trần Thị Bình", "Đống Đa", "Hộ tịch", "Trực tuyến", "Đơn vị", ""))
VALUES = st.sampled_from(("H1-220101-0001", "01/02/2022", "0912345678", "5", "12.5"))


@EXAMPLES
@given(st.lists(st.tuples(NAMES, VALUES, NAMES, VALUES), min_size=1, max_size=6), st.sampled_from((None, "filings")))
def test_rows_without_headers_are_refused_without_telling_what_they_say(
    rows: list[tuple[str, ...]], kind: str | None
) -> None:
    sheet = table(*rows)
    assert likely_headers(sheet) == {}
    with pytest.raises(LoadError) as error:
        find_layout(sheet, KINDS[kind] if kind else None)
    assert not any(cell in str(error.value) for row in rows for cell in row if cell and cell != "5")


def test_unknown_headers_are_told_when_they_stand_above_figures() -> None:
    sheet = table(
        ("SỞ NỘI VỤ", "Mật"), ("Ký hiệu riêng", "Loại việc", "Bắt đầu", "Họ tên"), ("A1", "b", "1/2/2022", "Lê")
    )
    assert likely_headers(sheet) == {0: "Ký hiệu riêng", 1: "Loại việc", 2: "Bắt đầu"}
    assert likely_layout(sheet) is None


# What is refused


@pytest.mark.parametrize(
    ("sheet", "kind", "said"),
    [
        (
            table(("Mã hồ sơ", "Lĩnh vực", "Loại", "Họ tên"), FILING[:4], name="Tháng 4"),
            "filings",
            "export.xlsx, sheet Tháng 4 lacks columns that filings need: day of receipt; "
            "code of the procedure, or else name of the procedure. Headers without a use: Loại. "
            "Say in a map which is which (--dry-run drafts it, --map reads it).",
        ),
        (
            table(("Kỳ", "Từ ngày", "Ghi chú"), ("1", "2", "3")),
            "calendar",
            "export.xlsx lacks columns that days or periods need: calendar, period, first day, last day, or else "
            "day off, name of the day off. Headers without a use: -. "
            "Say in a map which is which (--dry-run drafts it, --map reads it).",
        ),
        (
            table(("Mã hồ sơ", "Ngày nhận", "Ngày tiếp nhận", "TTHC"), FILING[1:5]),
            None,
            "export.xlsx has several columns for day of receipt: Ngày nhận (col:B); Ngày tiếp nhận (col:C). "
            "Say in a map which of them to read (--dry-run drafts it, --map reads it).",
        ),
        (
            table(("Chỉ tiêu", "Kỳ", "Giá trị"), ("Đúng hạn", "2022", "99")),
            None,
            "export.xlsx may hold targets, reported: its headers fit them equally well (Chỉ tiêu; Kỳ; Giá trị). "
            "Name one with --as.",
        ),
        (
            table(("một", "hai"), ("ba", "bốn")),
            None,
            "No line of column headers is found in export.xlsx. Write its number as header_row in a map, "
            "with the columns (--dry-run drafts it, --map reads it).",
        ),
    ],
)
def test_what_is_wrong_with_the_headers_is_said(sheet: Table, kind: str | None, said: str) -> None:
    with pytest.raises(LoadError) as error:
        find_layout(sheet, KINDS[kind] if kind else None)
    assert str(error.value) == said


def test_a_sheet_of_equal_rights_is_settled_by_the_kind_asked_for() -> None:
    sheet = table(("Chỉ tiêu", "Kỳ", "Giá trị"), ("Đúng hạn", "2022", "99"))
    assert find_layout(sheet, KINDS["targets"]).kind.name == "targets"


def test_the_whole_header_goes_before_the_end_of_another() -> None:
    upper = ("Mã hồ sơ", "Ngày nhận", "TTHC", "Bước hiện tại")
    sheet = table(upper, ("", "", "", "Ngày nhận"), FILING[1:5], merged=[(1, column, 2, column) for column in range(3)])
    assert find_layout(sheet).columns["received_on"] == 1


# Maps


def test_a_map_gives_columns_and_the_others_are_recognised() -> None:
    sheet = table(("Số HS", "Nộp ngày", "Thủ tục", "Hạn xử lý", "Kênh"), FILING[1:6])
    layout = find_layout(sheet, None, office_map("filings", filing_code="so hs", received_on="Nộp ngày", due_on=""))
    assert layout.columns == {"filing_code": 0, "received_on": 1, "procedure_name": 2, "channel": 4}
    assert layout.unknown == (3,)


def test_a_map_settles_which_of_two_columns_is_read() -> None:
    sheet = table(("Mã hồ sơ", "Ngày nhận", "Ngày tiếp nhận", "TTHC"), FILING[1:5])
    layout = find_layout(sheet, KINDS["filings"], office_map("filings", received_on="Ngày tiếp nhận"))
    assert layout.columns["received_on"] == 2
    assert layout.unknown == (1,)


def test_columns_given_by_letters_are_read_below_unknown_headers() -> None:
    sheet = table(("DANH SÁCH",), ("Ký hiệu riêng", "Việc", "Bắt đầu"), ("A1", "Khai sinh", "1/2/2022"))
    layout = find_layout(
        sheet, None, office_map("filings", filing_code="col:A", procedure_name="col: b", received_on="COL:C")
    )
    assert layout.columns == {"filing_code": 0, "procedure_name": 1, "received_on": 2}
    assert layout.first_row == 3


@pytest.mark.parametrize(("row", "first_row"), [(2, 3), (3, 5), (4, 5)])
def test_a_map_says_in_which_line_the_headers_end(row: int, first_row: int) -> None:
    headers = ("Mã hồ sơ", "Ngày nhận", "TTHC")
    sheet = table(("Mẫu",), headers, headers, ("1", "2", "3"), FILING[1:4])
    assert find_layout(sheet, None, office_map("filings", row)).first_row == first_row


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            office_map("returns"),
            "The map office.toml is for returns, and the file is to be loaded as filings. Correct one of them.",
        ),
        (
            office_map("filings", due_on="Ngày hẹn trả kq"),
            "export.xlsx has no column Ngày hẹn trả kq, which the map office.toml gives for due_on. "
            "Nearest: Ngày hẹn; Ngày nhận",
        ),
        (
            office_map("filings", due_on="col:Z"),
            "export.xlsx has no column col:Z, which the map office.toml gives for due_on. "
            "Nearest: Mã hồ sơ; Ngày nhận; TTHC; Ghi chú; Ghi chú; Ngày hẹn",
        ),
        (
            office_map("filings", status="ghi chú"),
            "export.xlsx has several columns ghi chú, which the map office.toml gives for status. "
            "Write there one of: col:E, col:F",
        ),
        (
            office_map("filings", agency_name="col:D"),
            "The map office.toml gives col:D for agency_name: columns of personal data are never read. "
            "Take it out; if the column holds none, give it another header in the file.",
        ),
        (
            office_map("filings", 99),
            "In export.xlsx no headers end in line 99, as the map office.toml says. Correct header_row there.",
        ),
    ],
)
def test_a_map_that_does_not_fit_is_refused(given: OfficeMap, said: str) -> None:
    sheet = table(("Mã hồ sơ", "Ngày nhận", "TTHC", "Họ tên", "Ghi chú", "Ghi chú", "Ngày hẹn"), FILING)
    with pytest.raises(LoadError) as error:
        find_layout(sheet, KINDS["filings"], given)
    assert str(error.value) == said


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_columns_have_letters(column: int, letters: str) -> None:
    assert column_letter(column) == letters
    assert columns_headed(f"col:{letters}", [""] * 800) == [column]


# Rows


RETURNS = find_layout(table(*FORM_06, NUMBERS, HO_TICH, merged=FORM_06_MERGED))
FILINGS = find_layout(table(("STT", "Mã hồ sơ", "TTHC", "Lĩnh vực", "Ngày nhận", "Ngày hẹn trả", "Đơn vị"), FILING))
UNNUMBERED = find_layout(table(("Mã hồ sơ", "TTHC", "Lĩnh vực", "Ngày nhận"), FILING[1:5]))
REPORTED = find_layout(table(("Chỉ tiêu", "Tính đến ngày", "Giá trị"), ("Đúng hạn", "14/06/2022", "99")))


@pytest.mark.parametrize(
    ("layout", "cells", "said"),
    [
        (FILINGS, FILING, "data"),
        (FILINGS, ("2", "", "Cấp bản sao", "Hộ tịch", "", "", "Phường Đống Đa"), "data"),
        (FILINGS, ("2", "", "Cấp bản sao"), "data"),
        (FILINGS, ("", "H56.14-220315-0001"), "data"),
        (FILINGS, ("", "", "", "", "15/03/2022"), "data"),
        (FILINGS, ("", "", ""), "blank"),
        (FILINGS, (), "blank"),
        (FILINGS, ("17", "", ""), "blank"),
        (FILINGS, ("I", "Cấp tỉnh"), "section"),
        (FILINGS, ("I. Cấp tỉnh",), "section"),
        (FILINGS, ("", "Lĩnh vực: Hộ tịch"), "section"),
        (FILINGS, ("Lĩnh vực: Hộ tịch (25 hồ sơ)",), "section"),
        (FILINGS, ("", "NGƯỜI LẬP BIỂU", "", "", "", "THỦ TRƯỞNG ĐƠN VỊ"), "section"),
        (FILINGS, ("", "", "", "", "", "Quy Nhơn, ngày 14 tháng 6 năm 2022"), "section"),
        (FILINGS, ("TỔNG CỘNG",), "total"),
        (FILINGS, ("", "Tổng cộng: 25 hồ sơ"), "total"),
        (FILINGS, ("", "Tổng số", "25"), "total"),
        (FILINGS, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"), "numbering"),
        (FILINGS, ("A", "B", "1", "2", "3", "4", "5"), "numbering"),
        (FILINGS, ("STT", "Mã hồ sơ", "TTHC", "Lĩnh vực", "Ngày nhận", "Ngày hẹn trả", "Đơn vị"), "numbering"),
        (UNNUMBERED, ("123456", "Cấp bản sao", "Hộ tịch", "15/03/2022"), "data"),
        (UNNUMBERED, ("II", "Cấp huyện"), "section"),
        (RETURNS, HO_TICH, "data"),
        (RETURNS, ("3", "Chứng thực"), "data"),
        (RETURNS, ("", "Chứng thực", "1", "1", "0", "0", "1", "0", "1", "0", "0", "0", "0"), "data"),
        (RETURNS, ("I", "Cấp tỉnh", "1", "1", "0", "0", "1", "0", "1", "0", "0", "0", "0"), "data"),
        (RETURNS, ("1", "", "2", "4", "5", "1", "8", "1", "7", "0", "2", "2", "0"), "data"),
        (RETURNS, ("I", "Cấp tỉnh"), "section"),
        (RETURNS, ("II", "Trên Hệ thống thành phố", "", ""), "section"),
        (RETURNS, ("", "TỔNG CỘNG", "10", "4", "5", "1", "8", "1", "7", "0", "2", "2", "0"), "total"),
        (RETURNS, ("III", "Tổng cộng (I+II)", "10", "4", "5", "1", "8", "1", "7", "0", "2", "2", "0"), "total"),
        (RETURNS, ("", "", "Tổng số", "Trong đó", "", "Từ kỳ trước", "Tổng số", "Trước hạn"), "numbering"),
        (RETURNS, NUMBERS, "numbering"),
        (REPORTED, ("Tổng số thủ tục", "14/06/2022", "1905"), "data"),
        (REPORTED, ("Tổng số", "", ""), "total"),
    ],
)
def test_rows_are_told_apart(layout: Layout, cells: tuple[str, ...], said: str) -> None:
    assert role(cells, layout) == said


def right(text: str) -> tuple[str, ...]:
    """Return cells of which the last, in a column of counts, has this text."""
    return *[""] * 7, text


TOTAL = ("", "TỔNG CỘNG", "10", "4", "5", "1", "8", "1", "7", "0", "2", "2", "0")
SIGNED = (("", "Nguyễn Văn An", *right("Trần Thị Bình")),)


@pytest.mark.parametrize(
    "below",
    [
        (("", "Người lập biểu"), *SIGNED),
        (right("Cầu Giấy, ngày 15 tháng 6 năm 2022"), ("", "NGƯỜI LẬP BIỂU", *right("CHỦ TỊCH")), *SIGNED),
        (("Người lập biểu", *right("Kế toán"), "", "Chủ tịch", "", "Đóng dấu"), ("Nguyễn Văn An",)),
        (*SIGNED, ("", "Nguyễn Văn An", *right("15/6/2022")), ("", "Điện thoại", *right("0905 123 456"))),
        (("", "Ghi chú: số liệu đến 14/6"), ("1", "Cột 3 = 4 + 5 + 6"), ("", "2. Chưa có số liệu của chợ")),
        (("", "Nơi nhận:"), ("-", "Như trên"), ("-", "Lưu: VT.")),
        (("", "1. Số liệu tổng hợp từ phần mềm"),),
    ],
)
def test_what_stands_below_a_table_of_counts_is_none_of_it(below: Sequence[tuple[str, ...]]) -> None:
    rows = list(enumerate((("I", "Cấp tỉnh"), ("II", "Cấp xã"), HO_TICH, TOTAL), start=1))
    assert list(table_rows([*rows, *enumerate(below, start=6)], RETURNS)) == rows


@pytest.mark.parametrize(
    "last",
    [
        ("", "Tổng cộng", "chưa có"),
        ("", "Chợ", "", "", "", "", "", "", "", "10 hồ sơ"),
        ("3", "Chợ"),
        ("3", "Chợ", "chưa có"),
        ("III", "Cấp huyện"),
        ("", "III. Cấp huyện"),
    ],
)
def test_the_last_row_of_a_table_need_not_have_all_its_counts(last: tuple[str, ...]) -> None:
    rows = list(enumerate((("", "Cấp xã"), HO_TICH, last), start=1))
    assert list(table_rows([*rows, (5, ("", "Người lập biểu"))], RETURNS)) == rows


@pytest.mark.parametrize(
    "text", ["Cộng", "TONG CONG", "Tổng số:", "Cộng I", "Cộng (I + II)", "Cộng:25", "V. Tổng cấp xã", "Toàn tỉnh"]
)
def test_heads_of_totals_are_known(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text", ["Công thương", "Công nhận hộ nghèo", "Tổng cục Thuế", "Tổng hợp", "H56-220315-0001", "I", ""]
)
def test_other_texts_are_no_heads_of_totals(text: str) -> None:
    assert not is_total(text)


# Titles


@pytest.mark.parametrize(
    "titles",
    [
        ["Từ ngày 15/03/2022 đến ngày 14/06/2022"],
        ["Biểu số 06", "(từ 15/3/2022 đến 14/6/2022)"],
        ["BÁO CÁO", "Từ ngày:", "15/03/2022", "Đến ngày:", "14/06/2022"],
        ["Từ ngày 15 tháng 3 năm 2022 đến hết ngày 14 tháng 6 năm 2022"],
        ["Tu ngay 15-03-2022 den 14-06-2022"],
        ["Kỳ báo cáo: Quý II (từ 15/3 đến 14/6/2022)"],
        ["từ 15.3.22 - 14.6.22"],
        ["Từ ngày 15/03/2022 00:00 đến ngày 14/06/2022 23:59:59"],
        ["Từ 2022-03-15 đến 2022-06-14"],
    ],
)
def test_the_days_that_titles_name_are_read(titles: list[str]) -> None:
    assert covered_range(titles) == (date(2022, 3, 15), date(2022, 6, 14))


def test_a_range_over_the_new_year_begins_in_the_year_before() -> None:
    assert covered_range(["từ 15/12 đến 14/3/2022"]) == (date(2021, 12, 15), date(2022, 3, 14))


@pytest.mark.parametrize(
    "titles",
    [
        [],
        ["DANH SÁCH HỒ SƠ"],
        ["Từ ngày … đến ngày …"],
        ["Từ ngày 31/02/2022 đến ngày 14/06/2022"],
        ["Từ ngày 15/06/2022 đến ngày 14/03/2022"],
        ["Thông tư 01/2020/TT-VPCP ngày 21/10/2020"],
    ],
)
def test_titles_without_days_name_none(titles: list[str]) -> None:
    assert covered_range(titles) is None


@EXAMPLES
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_range_written_out_is_read(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert covered_range([f"(Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y})"]) == (first, last)


@EXAMPLES
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_titles_can_be_asked(titles: list[str]) -> None:
    covered_range([*titles, "từ 99/99/9999 đến 0/0/0"])
    titled_period(titles)
    titled_unit(titles)


@pytest.mark.parametrize(
    ("titles", "period"),
    [
        (["Kỳ báo cáo: Quý II/2022"], "Quý II/2022"),
        (["Kỳ báo cáo: Quý II năm 2022 (Từ ngày 15/3/2022 đến ngày 14/6/2022)"], "Quý II năm 2022"),
        (["Kỳ báo cáo: 6 tháng đầu năm 2022, từ ngày 15/12/2021"], "6 tháng đầu năm 2022"),
        (["- Đơn vị báo cáo: UBND phường\n- Kỳ báo cáo:", "Tháng 4/2021"], "Tháng 4/2021"),
        (["TÌNH HÌNH GIẢI QUYẾT HỒ SƠ THÁNG 04 NĂM 2021"], "THÁNG 04 NĂM 2021"),
        (["KY BAO CAO: QUY 2/2022"], "QUY 2/2022"),
        (["Biểu kèm theo Thông tư ngày 21 tháng 10 năm 2020", "BÁO CÁO 9 THÁNG NĂM 2021"], "9 THÁNG NĂM 2021"),
        (["BÁO CÁO NĂM 2021"], "NĂM 2021"),
        (["Quy Nhơn, ngày 14 tháng 6 năm 2022"], None),
        (["Ban hành kèm theo Quyết định của năm 2021"], None),
        (["Kỳ báo cáo:……"], None),
        ([], None),
    ],
)
def test_the_period_that_titles_name_is_told(titles: list[str], period: str | None) -> None:
    assert titled_period(titles) == period


@pytest.mark.parametrize(
    ("titles", "unit"),
    [
        (["Đơn vị báo cáo: UBND phường Đống Đa"], "UBND phường Đống Đa"),
        (["- Đơn vị báo cáo:\nUBND phường Đống Đa\n- Đơn vị nhận báo cáo:\nVăn phòng"], "UBND phường Đống Đa"),
        (["Cơ quan báo cáo:", "Sở Nội vụ", "Sở Tài chính"], "Sở Nội vụ"),
        (
            ["UBND THÀNH PHỐ QUY NHƠN", "CỘNG HÒA XÃ HỘI", "UBND PHƯỜNG ĐỐNG ĐA", "Số: 12/BC-UBND"],
            "UBND PHƯỜNG ĐỐNG ĐA",
        ),
        (["ỦY BAN NHÂN DÂN", "TỈNH BÌNH ĐỊNH", "BÁO CÁO"], "ỦY BAN NHÂN DÂN TỈNH BÌNH ĐỊNH"),
        (["ỦY BAN NHÂN DÂN TỈNH BÌNH ĐỊNH\nSỞ NỘI VỤ"], "SỞ NỘI VỤ"),
        (["UBND PHUONG DONG DA", "SO: 12/BC"], "UBND PHUONG DONG DA"),
        (["TÌNH HÌNH TIẾP NHẬN", "Đơn vị tính: hồ sơ", "Ban hành kèm theo", "Đơn vị nhận báo cáo: Sở Nội vụ"], None),
        ([], None),
    ],
)
def test_the_unit_that_titles_name_is_told(titles: list[str], unit: str | None) -> None:
    assert titled_unit(titles) == unit


# The lists of words


def test_a_known_header_names_one_field_of_a_kind() -> None:
    keys = [(row["kind"], header_key(row["header"])) for row in words("header")]
    assert sorted(keys) == sorted(set(keys))


def test_known_headers_name_fields_that_there_are() -> None:
    fields = {(kind.name, field.name) for kind in KINDS.values() for field in kind.fields}
    named = {(row["kind"], row["field"]) for row in words("header") if row["field"]}
    assert named == fields


def test_each_field_goes_by_its_own_name() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            assert header_key(field.name) in map(header_key, spellings(kind, field.name)), (kind.name, field.name)


def test_no_known_header_is_personal() -> None:
    assert [row["header"] for row in words("header") if is_personal(row["header"])] == []
    assert {row["also_inside"] for row in words("personal")} == {"yes", "no"}


@EXAMPLES
@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_texts_are_laid_out_or_refused(lines: list[list[str]]) -> None:
    assume(any(cell for line in lines for cell in line))
    sheet = table(*lines, merged=[(1, 0, 2, 1), (2, 1, 9, 1)])
    for kind in (None, *KINDS.values()):
        with suppress(LoadError):
            assert find_layout(sheet, kind).kind in KINDS.values()
