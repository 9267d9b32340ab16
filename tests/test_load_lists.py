"""Lists of units, procedures, fields, targets and periods, as offices keep and correct them over the years."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from parx_tui.load.matching.unit_keys import contradicts
from parx_tui.load.matching.unit_names import Unit, match_units
from parx_tui.load.request import LoadOutcome
from tests.office_files import Told, filings_csv, load, office, rows_of

LIVES = [
    "Mã TTHC,Tên TTHC,Lĩnh vực,Cấp,Ngày hiệu lực,Ngày hết hiệu lực",
    "1.990010,Đăng ký cũ,Hộ tịch,Xã,01/01/2020,01/01/2025",
    "1.990010,Đăng ký mới,Hộ tịch,Xã,01/01/2025,",
]
BEARERS = [
    "Mã đơn vị,Tên đơn vị,Cấp,Mã đơn vị cha,Ngày bắt đầu,Ngày kết thúc,Mã đơn vị trước",
    "H99.50,UBND quận Cũ,Huyện,,,30/06/2025,",
    "H99.50,Trung tâm mới,Sở,,01/07/2025,,H99.50",
    "H99.51,UBND phường Một,Xã,H99.50,01/01/2020,30/06/2025,",
    "H99.52,UBND phường Hai,Xã,H99.50,01/07/2025,,H99.51",
]
TARGET = "Chỉ tiêu,Kỳ,Đơn vị,Giá trị"
RATE = "Chỉ tiêu,Kỳ,Giá trị,Đơn vị tính,Cách tính"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An office's database."""
    return office(tmp_path)


def take(database: Path, lines: list[str], name: str = "list", **options: object) -> LoadOutcome:
    """Load a list, given by the lines of its file."""
    path = database.parent / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(line.split(",") for line in lines)
    return load(database, path, **options)


def counts(outcome: LoadOutcome) -> dict[str, int]:
    """Return how many rows of the only sheet did what."""
    return {what: number for what, number in outcome.sheets[0].counts.items() if number}


def procedures(database: Path, like: str) -> list[tuple[object, ...]]:
    """Return the procedures of such a code."""
    return rows_of(
        database,
        "select procedure_code, procedure_name, field_code, level_code, published_on from procedure "
        f"inner join field using (field_id) inner join level using (level_id) where procedure_code like '{like}%' "
        "order by published_on nulls first",
    )


def test_a_list_without_fields_keeps_those_known_and_gives_new_procedures_none(database: Path) -> None:
    """A column that is not there says nothing."""
    before = procedures(database, "1.000001")
    outcome = take(database, ["Mã TTHC,Tên TTHC", "1.000001,Đăng ký khai sinh", "1.990001,Thủ tục mới"])
    assert counts(outcome) == {"unchanged": 1, "loaded": 1}
    assert procedures(database, "1.000001") == before
    assert procedures(database, "1.990001") == [("1.990001", "Thủ tục mới", "CHUA_RO", "unknown", None)]


def test_both_lives_of_a_procedure_are_kept_and_filings_belong_to_the_one_of_their_day(database: Path) -> None:
    """A code abolished and published again is two procedures, and every filing belongs to one."""
    assert counts(take(database, LIVES)) == {"loaded": 2}
    assert [row[1] for row in procedures(database, "1.990010")] == ["Đăng ký cũ", "Đăng ký mới"]
    filings = [
        Told(f"H26.02-{day:%y%m%d}-0001", day, procedure="1.990010")
        for day in (date(2019, 5, 6), date(2024, 12, 31), date(2025, 1, 1))
    ]
    load(database, filings_csv(database.parent / "filings.csv", filings))
    assert rows_of(
        database, "select procedure_name from filing inner join procedure using (procedure_id) order by received_on"
    ) == [("Đăng ký cũ",), ("Đăng ký cũ",), ("Đăng ký mới",)]
    assert counts(take(database, [*LIVES, "2.990011,Khác,Hộ tịch,Xã,,"], "again")) == {"unchanged": 2, "loaded": 1}


