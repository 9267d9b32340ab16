"""What a load leaves aside: what it tells of columns and of contradictions, and when it stops for them."""

from __future__ import annotations

import csv
import io
import shutil
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from parx_tui.errors import ExitCode
from tests.conftest import Cli
from tests.examples_build.__main__ import EXAMPLES
from tests.examples_build.formats import Page, Rows, html, json_lines, json_list, ods, parquet, separated, xls, xlsx
from tests.office_files import RESOLVED, Told, filings_csv, office, rows_of

CASES = Path(__file__).resolve().parent / "cases"

TABLE: list[list[str]] = [
    ["STT", "Mã hồ sơ", "Chủ hồ sơ", "Mã TTHC", "Đơn vị", "Ngày nhận", "Ngày hẹn trả", "Ký hiệu", "Ghi chú", "Fax"],
    ["1", "HS/1", "Nguyễn Văn Thử", "1.000001", "Phường Cầu Giấy", "01/03/2022", "", "A/1", "", ""],
    ["2", "HS/2", "Nguyễn Văn Thử", "1.000001", "Phường Cầu Giấy", "02/03/2022", "-", "A/2", "", ""],
    ["3", "HS/3", "Nguyễn Văn Thử", "1.000001", "Phường Cầu Giấy", "03/03/2022", "", "A/3", "", ""],
]
"""A column that no field knows, one of names, one of due dates that says nothing, two without a text."""

Writer = Callable[[Rows], bytes]

