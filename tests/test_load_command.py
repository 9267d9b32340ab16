"""The command line of ``load``: its list of rejected rows, its trial and draft, and options that contradict."""

from __future__ import annotations

import csv
import os
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from parx_tui.cli.progress import LineProgress
from parx_tui.config import sample_path as own_sample
from parx_tui.errors import ExitCode
from parx_tui.i18n import use_language
from parx_tui.load.store.publish import holding, previous_path
from tests.conftest import Cli
from tests.office_files import RESOLVED, Told, filings_csv, load, office, rows_of

DAY = date(2022, 3, 16)
GOOD = [Told(f"HS/{number}", DAY) for number in range(3)]
BAD = [Told(f"XX/{number}", DAY, unit="UBND phường Hoa Sen") for number in range(7)]
"""Rows that are rejected: nobody knows the unit."""

OLD_LISTS = ("File,Row,Column,Value,Reason\r\n", "\ufeffTệp,Dòng,Cột,Giá trị,Lý do\r\na,1,b,c,d\r\n")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An office's database, loaded into once, so that there is a version before."""
    path = office(tmp_path)
    load(path, filings_csv(tmp_path / "known.csv", [Told("HS/known", DAY)]))
    return path


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A file with three rows that can be loaded and seven that cannot."""
    return filings_csv(tmp_path / "export.csv", GOOD + BAD)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def cells_of(path: Path) -> list[list[str]]:
    """Return the rows of a list of rejected cells."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def loads(database: Path) -> object:
    """Return how many loads a database knows."""
    return rows_of(database, "select count(*) from load")[0][0]


# Where rejected rows are listed


@pytest.mark.parametrize(
    "name",
    ["office.duckdb", "office.duckdb.previous", "office.duckdb.undone", "export.csv", "map.toml", "link", "hard"],
)
def test_the_list_takes_the_place_of_nothing_that_the_load_uses(
    cli: Cli, database: Path, export: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "map.toml").write_text('kind = "filings"\n', "utf-8")
    (tmp_path / "link").symlink_to(database)
    (tmp_path / "hard").hardlink_to(export)
    assert previous_path(database).is_file()
    before = files_of(tmp_path)
    arguments = ["load", str(export), "--map", str(tmp_path / "map.toml"), "--max-rejects", "100"]
    outcome = cli(*arguments, "--db", str(database), "--rejects", str(tmp_path / name))
    assert outcome.code == ExitCode.USAGE
    assert f"{tmp_path / name} is needed by the load itself" in outcome.err
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("text", ["", "a,b,c\n", "letter to the minister", "File,Row\r\n"])
@pytest.mark.parametrize("option", ["--max-rejects=100", "--dry-run"])
def test_the_list_takes_the_place_of_no_other_file(
    cli: Cli, database: Path, export: Path, tmp_path: Path, text: str, option: str
) -> None:
    (tmp_path / "mine.csv").write_text(text, "utf-8")
    before = files_of(tmp_path)
    outcome = cli("load", str(export), option, "--db", str(database), "--rejects", str(tmp_path / "mine.csv"))
    assert (outcome.code, outcome.out) == (ExitCode.USAGE, "")
    assert "mine.csv exists and is no list of rejected rows" in outcome.err
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("text", OLD_LISTS)
def test_the_list_takes_the_place_of_an_older_one(
    cli: Cli, database: Path, export: Path, tmp_path: Path, text: str
) -> None:
    target = tmp_path / "list.csv"
    target.write_text(text, "utf-8")
    arguments = ["load", str(export), "--max-rejects", "100", "--db", str(database), "--rejects", str(target)]
    assert cli(*arguments).code == 0
    assert len(cells_of(target)) == 1 + len(BAD)