def test_a_first_day_and_another_spelling_update_the_procedure_known(database: Path) -> None:
    """Neither makes a twin, and a list without first days leaves them."""
    header = "Mã TTHC,Tên TTHC,Lĩnh vực,Cấp"
    take(database, [header, "1.990010,Đăng ký,Hộ tịch,Xã"])
    dated = [f"{header},Ngày hiệu lực", "1.990010.000.00.00.H99,Đăng ký,Hộ tịch,Xã,01/01/2020"]
    assert counts(take(database, dated, "dated")) == {"updated": 1}
    assert counts(take(database, [header, "1.990010,Đăng ký lại,Hộ tịch,Xã"], "later")) == {"updated": 1}
    assert procedures(database, "1.990010") == [("1.990010", "Đăng ký lại", "HO_TICH", "xa", date(2020, 1, 1))]


def test_links_find_the_bearer_of_their_day_and_stay(database: Path) -> None:
    """Parent, predecessor and target of a code that two units bore; nothing changes when other lists come."""
    take(database, BEARERS)
    take(database, [TARGET, "on_time_rate,2024,H99.50,95%", "on_time_rate,2026,H99.50,99%"], "targets")
    for name, lines in (("again", [*BEARERS, "H99.53,UBND phường Ba,Xã,,,,"]), ("procedures", LIVES)):
        take(database, lines, name)
        assert rows_of(
            database,
            "select unit.agency_name, parent.agency_name from agency as unit "
            "inner join agency as parent on parent.agency_id = unit.parent_agency_id order by unit.agency_code",
        ) == [("UBND phường Một", "UBND quận Cũ"), ("UBND phường Hai", "Trung tâm mới")]
        assert rows_of(
            database,
            "select former.agency_name, later.agency_name from agency_lineage as lineage "
            "inner join agency as former on former.agency_id = lineage.predecessor_agency_id "
            "inner join agency as later on later.agency_id = lineage.successor_agency_id order by all",
        ) == [("UBND phường Một", "UBND phường Hai"), ("UBND quận Cũ", "Trung tâm mới")]
        assert rows_of(
            database, "select period_code, agency_name from target inner join agency using (agency_id) order by 1"
        ) == [("2024", "UBND quận Cũ"), ("2026", "Trung tâm mới")]


@pytest.mark.parametrize("between", ["", "\n"], ids=["scanned", "walked"])
def test_codes_of_units_may_be_words(database: Path, between: str) -> None:
    """A row of words with a code is a unit, whichever way the file is read."""
    path = database.parent / "units.csv"
    lines = ["Mã đơn vị,Tên đơn vị,Cấp", "STP,Sở Tư pháp mới,Sở", f"{between}SXD,Sở Xây dựng,Sở"]
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = load(database, path)
    assert counts(outcome) == {"loaded": 2}
    assert outcome.sheets[0].rows_read == 2


def test_rows_that_are_no_data_are_counted(database: Path) -> None:
    header = "Mã TTHC,Tên TTHC,Lĩnh vực,Cấp"
    lines = [header, "Lĩnh vực: Hộ tịch,,,", "1.990010,Đăng ký,,Xã", "Tổng cộng,1,,"]
    sheet = take(database, lines).sheets[0]
    assert (sheet.rows_read, sheet.headings) == (1, 2)


def test_a_list_of_procedures_speaks_for_its_own_days(database: Path) -> None:
    """Up to the day on which it is loaded; loaded for more days, it speaks for these too."""
    lines = ["Mã TTHC,Tên TTHC,Lĩnh vực,Cấp,Ngày hiệu lực", "1.990010,Đăng ký,Hộ tịch,Xã,01/01/2020"]
    take(database, lines, now=datetime(2022, 3, 1))
    days = "select covered_from, covered_to from load where kind = 'procedures' and file_name = 'list.csv' order by all"
    assert rows_of(database, days) == [(date(2020, 1, 1), date(2022, 3, 1))]
    outcome = take(
        database, lines, now=datetime(2022, 4, 1), covered_from=date(2022, 3, 1), covered_to=date(2022, 4, 1)
    )
    assert outcome.is_published
    assert len(rows_of(database, days)) == 2


def test_a_successor_without_a_first_day_is_rejected(database: Path) -> None:
    """From which day a unit follows another has to be told: its row is rejected, and the others are loaded."""
    header = "Mã đơn vị,Tên đơn vị,Cấp,Mã đơn vị trước,Từ ngày"
    lines = [header, "H99.70,UBND phường Cũ,Xã,,", "H99.71,UBND phường Mới,Xã,H99.70,"]
    outcome = take(database, lines, most_rejected=100)
    assert counts(outcome) == {"loaded": 1}
    rejected = [(cell.row_number, cell.column, cell.problem) for cell in outcome.sheets[0].rejected]
    assert rejected == [(3, "Từ ngày", "missing")]
    take(database, [*lines[:2], "H99.71,UBND phường Mới,Xã,H99.70,01/07/2025"])
    assert rows_of(database, "select changed_on from agency_lineage") == [(date(2025, 7, 1),)]


