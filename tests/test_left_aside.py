"""What a load tells of what it left aside: columns that are not read, and columns that say nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from tests.conftest import Cli
from tests.examples_build.formats import Page, Rows, html, json_lines, json_list, ods, parquet, separated, xls, xlsx
from tests.office_files import office

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