@pytest.mark.parametrize("name", ["absent/list.csv", "known.csv/list.csv", "x" * 300, "folder"])
def test_a_place_that_cannot_be_written_is_told_before_anything_is_loaded(
    cli: Cli, database: Path, export: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    before = files_of(tmp_path)
    arguments = ["load", str(export), "--max-rejects", "100", "--db", str(database)]
    outcome = cli(*arguments, "--rejects", str(tmp_path / name))
    assert outcome.code == ExitCode.USAGE
    assert outcome.err.count("\n") == 1
    assert name in outcome.err
    assert files_of(tmp_path) == before


def test_the_list_of_a_file_in_a_closed_folder_stands_beside_the_database(
    cli: Cli, database: Path, export: Path, tmp_path: Path
) -> None:
    # Nobody may write in the folder of open files, not even the superuser.
    handle = os.open(export, os.O_RDONLY)
    try:
        path = Path("/dev/fd") / str(handle)
        if not path.exists():
            pytest.skip("open files have no names here")
        outcome = cli("load", str(path), "--max-rejects", "100", "--db", str(database))
    finally:
        os.close(handle)
    assert outcome.code == 0, outcome.err
    (written,) = tmp_path.glob("*.rejects.csv")
    assert len(cells_of(written)) == 1 + len(BAD)
    assert f"stands in {written}." in outcome.err


def test_counts_are_told_before_the_list_and_also_when_it_fails(
    cli: Cli, database: Path, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["load", str(export), "--max-rejects", "100", "--db", str(database)]
    written = cli(*arguments)
    assert written.err.index(" read = ") < written.err.index("Loaded into") < written.err.index("What was rejected")

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parx_tui.cli.rejected.export_to_file", fail)
    filings_csv(export, [*GOOD, Told("HS/new", DAY), *BAD])
    missing = cli(*arguments)
    assert missing.code == ExitCode.FAILED
    assert "export.csv (filings): 11 read = 1 loaded + 0 updated + 3 unchanged + 7 rejected." in missing.err
    assert missing.err.index("Loaded into") < missing.err.index("The list of rejected rows is not written.")
    assert f"The database keeps them: parx-tui --export rejects --db {database}" in missing.err
    assert rows_of(database, "select count(*) from load where file_name = 'export.csv'") == [(2,)]


# Options that contradict


@pytest.mark.parametrize(
    "options",
    [
        "--dry-run", "--as filings", "--map m.toml", "--source x", "--city 01", "--whole", "--part", "--from 1/1/2022",
        "--to 1/1/2022", "--new-units", "--new-procedures", "--max-rejects 5", "--rejects r.csv",
    ],
)  # fmt: skip
@pytest.mark.parametrize("turn", ["--undo", "--redo"])
def test_undo_and_redo_take_no_option_of_a_load(cli: Cli, database: Path, turn: str, options: str) -> None:
    before = database.read_bytes()
    outcome = cli("load", turn, *options.split(), "--db", str(database))
    assert outcome.code == ExitCode.USAGE
    assert outcome.err == f"Error: parx-tui load {turn} does not take {options.split()[0]}.\n"
    assert database.read_bytes() == before


def test_undo_and_redo_take_the_options_that_they_heed(cli: Cli, database: Path) -> None:
    before, after = previous_path(database).read_bytes(), database.read_bytes()
    options = ["--lang", "en", "--memory-limit", "500MB", "--no-wait", "--quiet", "--yes"]
    for turn, expected in (("--undo", before), ("--redo", after)):
        outcome = cli("load", turn, "--db", str(database), *options)
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
        assert database.read_bytes() == expected


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--undo", "--redo"], "--undo and --redo do not go together; leave one out."),
        (["--undo", "a.csv"], "--undo takes the last load back, and no files."),
        (["--redo", "a.csv"], "--redo brings back what --undo took back, and takes no files."),
        (["a.csv", "--yes"], "parx-tui load without --undo does not take --yes."),
    ],
)
def test_a_turn_is_either_and_of_no_files(cli: Cli, database: Path, arguments: list[str], sentence: str) -> None:
    outcome = cli("load", *arguments, "--db", str(database))
    assert (outcome.code, outcome.out, outcome.err) == (ExitCode.USAGE, "", f"Error: {sentence}\n")


def test_days_that_end_before_they_begin_are_refused(cli: Cli, database: Path, export: Path) -> None:
    days = ["--from", "2/3/2022", "--to", "1/3/2022"]
    outcome = cli("load", str(export), "--db", str(database), *days)
    assert outcome.code == ExitCode.USAGE
    assert "--from 02/03/2022 comes after --to 01/03/2022" in outcome.err


# The trial and its draft