def test_a_target_stays_with_its_unit_when_another_takes_over_the_code(database: Path) -> None:
    """The unit that a target was set for does not change with later lists."""
    take(database, BEARERS[:2])
    take(database, [TARGET, "on_time_rate,2025,H99.50,95%"], "targets")
    take(database, BEARERS, "units")
    assert rows_of(database, "select agency_name from target inner join agency using (agency_id)") == [
        ("UBND quận Cũ",)
    ]


def test_a_first_day_updates_a_unit_that_had_none(database: Path) -> None:
    """A list that tells since when a known unit exists makes no twin."""
    lines = ["Mã đơn vị,Tên đơn vị,Cấp,Ngày bắt đầu", "H26.02,UBND phường Cầu Giấy,Xã,01/07/2021"]
    assert counts(take(database, lines)) == {"updated": 1}
    assert rows_of(database, "select valid_from from agency where agency_code = 'H26.02'") == [(date(2021, 7, 1),)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("nd09,2025-01,01/01/2025,31/01/2025", "calendar_standard"),
        ("Calendar,2025-01,01/01/2025,31/01/2025", "calendar_standard"),
        ("rieng,2025-01,31/01/2025,01/01/2025", "period_backwards"),
    ],
)
def test_standard_calendars_and_periods_that_run_backwards_are_rejected(database: Path, row: str, problem: str) -> None:
    """The rest of the file is loaded."""
    lines = ["Lịch,Kỳ,Từ ngày,Đến ngày", row, "rieng,2025-02,01/02/2025,28/02/2025"]
    outcome = take(database, lines, most_rejected=50)
    assert [cell.problem for cell in outcome.sheets[0].rejected] == [problem]
    assert counts(outcome) == {"loaded": 1}


def test_new_units_that_differ_by_accents_stay_apart(database: Path) -> None:
    """Tiên Phong and Tiền Phong are two communes, when they are new and ever after."""
    names = ["UBND xã Tiền Phong", "UBND xã Tiên Phong", "Xã Tiên Phong"]
    for number, order in enumerate((names[:1], names)):
        filings = [Told(f"F{number}-{place}", date(2022, 3, 1), unit=name) for place, name in enumerate(order)]
        load(database, filings_csv(database.parent / f"{number}.csv", filings), adds_units=True)
    assert rows_of(
        database,
        "select other_code from filing inner join agency using (agency_id) "
        "where agency_name = 'UBND xã Tiền Phong' order by all",
    ) == [("F0-0",), ("F1-0",)]
    assert rows_of(database, "select count(*), count(distinct agency_code) from agency") == [(5, 5)]


@pytest.mark.parametrize(
    ("text", "name", "does"),
    [
        ("Xã Tiên Phong", "UBND xã Tiền Phong", True),
        ("Xa Tien Phong", "UBND xã Tiền Phong", False),
        ("Xã Tiền Phong", "UBND xa Tien Phong", False),
        ("Phường Hoà Quí", "Phường Hòa Quý", False),
        ("P. Mĩ Đình", "UBND phường Mỹ Đình", False),
    ],
)
def test_accents_that_contradict_match_nothing(text: str, name: str, does: bool) -> None:
    """Where both write accents, they count; where tone marks stand and y or i do not."""
    assert contradicts(text, name) is does
    assert match_units([text], [Unit("H1", name, "01")], {})[text].code == (None if does else "H1")


def test_two_fields_of_one_code_stay_apart(database: Path) -> None:
    """The second name becomes a field of its own, and loading again changes nothing."""
    lines = [
        "Mã TTHC,Tên TTHC,Mã lĩnh vực,Lĩnh vực,Cấp",
        "1.990001,Một,DB,Đường bộ,Xã",
        "1.990002,Hai,DB,Đất biển,Xã",
    ]
    take(database, lines)
    select = (
        "select procedure_code, field_name from procedure inner join field using (field_id) "
        "where procedure_code like '1.99%' order by all"
    )
    expected = [("1.990001", "Đường bộ"), ("1.990002", "Đất biển")]
    assert rows_of(database, select) == expected
    assert counts(take(database, [*lines, "1.990003,Ba,DB,,Xã"], "again")) == {"unchanged": 2, "loaded": 1}