FORMATS: dict[str, Writer] = {
    "plain.csv": lambda rows: separated(rows).encode(),
    "quoted.csv": lambda rows: separated(rows, ";").replace("Ghi chú", '"Ghi ""chú"""').encode(),
    "utf-16.txt": lambda rows: separated(rows, "\t").encode("utf-16"),
    "workbook.xlsx": lambda rows: xlsx(Page(rows)),
    "excel-97.xls": lambda rows: xls(Page(rows)),
    "open.ods": lambda rows: ods(Page(rows)),
    "page.xls": lambda rows: html("Danh sách hồ sơ", rows).encode(),
    "list.json": lambda rows: json_list(rows).encode(),
    "lines.jsonl": lambda rows: json_lines(rows).encode(),
    "columns.parquet": lambda rows: parquet(rows, ["varchar"] * len(rows[0])),
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An office's database without filings."""
    return office(tmp_path)


def written(path: Path, rows: Rows) -> Path:
    """Write a table with commas between its cells."""
    path.write_text(separated(rows), "utf-8")
    return path


# Columns that are not read, and columns that say nothing


@pytest.mark.parametrize("name", FORMATS)
def test_columns_that_are_left_aside_are_told_of_every_kind_of_file(
    cli: Cli, database: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(FORMATS[name](TABLE))
    outcome = cli("load", str(path), "--db", str(database))
    assert outcome.code == 0, outcome.err
    assert [line for line in outcome.err.splitlines() if line.startswith("Columns")] == [
        "Columns that are not read (1): H “Ký hiệu”",
        "Columns left out on purpose, since they hold personal data (1): C “Chủ hồ sơ”",
        "Columns that are empty in every row (1): G “Ngày hẹn trả” (due date)",
    ]
    assert "Nguyễn" not in outcome.err


@pytest.mark.parametrize("name", ["plain.csv", "workbook.xlsx", "columns.parquet"])
def test_a_text_far_below_is_one(cli: Cli, database: Path, tmp_path: Path, name: str) -> None:
    rows = [[*row[:1], f"HS/{number}", *row[2:]] for number, row in enumerate(TABLE[1:2] * 200)]
    rows[150][6], rows[160][8], rows[170][9] = "30/06/2022", "gấp", "024"
    path = tmp_path / name
    path.write_bytes(FORMATS[name]([TABLE[0], *rows]))
    outcome = cli("load", str(path), "--db", str(database))
    assert "Columns that are not read (2): H “Ký hiệu”; I “Ghi chú”\n" in outcome.err
    assert "(2): C “Chủ hồ sơ”; J “Fax”\n" in outcome.err
    assert "empty in every row" not in outcome.err


def test_nothing_is_told_of_columns_where_all_are_read(cli: Cli, database: Path, tmp_path: Path) -> None:
    rows = [[row[column] for column in (0, 1, 3, 4, 5)] for row in TABLE]
    outcome = cli("load", str(written(tmp_path / "all.csv", rows)), "--db", str(database))
    assert outcome.code == 0
    assert "Columns" not in outcome.err


@pytest.mark.parametrize(
    ("kind", "headers", "told"),
    [
        ("agencies", "Mã đơn vị,Tên đơn vị,Người đứng đầu,Website", "(2): C “Người đứng đầu”; D “Website”"),
        ("procedures", "Mã TTHC,Tên TTHC,Phí,Lĩnh vực", "(1): C “Phí”"),
        ("targets", "Mã chỉ tiêu,Kỳ,Giá trị,Người lập biểu", "(1): D “Người lập biểu”"),
    ],
)
def test_columns_of_lists_are_told_too(
    cli: Cli, database: Path, tmp_path: Path, kind: str, headers: str, told: str
) -> None:
    values = {"Mã đơn vị": "H26.09", "Tên đơn vị": "Phường Mới", "Mã TTHC": "1.000009", "Tên TTHC": "Việc mới"}
    values |= {"Mã chỉ tiêu": "on_time_rate", "Kỳ": "2022", "Giá trị": "99%"}
    rows = [headers.split(","), [values.get(header, "x") for header in headers.split(",")]]
    outcome = cli("load", str(written(tmp_path / "list.csv", rows)), "--as", kind, "--db", str(database))
    assert outcome.code == 0, outcome.err
    assert f"Columns that are not read {told}\n" in outcome.err


def test_a_load_names_some_of_many_columns_and_a_trial_all(cli: Cli, database: Path, tmp_path: Path) -> None:
    further = [f"Cột thêm {letter}" for letter in "abcdefgh"]
    rows = [[*TABLE[0], *further], *([*row, *further] for row in TABLE[1:])]
    path = written(tmp_path / "wide.csv", rows)
    named = ["H “Ký hiệu”", *(f"{letter} “{header}”" for letter, header in zip("KLMNOPQR", further, strict=True))]
    trial = cli("load", str(path), "--dry-run", "--db", str(database))
    assert f"Columns that are not read (9): {'; '.join(named)}\n" in trial.err
    assert (
        f"Columns that are not read (9): {'; '.join(named[:5])} and 4 more (--dry-run names all)\n"
        in cli("load", str(path), "--db", str(database)).err
    )


def test_a_header_that_may_be_about_a_person_is_not_shown(cli: Cli, database: Path, tmp_path: Path) -> None:
    rows = [[*TABLE[0][:7], "Liên hệ 0912 345 678"], *(row[:8] for row in TABLE[1:])]
    outcome = cli("load", str(written(tmp_path / "odd.csv", rows)), "--db", str(database))
    assert "Columns that are not read (1): H “***”\n" in outcome.err
    assert "0912" not in outcome.err


def test_a_field_that_a_map_leaves_out_is_a_column_that_is_not_read(cli: Cli, database: Path, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text('kind = "filings"\n[columns]\ndue_on = ""\n', "utf-8")
    rows = [[row[column] for column in (1, 3, 4, 5, 6)] for row in TABLE]
    path = written(tmp_path / "filings.csv", [rows[0], *([*row[:4], "30/06/2022"] for row in rows[1:])])
    outcome = cli("load", str(path), "--map", str(tmp_path / "map.toml"), "--db", str(database))
    assert "Columns that are not read (1): E “Ngày hẹn trả”\n" in outcome.err


# Formulas without their values


def test_formulas_that_nobody_reckoned_are_told(cli: Cli, database: Path) -> None:
    path = CASES / "formulas-without-values.xlsx"
    outcome = cli("load", str(path), "--new-units", "--new-procedures", "--db", str(database))
    assert outcome.code == 0, outcome.err
    assert "6 read = 6 loaded" in outcome.err
    assert "Columns that are empty in every row (1): F “Ngày hẹn trả” (due date)\n" in outcome.err
    assert "Formulas without their values stand in some of them (1): F “Ngày hẹn trả”. Open the file" in outcome.err


def reckoned(path: Path, formula: str, sheets: int = 2) -> Path:
    """Write a workbook whose last sheet has this XML in the place of each formula of its column of due dates."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for _empty in range(sheets - 1):
            book.add_worksheet()
        sheet = book.add_worksheet("Hồ sơ")
        for row, cells in enumerate(TABLE):
            sheet.write_row(row, 0, cells)
            if row:
                sheet.write_formula(row, 6, "=F2+7", None, "VALUE")
    with zipfile.ZipFile(content) as read, zipfile.ZipFile(path, "w") as new:
        for name in read.namelist():
            text = read.read(name).decode()
            if name == f"xl/worksheets/sheet{sheets}.xml":
                assert text.count(' t="str"><f>F2+7</f><v>VALUE</v>') == len(TABLE) - 1
                text = text.replace(' t="str"><f>F2+7</f><v>VALUE</v>', formula)
            if name == "xl/_rels/workbook.xml.rels":
                text = text.replace('Target="worksheets/', 'Target="/xl/worksheets/')
            new.writestr(name, text)
    return path


@pytest.mark.parametrize(
    ("formula", "is_told"),
    [
        ("><f>F2+7</f>", True),
        ("><f>F2+7</f><v></v>", True),
        ('><f t="shared" si="0"/>', True),
        # An empty text is what the formula gives.
        (' t="str"><f>F2+7</f><v></v>', False),
        (">", False),
    ],
)
def test_it_is_told_only_where_there_are_formulas_without_values(
    cli: Cli, database: Path, tmp_path: Path, formula: str, is_told: bool
) -> None:
    path = reckoned(tmp_path / "book.xlsx", formula)
    outcome = cli("load", str(path), "--db", str(database))
    assert outcome.code == 0, outcome.err
    assert "Columns that are empty in every row (1): G “Ngày hẹn trả” (due date)\n" in outcome.err
    assert ("Formulas without their values" in outcome.err) is is_told


# Contradictions, in words

DAY = date(2022, 3, 16)
BEFORE = DAY - timedelta(days=1)
TO = ("--from", "01/03/2022", "--to", "31/03/2022")


def good(count: int, begin: int = 0) -> list[Told]:
    """Return filings with which nothing is wrong."""
    return [
        Told(f"HS/{number}", DAY, due=DAY, completed=DAY, status=RESOLVED) for number in range(begin, begin + count)
    ]


def early(code: str) -> Told:
    """Return a filing that was resolved before it was received."""
    return Told(code, DAY, completed=BEFORE, status=RESOLVED)


def endless(code: str) -> Told:
    """Return a filing that is resolved, and no day tells since when."""
    return Told(code, DAY, status=RESOLVED)


def contradictions(err: str) -> list[str]:
    """Return the lines that say what contradicts itself."""
    return [line for line in err.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_contradictions_are_told_in_words_with_their_rows(
    cli: Cli, database: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    due = replace(good(1)[0], code="XX/due", due=BEFORE)
    rows = [early("XX/1"), *good(90), early("XX/2"), due, early("XX/3"), early("XX/4")]
    path = filings_csv(tmp_path / "export.csv", rows)
    outcome = cli("load", str(path), "--db", str(database), "--max-rejects", "6", *TO, *options)
    assert outcome.code == 0, outcome.err
    assert "5 of them contradict themselves" in outcome.err
    assert contradictions(outcome.err) == [
        "- resolved before received: 4 filings, in rows 2, 93, 95 and 1 more",
        "- due before received: 1 filing, in row 94",
    ]


def test_numbers_are_written_as_the_language_has_them(cli: Cli, database: Path, tmp_path: Path) -> None:
    path = filings_csv(tmp_path / "export.csv", [early(f"XX/{number}") for number in range(1204)])
    command = ["load", str(path), "--db", str(database), *TO]
    stopped = "export.csv: 1.204 trên 1.204 dòng sẽ không được tính, gồm 0 dòng bị loại và 1.204 dòng tự mâu thuẫn."
    assert stopped in cli(*command, "--dry-run", "--lang", "vi").err
    outcome = cli(*command, "--max-rejects", "100", "--lang", "vi")
    assert contradictions(outcome.err) == [
        "- giải quyết trước khi nhận: 1.204 hồ sơ, ở dòng 2, 3, 4 và 1.201 dòng khác"
    ]


def test_of_a_filing_that_stands_twice_the_row_that_counts_is_told(cli: Cli, database: Path, tmp_path: Path) -> None:
    rows = [replace(early("HS/a"), completed=None, status=4), *good(60), early("HS/a"), early("HS/a")]
    outcome = cli("load", str(filings_csv(tmp_path / "export.csv", rows)), "--db", str(database), *TO)
    assert contradictions(outcome.err) == ["- resolved before received: 1 filing, in row 63"]


def test_each_sheet_tells_its_own_contradictions(cli: Cli, database: Path, tmp_path: Path) -> None:
    first = filings_csv(tmp_path / "a.csv", [*good(40), early("XX/a")])
    second = filings_csv(tmp_path / "b.csv", [*good(40, 40), replace(early("XX/b"), completed=None, due=BEFORE)])
    outcome = cli("load", str(first), str(second), "--db", str(database), *TO)
    told = outcome.err.partition("b.csv (filings)")
    assert contradictions(told[0]) == ["- resolved before received: 1 filing, in row 42"]
    assert contradictions(told[2]) == ["- due before received: 1 filing, in row 42"]


# More set aside than may be


def listed(path: Path) -> list[list[str]]:
    """Return the rows of a list of rejected cells below its headers."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))[1:]


def test_rows_rejected_and_contradictory_are_too_many_together(cli: Cli, database: Path, tmp_path: Path) -> None:
    unknown = [replace(filing, unit="UBND phường Hoa Sen") for filing in good(2, 100)]
    before = database.read_bytes()
    path = filings_csv(tmp_path / "export.csv", [*good(37), *unknown, early("XX/1")])
    outcome = cli("load", str(path), "--db", str(database), *TO)
    assert outcome.code == ExitCode.FAILED
    assert database.read_bytes() == before
    assert (
        "Error: export.csv: 3 of 40 rows would be in no count, 2 rejected and 1 contradicting themselves. Most for: "
        "DonViXuLy (2); resolved before received (1). Nothing was loaded." in outcome.err
    )
    assert [(row, column, value) for _file, row, column, value, _why in listed(tmp_path / "export.rejects.csv")] == [
        ("39", "DonViXuLy", "UBND phường Hoa Sen"),
        ("40", "DonViXuLy", "UBND phường Hoa Sen"),
        ("41", "MaHoSo", "XX/1"),
    ]
    assert listed(tmp_path / "export.rejects.csv")[2][4] == "resolved before received"
    assert "What was rejected or contradicts itself, and why, stands in" in outcome.err


@pytest.mark.parametrize(("most", "code"), [("7", ExitCode.FAILED), ("8", ExitCode.OK)])
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_the_share_that_may_be_set_aside_is_the_one_of_rejected_rows(
    cli: Cli, database: Path, tmp_path: Path, most: str, code: ExitCode, options: tuple[str, ...]
) -> None:
    unknown = replace(good(1, 200)[0], unit="UBND phường Hoa Sen")
    path = filings_csv(tmp_path / "export.csv", [*good(92), unknown, *(early(f"XX/{number}") for number in range(7))])
    outcome = cli("load", str(path), "--db", str(database), "--max-rejects", most, *TO, *options)
    assert outcome.code == code
    assert len(rows_of(database, "from filing")) == (99 if (code, options) == (ExitCode.OK, ()) else 0)


def test_a_trial_shows_the_first_that_would_be_in_no_count(cli: Cli, database: Path, tmp_path: Path) -> None:
    path = filings_csv(tmp_path / "export.csv", [early(f"XX/{number}") for number in range(7)])
    outcome = cli("load", str(path), "--db", str(database), "--dry-run", *TO)
    assert outcome.code == ExitCode.FAILED
    assert "export.csv, row 2, column MaHoSo: XX/0 (resolved before received)" in outcome.err
    assert "besides these: 2. --rejects FILE lists them all." in outcome.err
    assert not list(tmp_path.glob("*.rejects.csv"))


def test_what_an_earlier_load_set_aside_is_not_counted_again(cli: Cli, database: Path, tmp_path: Path) -> None:
    path = filings_csv(tmp_path / "export.csv", [early("XX/1"), early("XX/2")])
    assert cli("load", str(path), "--db", str(database), "--max-rejects", "100", *TO).code == ExitCode.OK
    filings_csv(path, [early("XX/1"), early("XX/2"), *good(2)])
    outcome = cli("load", str(path), "--db", str(database), *TO)
    assert (outcome.code, contradictions(outcome.err)) == (ExitCode.OK, [])
    assert "4 read = 2 loaded + 0 updated + 2 unchanged + 0 rejected." in outcome.err


def test_what_a_load_makes_contradictory_is_counted(cli: Cli, database: Path, tmp_path: Path) -> None:
    path = filings_csv(tmp_path / "export.csv", good(10))
    assert cli("load", str(path), "--db", str(database), *TO).code == ExitCode.OK
    filings_csv(path, [*good(9), early("HS/9")])
    outcome = cli("load", str(path), "--db", str(database), *TO)
    assert outcome.code == ExitCode.FAILED
    assert "1 of 10 rows would be in no count" in outcome.err


def test_a_file_of_contradictions_is_not_loaded_unless_it_may_be(cli: Cli, tmp_path: Path) -> None:
    database = tmp_path / "office.duckdb"
    for name in ("units.csv", "procedures.xlsx", "filings-contradictory.csv"):
        shutil.copy(EXAMPLES / name, tmp_path)
    assert cli("init", str(database), "--city", "99=Mẫu").code == 0
    lists = [str(tmp_path / "units.csv"), str(tmp_path / "procedures.xlsx")]
    assert cli("load", *lists, "--db", str(database)).code == 0
    command = ["load", str(tmp_path / "filings-contradictory.csv"), "--to", "31/08/2025", "--db", str(database)]
    stopped = cli(*command)
    assert stopped.code == ExitCode.FAILED
    assert "of 13 rows would be in no count" in stopped.err
    assert cli(*command, "--max-rejects", "100").code == ExitCode.OK


# Filings that have ended, and no column that tells when

ENDS = ["Mã hồ sơ", "Mã TTHC", "Đơn vị", "Ngày nhận", "Trạng thái"]


def ended(status: str, further: str = "", count: int = 20) -> list[list[str]]:
    """Return filings of one status, with one more cell each, below their headers."""
    row = ["1.000001", "UBND phường Cầu Giấy", "01/03/2022", status]
    return [[f"HS/{number}", *row, further] for number in range(count)]


def stopped_for_ends(cli: Cli, database: Path, path: Path, *options: str) -> str:
    """Load a file that must be stopped, really and as a trial; return the error, which is the same."""
    before = database.read_bytes()
    trial, outcome = (cli("load", str(path), "--db", str(database), *options, *more) for more in (["--dry-run"], []))
    assert (trial.code, outcome.code) == (ExitCode.FAILED, ExitCode.FAILED)
    assert database.read_bytes() == before
    errors = {told.err.splitlines()[-1] for told in (trial, outcome)}
    assert len(errors) == 1
    return errors.pop()


def test_an_export_whose_ends_stand_below_a_header_of_its_own(cli: Cli, tmp_path: Path) -> None:
    database = tmp_path / "office.duckdb"
    assert cli("init", str(database), "--city", "99=Mẫu").code == 0
    lists = [str(EXAMPLES / "units.csv"), str(CASES / "vendor-procedures.csv")]
    assert cli("load", *lists, "--db", str(database)).code == 0
    words = (CASES / "vendor-words.toml").read_text("utf-8")
    (tmp_path / "map.toml").write_text(words, "utf-8")
    # Some of its filings end after the days that its title names.
    command = ["load", str(shutil.copy(CASES / "vendor-export.xlsx", tmp_path)), "--new-units", "--to", "30/09/2025"]
    command += ["--map", str(tmp_path / "map.toml"), "--db", str(database)]
    before = database.read_bytes()
    stopped = cli(*command)
    assert (stopped.code, database.read_bytes()) == (ExitCode.FAILED, before)
    unread = "H “Ngày nộp”; K “Ngày hoàn tất xử lý”; N “Hình thức nhận”; O “Tình trạng hạn”"
    assert f"Columns that are not read (4): {unread}\n" in stopped.err
    assert (
        "Error: vendor-export.xlsx: 152 of 200 filings are resolved, as the file says, and no column that is read "
        'tells when. It may be K “Ngày hoàn tất xử lý”: write completed_on = "col:K" in a map' in stopped.err
    )
    assert "L “Ngày trả KQ” tells when the result was handed over, which is not that day" in stopped.err
    mapped = words.replace("[words.status]", '[columns]\ncompleted_on = "col:K"\nchannel = "col:N"\n[words.status]')
    assert set(tomllib.loads(mapped)["columns"]) == {"completed_on", "channel"}
    (tmp_path / "map.toml").write_text(mapped, "utf-8")
    loaded = cli(*command)
    assert loaded.code == ExitCode.OK, loaded.err
    assert "200 read = 200 loaded + 0 updated + 0 unchanged + 0 rejected." in loaded.err
    assert contradictions(loaded.err) == []
    assert rows_of(database, "select count(*) from filing where completed_on is not null") == [(152,)]
    # In the file: 74 "Trực tiếp", 72 "Trực tuyến", 54 "Qua BCCI".
    assert rows_of(database, "select channel_id, count(*) from filing group by all order by 1") == [
        (1, 74), (2, 72), (3, 54),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "status", "field", "states"),
    [
        ("Xong lúc", "Đã trả kết quả", "completed_on", "resolved"),
        ("Ngày hoàn tất xử lý", "Đã xử lý xong", "completed_on", "resolved"),
        ("Ngày rút lại", "Công dân rút hồ sơ", "withdrawn_on", "withdrawn or returned"),
        ("Ngày trả lại hồ sơ", "Trả lại hồ sơ", "withdrawn_on", "withdrawn or returned"),
    ],
)
def test_a_load_stops_for_ends_that_no_column_tells_and_names_the_likely_one(
    cli: Cli, database: Path, tmp_path: Path, header: str, status: str, field: str, states: str
) -> None:
    rows = [[*ENDS, header], *ended("Đang xử lý", count=30), ["HS/x", *ended(status, "05/03/2022 16:30")[0][1:]]]
    error = stopped_for_ends(cli, database, written(tmp_path / "export.csv", rows))
    assert (
        f"export.csv: 1 of 31 filings are {states}, as the file says, and no column that is read tells when." in error
    )
    assert f'It may be F “{header}”: write {field} = "col:F" in a map' in error
    (tmp_path / "map.toml").write_text(f'kind = "filings"\n[columns]\n{field} = "col:F"\n', "utf-8")
    path = str(tmp_path / "export.csv")
    assert cli("load", path, "--map", str(tmp_path / "map.toml"), *TO, "--db", str(database)).code == ExitCode.OK
    assert rows_of(database, f"select {field} from filing where other_code = 'HS/x'") == [(date(2022, 3, 5),)]


def test_a_column_of_ends_that_is_empty_tells_none(cli: Cli, database: Path, tmp_path: Path) -> None:
    rows = [[*ENDS, "Ngày kết thúc xử lý"], *ended("Đang xử lý", count=30), *ended("Đã có kết quả", "-", 1)]
    error = stopped_for_ends(cli, database, written(tmp_path / "export.csv", rows))
    assert "1 of 31 filings are resolved" in error
    assert 'Export the file with that day, or write completed_on = "" in a map' in error


@pytest.mark.parametrize("has_status", [True, False])
def test_the_day_of_handing_over_is_not_taken_for_the_end_without_a_word(
    cli: Cli, database: Path, tmp_path: Path, has_status: bool
) -> None:
    rows = [[*ENDS, "Ngày trả kết quả"], *ended("Đã trả kết quả", "07/03/2022")]
    rows = rows if has_status else [[*row[:4], row[5]] for row in rows]
    letter = "F" if has_status else "E"
    path = written(tmp_path / "export.csv", rows)
    error = stopped_for_ends(cli, database, path)
    assert "20 of 20 filings are resolved, as the file says" in error
    handed_over = f"{letter} “Ngày trả kết quả” tells when the result was handed over, which is not that day; where it"
    assert f'{handed_over} may stand for it, write completed_on = "col:{letter}".' in error
    (tmp_path / "map.toml").write_text(f'kind = "filings"\n[columns]\ncompleted_on = "col:{letter}"\n', "utf-8")
    options = ["--map", str(tmp_path / "map.toml"), *TO, "--db", str(database)]
    assert cli("load", str(path), *options).code == ExitCode.OK
    assert rows_of(database, "select distinct completed_on from filing") == [(date(2022, 3, 7),)]


def test_a_map_may_say_that_there_is_no_column_of_ends(cli: Cli, database: Path, tmp_path: Path) -> None:
    rows = [[*ENDS, "Ngày in"], *ended("Đang xử lý", "31/03/2022", 30), ["HS/x", *ended("10", "31/03/2022")[0][1:]]]
    path = written(tmp_path / "export.csv", rows)
    (tmp_path / "map.toml").write_text('kind = "filings"\n[columns]\ncompleted_on = ""\n', "utf-8")
    command = ["load", str(path), "--map", str(tmp_path / "map.toml"), *TO, "--db", str(database)]
    outcome = cli(*command)
    assert outcome.code == ExitCode.OK, outcome.err
    assert contradictions(outcome.err) == ["- resolved, but no day of it: 1 filing, in row 32"]
    assert cli(*command, "--max-rejects", "0", "--source", "other").code == ExitCode.FAILED


def test_ends_that_are_known_need_no_column(cli: Cli, database: Path, tmp_path: Path) -> None:
    days = [[*ENDS, "Ngày kết thúc"], *ended("Đã trả kết quả", "05/03/2022")]
    assert cli("load", str(written(tmp_path / "days.csv", days)), *TO, "--db", str(database)).code == 0
    path = written(tmp_path / "export.csv", [[*row[:5], "Kênh" if row == days[0] else "2"] for row in days])
    outcome = cli("load", str(path), "--from", "01/03/2022", "--to", "01/04/2022", "--db", str(database))
    assert (outcome.code, contradictions(outcome.err)) == (ExitCode.OK, [])
    assert rows_of(database, "select distinct completed_on, channel_id from filing") == [(date(2022, 3, 5), 2)]


@pytest.mark.parametrize(
    ("header", "text"), [("Số phiếu", "44562"), ("Ghi chú", "xong 05/03/2022 và 06/03/2022"), ("Phí", "20.000")]
)
def test_what_is_no_day_is_not_named_for_one(cli: Cli, database: Path, tmp_path: Path, header: str, text: str) -> None:
    path = written(tmp_path / "export.csv", [[*ENDS, header], *ended("Đã trả kết quả", text)])
    assert "It may be" not in stopped_for_ends(cli, database, path)


def test_days_far_below_are_named_by_their_header(cli: Cli, database: Path, tmp_path: Path) -> None:
    new, old = ended("Đang xử lý", count=100), ended("Đã trả kết quả", "05/03/2022", 200)[100:]
    path = written(tmp_path / "export.csv", [[*ENDS, "Ngày hoàn tất xử lý"], *new, *old])
    assert "It may be F “Ngày hoàn tất xử lý”: write" in stopped_for_ends(cli, database, path)


def test_a_result_that_was_handed_over_is_one_of_a_filing_that_is_resolved(
    cli: Cli, database: Path, tmp_path: Path
) -> None:
    rows = [
        [*ENDS[:4], "Ngày kết thúc xử lý", "Ngày trả kết quả"],
        *([*row[:4], "05/03/2022", ""] for row in ended("", count=30)),
        ["HS/both", *ended("")[0][1:4], "05/03/2022", "07/03/2022"],
        ["HS/over", *ended("")[0][1:4], "", "07/03/2022"],
        ["HS/none", *ended("")[0][1:4], "", ""],
    ]
    outcome = cli("load", str(written(tmp_path / "export.csv", rows)), *TO, "--db", str(database))
    assert outcome.code == ExitCode.OK, outcome.err
    assert contradictions(outcome.err) == ["- resolved, but no day of it: 1 filing, in row 33"]
    assert rows_of(database, "select other_code, status_id from filing where status_id <> 9 order by all") == [
        ("HS/both", 10),
        ("HS/none", 4),
        ("HS/over", 10),
    ]