@pytest.mark.parametrize("is_named", [False, True])
def test_a_draft_needs_no_database(cli: Cli, export: Path, monkeypatch: pytest.MonkeyPatch, is_named: bool) -> None:
    monkeypatch.delenv("PARX_DB")
    named = ["--db", str(own_sample())] if is_named else []
    outcome = cli("load", str(export), "--dry-run", *named)
    assert outcome.code == 0
    assert tomllib.loads(outcome.out)["columns"]["filing_code"] == "MaHoSo"
    assert outcome.err == "Nothing was compared: name the database of the office with --db.\n"
    assert cli("load", str(export), *named).code == ExitCode.USAGE


def sheets_xlsx(path: Path, **sheets: list[str]) -> Path:
    """Write a workbook with the headers of each sheet above a row."""
    with xlsxwriter.Workbook(path) as book:
        for name, headers in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, headers)
            sheet.write_row(1, 0, ["1"] * len(headers))
    return path


def test_the_draft_of_several_sheets_is_one_valid_map(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARX_DB")
    units, procedures = ["Mã đơn vị", "Tên đơn vị"], ["Mã TTHC", "Tên TTHC"]
    book = sheets_xlsx(tmp_path / "lists.xlsx", Notes=["Ghi chú", "Ý kiến"], North=units, South=units, Rules=procedures)
    draft = cli("load", str(book), "--dry-run")
    assert draft.code == 0
    finished = tomllib.loads(draft.out)
    assert (finished["kind"], sorted(finished["columns"].values())) == ("agencies", sorted(units))
    assert "sheet North" in draft.out
    assert "sheet South" not in draft.out
    further = draft.out.partition("sheet Rules")[2].partition("# Which column")[0]
    below = further.partition("of each line below.\n")[2].strip().splitlines()
    assert all(line.startswith("#") for line in below)
    other = tomllib.loads("\n".join(line[1:] for line in below))
    assert (other["kind"], sorted(other["columns"].values())) == ("procedures", sorted(procedures))


def test_the_drafts_of_several_files_are_one_valid_map(
    cli: Cli, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARX_DB")
    units = sheets_xlsx(tmp_path / "units.xlsx", List=["Mã đơn vị", "Tên đơn vị"])
    finished = tomllib.loads(cli("load", str(export), str(units), "--dry-run").out)
    assert finished["kind"] == "filings"


@pytest.mark.parametrize("most", [5, 100])
def test_a_trial_shows_the_first_rejected_cells_and_writes_no_list(
    cli: Cli, database: Path, tmp_path: Path, most: int
) -> None:
    personal = Told("XX/p", DAY, unit="Số 12 phố Huế, điện thoại 0912345678")
    path = filings_csv(tmp_path / "export.csv", [*GOOD, personal, *BAD])
    before = files_of(tmp_path)
    outcome = cli("load", str(path), "--dry-run", "--max-rejects", str(most), "--db", str(database))
    assert outcome.code == (ExitCode.FAILED if most == 5 else ExitCode.OK)
    shown = re.findall(
        r"^export\.csv, row (\d+), column DonViXuLy: (.+?) \((?:no such unit|this may be)", outcome.err, re.MULTILINE
    )
    assert shown == [("5", "***"), *((str(row), "UBND phường Hoa Sen") for row in range(6, 10))]
    assert "Rejected cells besides these: 3. --rejects FILE lists them all." in outcome.err
    assert "0912345678" not in outcome.err
    assert files_of(tmp_path) == before


def test_a_trial_writes_the_list_that_is_asked_for(cli: Cli, database: Path, export: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    target = tmp_path / "list.csv"
    assert cli("load", str(export), "--dry-run", "--db", str(database), "--rejects", str(target)).code == 1
    assert len(cells_of(target)) == 1 + len(BAD)
    assert database.read_bytes() == before


# What is told of a load


@pytest.mark.parametrize(
    ("options", "is_guessed"),
    [("", True), ("--from 1/3/2022", True), ("--to 31/3/2022", True), ("--from 1/3/2022 --to 31/3/2022", False)],
)
def test_days_are_called_guessed_when_one_of_them_is(
    cli: Cli, database: Path, tmp_path: Path, options: str, is_guessed: bool
) -> None:
    path = filings_csv(tmp_path / "good.csv", GOOD)
    outcome = cli("load", str(path), "--db", str(database), *options.split())
    assert outcome.code == 0
    assert "It speaks for " in outcome.err
    assert ("as its days of receipt tell" in outcome.err) is is_guessed


def test_the_counts_of_one_row_need_no_plural(cli: Cli, database: Path, tmp_path: Path) -> None:
    outcome = cli("load", str(filings_csv(tmp_path / "one.csv", GOOD[:1])), "--db", str(database))
    told = "one.csv (filings): 1 read = 1 loaded + 0 updated + 0 unchanged + 0 rejected.\n"
    assert told in outcome.err
    assert "no rows of data" not in outcome.err


def test_a_file_of_headers_alone_is_called_so(cli: Cli, database: Path, tmp_path: Path) -> None:
    before = loads(database)
    outcome = cli("load", str(filings_csv(tmp_path / "empty.csv", [])), "--db", str(database))
    assert outcome.code == 0
    assert "It has headers, and no rows of data below them." in outcome.err
    assert loads(database) == before


@pytest.mark.parametrize(("language", "mark"), [("en", "."), ("vi", ",")])
def test_seconds_have_the_decimal_mark_of_the_language(
    capsys: pytest.CaptureFixture[str], language: str, mark: str
) -> None:
    use_language("vi" if language == "vi" else "en")
    line = LineProgress()
    line.begin("A", None)
    line.end()
    assert re.search(rf"\b0\{mark}\d\b", capsys.readouterr().err)


@pytest.mark.parametrize("second", ["01=Huế", "46=hà nội"])
def test_a_city_has_a_code_and_a_name_of_its_own(cli: Cli, tmp_path: Path, second: str) -> None:
    target = tmp_path / "office.duckdb"
    outcome = cli("init", str(target), "--city", "01=Hà Nội", "--city", second)
    assert outcome.code == ExitCode.USAGE
    assert "twice" in outcome.err
    assert not target.exists()


def test_the_code_of_a_city_does_not_stand_for_another(cli: Cli, tmp_path: Path) -> None:
    database = office(tmp_path)
    before = database.read_bytes()
    path = filings_csv(tmp_path / "export.csv", [Told("HS/1", date(2022, 3, 1))])
    outcome = cli("load", str(path), "--db", str(database), "--city", "01=Huế")
    assert outcome.code == ExitCode.USAGE
    assert "City 01 is Hà Nội in the database, not Huế." in outcome.err
    assert database.read_bytes() == before
    assert cli("load", str(path), "--db", str(database), "--city", "01=ha noi").code == ExitCode.OK


@pytest.mark.parametrize("day", ["01/13/2026", "31.2.2022", "2022-13-01", "yesterday"])
def test_days_of_options_have_the_day_first(cli: Cli, database: Path, export: Path, day: str) -> None:
    outcome = cli("load", str(export), "--db", str(database), "--from", day)
    assert outcome.code == ExitCode.USAGE
    assert f"--from {day} is not a day" in outcome.err


def test_a_share_of_rejected_rows_is_counted_exactly(cli: Cli, tmp_path: Path) -> None:
    rows = [Told(f"HS/{number}", DAY, procedure="9.999999" if number < 29 else "1.000001") for number in range(100)]
    path = filings_csv(tmp_path / "export.csv", rows)
    assert cli("load", str(path), "--db", str(office(tmp_path)), "--max-rejects", "29").code == ExitCode.OK


def test_an_empty_database_does_not_take_the_place_of_one_that_is_loaded_into(cli: Cli, database: Path) -> None:
    before = database.read_bytes()
    with holding(database, wait=False, tell=print):
        outcome = cli("init", str(database), "--force", "--no-wait")
    assert outcome.code == ExitCode.DATABASE
    assert database.read_bytes() == before


@pytest.mark.parametrize(("options", "is_told"), [((), True), (("--part",), False)])
def test_that_a_file_counts_as_whole_is_told(
    cli: Cli, database: Path, tmp_path: Path, options: tuple[str, ...], is_told: bool
) -> None:
    path = filings_csv(tmp_path / "later.csv", [Told("HS/later", DAY)])
    outcome = cli("load", str(path), "--db", str(database), *options)
    assert ("It counts as that of every unit of the city" in outcome.err) == is_told


@pytest.mark.parametrize(
    ("unit", "problem"),
    [("Trần Phú", "unit_ambiguous"), ("Nguyễn Văn Ví", "personal"), ("0912345678", "personal")],
)
def test_a_unit_is_not_added_for_what_names_several_or_a_person(
    cli: Cli, database: Path, tmp_path: Path, unit: str, problem: str
) -> None:
    units = tmp_path / "units.csv"
    units.write_text("Mã đơn vị,Tên đơn vị\nH26.20,Phường Trần Phú\nH26.21,Xã Trần Phú\n", encoding="utf-8")
    path = filings_csv(tmp_path / "named.csv", [Told("HS/1", DAY, unit=unit)])
    for source in (units, path):
        assert cli("load", str(source), "--db", str(database), "--new-units", "--max-rejects", "100").code == 0
    rejected = cli("--db", str(database), "--export", "rejects").records()
    assert [row["problem"] for row in rejected] == [problem]
    assert len(rows_of(database, "from agency where agency_code not like 'H26.%'")) == 0


def test_a_code_beside_the_name_of_another_unit_is_rejected(cli: Cli, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "both.csv"
    path.write_text(
        "Mã hồ sơ,Mã TTHC,Ngày tiếp nhận,Mã đơn vị,Tên đơn vị\n"
        "HS/1,1.000001,16/03/2022,H26.03,UBND phường Cầu Giấy\n"
        "HS/2,1.000001,16/03/2022,H26.02,UBND phường Cầu Giấy\n",
        encoding="utf-8",
    )
    outcome = cli("load", str(path), "--db", str(database), "--max-rejects", "50")
    assert "2 read = 1 loaded + 0 updated + 0 unchanged + 1 rejected" in outcome.err
    (row,) = cli("--db", str(database), "--export", "rejects").records()
    assert (row["problem"], row["hint"]) == (
        "unit_contradictory",
        "UBND phường Cầu Giấy (H26.02); UBND xã Đông Anh (H26.03)",
    )


def test_a_new_code_is_a_new_procedure_whatever_its_name(cli: Cli, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "named.csv"
    path.write_text(
        "Mã hồ sơ,Mã TTHC,Tên TTHC,Ngày tiếp nhận,Đơn vị\n"
        "HS/1,1.000777,Đăng ký khai sinh,16/03/2022,UBND phường Cầu Giấy\n",
        encoding="utf-8",
    )
    assert cli("load", str(path), "--db", str(database), "--new-procedures").code == ExitCode.OK
    assert rows_of(
        database, "select procedure_code from filing inner join procedure using (procedure_id) order by 1"
    ) == [
        ("1.000001",),
        ("1.000777",),
    ]


@pytest.mark.parametrize("options", [(), ("--new-procedures",)])
@pytest.mark.parametrize("cell", ["1.000001; 2.000002", "1.000001;2.000002"])
def test_several_procedures_in_a_cell_are_none(
    cli: Cli, database: Path, tmp_path: Path, cell: str, options: tuple[str, ...]
) -> None:
    path = filings_csv(tmp_path / "several.csv", [Told("HS/1", DAY, procedure=cell)])
    outcome = cli("load", str(path), "--db", str(database), "--max-rejects", "100", *options)
    assert "1 read = 0 loaded + 0 updated + 0 unchanged + 1 rejected" in outcome.err
    (row,) = cli("--db", str(database), "--export", "rejects").records()
    assert (row["problem"], row["cell_text"]) == ("procedure_unknown", cell)


def test_a_column_of_days_that_proves_nothing_goes_by_the_others(cli: Cli, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "american.csv"
    path.write_text(
        "Mã hồ sơ,Mã TTHC,Ngày tiếp nhận,Ngày hẹn trả,Đơn vị\n"
        "HS/1,1.000001,03/01/2022,03/16/2022,UBND phường Cầu Giấy\n",
        encoding="utf-8",
    )
    assert cli("load", str(path), "--db", str(database)).code == ExitCode.OK
    assert rows_of(database, "select received_on, due_on from filing where other_code = 'HS/1'") == [
        (date(2022, 3, 1), date(2022, 3, 16))
    ]


def test_a_trial_tells_what_would_be_kept_apart(cli: Cli, tmp_path: Path) -> None:
    database = office(tmp_path)
    wrong = Told("HS/1", date(2022, 3, 5), completed=date(2022, 3, 1), status=RESOLVED)
    path = filings_csv(tmp_path / "export.csv", [wrong, Told("HS/2", date(2022, 3, 1))])
    outcome = cli("load", str(path), "--db", str(database), "--dry-run", "--max-rejects", "50")
    assert outcome.code == ExitCode.OK
    assert "1 of them contradicts itself" in outcome.err
    assert "- resolved before received: 1 filing, in row 2\n" in outcome.err