@pytest.mark.parametrize(
    ("lines", "covered_to"),
    [
        (["Mã đơn vị,Tên đơn vị", "H26.01,Sở Tư pháp"], date(2022, 5, 31)),
        ([RATE, "Tỷ lệ giải quyết đúng hạn,2022,99%,%,"], None),
        ([RATE, "Tỷ lệ giải quyết đúng hạn,2022,99%,%,resolved"], None),
        ([RATE, "Tỷ lệ hồ sơ trực tuyến,2022,60%,%,Kể cả đang giải quyết quá hạn"], None),
        (["Mã đơn vị,Tên đơn vị,Mã đơn vị cha", "H26.09,UBND xã Xa,H99.99"], None),
        (["Ngày nghỉ,Tên ngày nghỉ", "08/09/2025,Ngày hội", "08/09/2045,Ngày xa"], None),
    ],
    ids=["last day", "usual definition", "told definition", "definition without use", "no such parent", "far day off"],
)
def test_the_same_list_twice_is_nothing_new(database: Path, lines: list[str], covered_to: date | None) -> None:
    assert take(database, lines, covered_to=covered_to).is_published
    before = database.read_bytes()
    assert not take(database, lines, covered_to=covered_to).is_published
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("first", "second", "select"),
    [
        (
            ["Mã đơn vị,Tên đơn vị,Ngày bắt đầu", "H26.09,UBND xã Sau,01/07/2025"],
            ["Mã đơn vị,Tên đơn vị,Ngày bắt đầu,Mã đơn vị trước", "H26.09,UBND xã Sau,01/07/2025,H26.03"],
            "select count(*) from agency_lineage",
        ),
        (
            ["Mã TTHC,Tên TTHC,Lĩnh vực,Cấp", "1.000009,Đăng ký khai sinh,Hộ tịch,Xã"],
            ["Mã TTHC,Tên TTHC,Lĩnh vực,Cấp,Mức độ", "1.000009,Đăng ký khai sinh,Hộ tịch,Xã,4"],
            "select count(*) from procedure_service",
        ),
        (
            [f"Ký hiệu,Văn bản giao,{RATE}", "A,Kế hoạch,Tỷ lệ hồ sơ trực tuyến,2022,60%,%,"],
            [f"Ký hiệu,Văn bản giao,{RATE}", "A,Kế hoạch 1,Tỷ lệ hồ sơ trực tuyến,2022,60%,%,"],
            "select count(*) from source_document where document = 'Kế hoạch 1'",
        ),
    ],
    ids=["predecessor", "service level", "document"],
)
def test_what_a_list_adds_beside_its_rows_is_kept(
    database: Path, first: list[str], second: list[str], select: str
) -> None:
    take(database, first)
    assert rows_of(database, select) == [(0,)]
    assert take(database, second).is_published
    assert rows_of(database, select) == [(1,)]


def test_what_a_list_does_not_tell_of_a_document_and_a_target_stays(database: Path) -> None:
    told = "Ký hiệu,Văn bản giao,Cơ quan ban hành"
    strict = "Tỷ lệ giải quyết đúng hạn,2022,99%,%,Kể cả đang giải quyết quá hạn"
    assert take(database, [f"{told},{RATE}", f"A,Kế hoạch 1,UBND thành phố,{strict}"]).is_published
    known = [("Kế hoạch 1", "UBND thành phố", "strict")]
    select = "select document, issuer, definition from target inner join source_document using (source_id)"
    assert rows_of(database, select) == known
    short = ["Ký hiệu,Chỉ tiêu,Kỳ,Giá trị,Đơn vị tính", "A,Tỷ lệ giải quyết đúng hạn,2022,99%,%"]
    assert not take(database, short, kind="targets").is_published
    assert take(database, [*short, "B,Tỷ lệ hồ sơ trực tuyến,2022,60%,%"], kind="targets").is_published
    assert rows_of(database, f"{select} where source_id = 'A'") == known
    assert rows_of(database, f"{select} where source_id = 'B'") == [("B", "", None)]
