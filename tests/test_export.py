"""``--export``: formats, files, filters, errors and exit codes."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import stat
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from parx_tui.data.reports import REPORTS, report_file
from parx_tui.export import Writer
from parx_tui.export.csv_format import write_csv
from parx_tui.export.json_format import write_json
from parx_tui.export.md_format import write_md
from parx_tui.export.tsv_format import write_tsv
from parx_tui.export.value_text import guarded
from tests.conftest import Cli
from tests.depth import deepens, only_deep
from tests.office_files import office

ONE_CITY = ("--export", "drill", "--city", "540", "--period", "2021-04")


def test_csv_is_what_rfc_4180_says(cli: Cli) -> None:
    outcome = cli(*ONE_CITY)
    assert outcome.code == 0
    assert outcome.out.count("\r\n") == 2
    assert outcome.out.endswith("\r\n")
    assert not outcome.out.startswith("\ufeff")


def test_json_keeps_numbers(cli: Cli) -> None:
    (row,) = json.loads(cli(*ONE_CITY, "--format", "json").out)
    assert row["received_total"] == 5618
    assert row["on_time_rate"] == 0.9912
    assert row["period_from"] == "2021-03-15"
    assert row["city_code"] == "540"


def test_markdown_has_a_line_a_row(cli: Cli) -> None:
    lines = cli(*ONE_CITY, "--format", "md").out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("| city | city_code | received_total |")
    assert lines[2].startswith("| Quy Nhơn | 540 | 5618 |")


def test_tsv(cli: Cli) -> None:
    header, row = cli(*ONE_CITY, "--format", "tsv").out.splitlines()
    assert header.split("\t")[:3] == ["city", "city_code", "received_total"]
    assert row.split("\t")[:3] == ["Quy Nhơn", "540", "5618"]


def test_labels_follow_the_language(cli: Cli) -> None:
    assert cli(*ONE_CITY, "--labels").out.startswith("City,City code,Received,")
    vietnamese = cli(*ONE_CITY, "--labels", "--lang", "vi").out
    assert not vietnamese.startswith("City,")


@pytest.mark.parametrize(
    "value",
    [
        *("=1+1", "=cmd|'/C calc'!A0", "==", "+84", "+1+1", "@cmd", "@SUM(A1)"),
        *("-x", "- x", "-", "-1+1", "-1-1", "-1,=2"),
        *("\tx", "\rx", "\nx", "\t=1", " =1", "\u00a0=1"),
        *("＝1+1", "＋1", "－1", "＠x", "﹦1"),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_guarded(value: str) -> None:
    assert guarded(value) == f"'{value}"


def test_numbers_are_never_guarded() -> None:
    assert guarded(-45) == "-45"
    assert guarded(Decimal("-0.5")) == "-0.5"


@pytest.mark.parametrize("value", ["=", ">", ">=", "<", "<=", "-45", "-0.5", "-3, 0, 0", "Quận", "1=1", "a-b", ""])
def test_text_that_a_spreadsheet_computes_nothing_of_stays_as_it_is(value: str) -> None:
    assert guarded(value) == value


@pytest.mark.parametrize(("format_name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_operators_are_written_as_they_are(cli: Cli, format_name: str, delimiter: str) -> None:
    written = {}
    for report, column in (("reported", "operator"), ("targets", "operator"), ("targets", "reported_operator")):
        text = cli("--export", report, "--format", format_name).out
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        written[report, column] = {row[column] for row in rows} - {""}
    assert written["reported", "operator"] == {"=", ">"}
    assert written["targets", "reported_operator"] == {"="}
    assert written["targets", "operator"] == {">", ">=", "<="}


@pytest.mark.parametrize("format_name", ["csv", "tsv", "json"])
def test_reported_figures_that_are_written_can_be_loaded(cli: Cli, tmp_path: Path, format_name: str) -> None:
    notes = ["- gồm cả bưu chính", "=1+1", "＝1", "+84", "'trích'", "-45", "x"]
    told = [*itertools.product(("=", ">", "<="), notes)]
    with (tmp_path / "told.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source_id", "document", "indicator", "period", "operator", "value", "unit", "note"])
        for number, (operator, note) in enumerate(told, 100):
            writer.writerow(
                [f"bc-{number}", "Báo cáo", "filings_received", "2022-Q2", operator, number, "filings", note]
            )

    def loaded(path: Path) -> Path:
        database = path.with_suffix(".duckdb")
        assert cli("init", str(database), "--city", "99=Thành phố Mẫu").code == 0
        assert cli("load", str(path), "--as", "reported", "--max-rejects", "0", "--db", str(database)).code == 0
        return database

    def written(database: Path, format_name: str) -> str:
        return cli("--export", "reported", "--sort", "source_id", "--format", format_name, "--db", str(database)).out

    first = loaded(tmp_path / "told.csv")
    rows = json.loads(written(first, "json"))
    assert [(row["operator"], row["value"], row["note"]) for row in rows] == [
        (operator, number, note) for number, (operator, note) in enumerate(told, 100)
    ]
    text = written(first, format_name)
    copies = {"copy": text, "older": text.replace("\t=\t", "\t'=\t").replace(",=,", ",'=,")}
    for name, copied in copies.items():
        copy = tmp_path / f"{name}.{format_name}"
        copy.write_text(copied, "utf-8", newline="")
        assert written(loaded(copy), "json") == written(first, "json"), name


@pytest.mark.parametrize("report", ["filings", "procedures", "quarantine", "changes", "rejects", "returns"])
def test_a_report_without_rows_can_be_read_in_every_format(cli: Cli, report: str) -> None:
    asked = ("--export", report, "--filter", "no such text", "--format")
    columns = cli("--export", report, "--limit", "1").out.splitlines()[0].split(",")
    assert json.loads(cli(*asked, "json").out) == []
    assert cli(*asked, "csv").out == ",".join(columns) + "\r\n"
    assert cli(*asked, "tsv").out == "\t".join(columns) + "\r\n"
    assert cli(*asked, "md").out == f"| {' | '.join(columns)} |\n| {' | '.join('---' for _ in columns)} |\n"


@pytest.mark.parametrize("writer", [write_csv, write_tsv, write_json, write_md])
def test_any_text_stays_in_its_cell(writer: Writer, tmp_path: Path) -> None:
    target = tmp_path / "out"
    with target.open("wb") as stream:
        writer(["a", "b"], [('x, "y"\n| z\t', "[/bold]")], stream, False)
    written = target.read_text("utf-8")
    if writer is write_json:
        assert json.loads(written) == [{"a": 'x, "y"\n| z\t', "b": "[/bold]"}]
    elif writer is write_md:
        assert written.splitlines()[2] == '| x, "y" \\| z\t | [/bold] |'
    else:
        delimiter = "," if writer is write_csv else "\t"
        rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))
        assert rows[1] == ['x, "y"\n| z\t', "[/bold]"]


def test_a_file_gets_a_byte_order_mark_and_is_for_its_owner_only(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "bao cao.csv"
    assert cli(*ONE_CITY, "-o", str(target)).code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfcity,")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "bao cao" in path.name] == ["bao cao.csv"]


def test_an_existing_file_is_only_written_over_when_asked(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine")
    refused = cli(*ONE_CITY, "-o", str(target))
    assert refused.code == 2
    assert "--force" in refused.err
    assert target.read_text() == "mine"
    assert cli(*ONE_CITY, "-o", str(target), "--force").code == 0
    assert target.read_text("utf-8-sig").startswith("city,")


def test_a_failed_export_leaves_no_file(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert cli("--export", "drill", "--city", "nowhere at all", "-o", str(target)).code == 2
    assert not target.exists()


def test_a_folder_that_does_not_exist(cli: Cli, tmp_path: Path) -> None:
    outcome = cli(*ONE_CITY, "-o", str(tmp_path / "none" / "out.csv"))
    assert outcome.code == 2
    assert "Cannot write" in outcome.err


def test_dash_is_standard_output(cli: Cli) -> None:
    assert cli(*ONE_CITY, "-o", "-").out == cli(*ONE_CITY).out


def test_filings_say_how_many_there_are(cli: Cli) -> None:
    outcome = cli("--export", "filings", "--city", "540", "--period", "2021-04")
    assert len(outcome.records()) == 500
    assert "500 of 5618" in outcome.err
    all_rows = cli("--export", "filings", "--city", "540", "--period", "2021-04", "--limit", "6000").records()
    assert len(all_rows) == 5618
    states = [row["state"] for row in all_rows]
    assert states.count("overdue") == 50
    assert states.count("late") == 38
    assert states.count("in_time") == 1262


def test_filings_hold_no_personal_data(cli: Cli) -> None:
    (row,) = cli("--export", "filings", "--city", "540", "--period", "2021-04", "--limit", "1").records()
    assert not {"applicant", "phone", "email", "address", "name"} & set(row)


def test_sort_and_limit(cli: Cli) -> None:
    rows = cli(
        "--export", "drill", "--by", "agency", "--city", "540", "--period", "2021-04", "--sort", "received_new:desc"
    )
    received = [int(row["received_new"]) for row in rows.records()]
    assert received == sorted(received, reverse=True)
    assert len(received) == 22
    limited = cli("--export", "drill", "--by", "agency", "--city", "540", "--period", "2021-04", "--limit", "3")
    assert len(limited.records()) == 3
    assert "3 of 22" in limited.err


def test_names_are_sorted_as_in_vietnamese(cli: Cli) -> None:
    names = [
        row["agency"] for row in cli("--export", "drill", "--by", "agency", "--city", "540", "--level", "xa").records()
    ]
    assert names.index("Phường Đống Đa") == names.index("Phường Bùi Thị Xuân") + 1


@pytest.mark.parametrize("by", ["city", "level", "agency", "field", "procedure", "service-level", "channel"])
def test_children_add_up_to_their_parent(cli: Cli, by: str) -> None:
    scope = ("--city", "540", "--period", "2021-05")
    (parent,) = cli("--export", "drill", *scope).records()
    children = cli("--export", "drill", "--by", by, *scope).records()
    counts = [column for column in parent if column.startswith(("received_", "resolved_", "pending_"))]
    for column in [*counts, "carried_over", "withdrawn"]:
        assert sum(int(row[column]) for row in children) == int(parent[column]), column
    column = by.replace("-", "_")
    assert list(children[0])[:2] == [column, f"{column}_code"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--export", "drll"), "drill"),
        (("--export", "drill", "--city", "quy nhom"), "Quy Nhơn (540)"),
        (("--export", "drill", "--agency", "dong da"), "Quận Đống Đa (H26.36, Hà Nội)"),
        (("--export", "drill", "--period", "2022-Q7"), "2022-Q"),
        (("--export", "drill", "--calendar", "nd9"), "nd09"),
        (("--export", "drill", "--sort", "recieved_new"), "received_new"),
        (("--export", "drill", "--by", "ward"), "agency"),
        (("--export", "drill", "--format", "xls"), "csv"),
        (("--export", "drill", "--definition", "none"), "strict"),
        (("--export", "loads", "--level", "xa"), "--city"),
        (("--export", "loads", "--calendar", "calendar"), "--city"),
        (("--export", "reported", "--definition", "strict"), "--period"),
        (("--export", "trend", "--by", "city"), "drill, compare, procedures"),
        (("--export", "procedures", "--by", "agency"), "level, service-level, field"),
        (("--export", "procedure_list", "--agency", "H26.36"), "--service-level"),
        (("--export", "drill", "--limit", "0"), "0"),
        (("--nope",), "--nope"),
        (("--memory-limit", "much", "--export"), "500MB"),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    outcome = cli(*arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.out == ""
    assert "Traceback" not in outcome.err


def test_several_matches_are_listed_with_their_codes(cli: Cli) -> None:
    outcome = cli("--export", "drill", "--agency", "dong da")
    assert "Phường Đống Đa (H08.01.08, Quy Nhơn)" in outcome.err
    assert cli("--export", "drill", "--agency", "dong da", "--city", "540").code == 0


@pytest.mark.parametrize("name", ["Quy Nhơn", "QUY NHON", "540", " quy nhơn "])
def test_names_without_accents_and_case(cli: Cli, name: str) -> None:
    assert cli("--export", "drill", "--city", name, "--period", "2021-04").out == cli(*ONE_CITY).out


@pytest.mark.parametrize("code", ["2021-4", "2021-04"])
def test_periods_as_people_write_them(cli: Cli, code: str) -> None:
    assert cli("--export", "drill", "--city", "540", "--period", code).records()[0]["period"] == "2021-04"


def test_the_last_complete_period_of_the_scope_is_the_default(cli: Cli) -> None:
    assert cli("--export", "drill").records()[0]["period"] == "2022-Q2"
    assert cli("--export", "drill", "--city", "540").records()[0]["period"] == "2021-H1"


@only_deep
@deepens
def test_every_report_has_the_columns_that_its_header_describes(cli: Cli) -> None:
    for name in REPORTS:
        header = cli("--export", name, "--limit", "1").out.splitlines()[0].split(",")
        listed = {
            "drill": {"name": "city", "code": "city_code"},
            "compare": {"name": "city", "code": "city_code"},
            "procedures": {"name": "level", "code": "level_code"},
        }
        assert header == [listed.get(name, {}).get(column, column) for column in report_file(name).columns]


def test_reports_lists_them_all(cli: Cli) -> None:
    listed = cli("reports").out
    for name in REPORTS:
        assert f"{name}: {report_file(name).grain}" in listed
        for text in report_file(name).columns.values():
            assert text in listed


def test_without_a_terminal_the_screen_names_the_export_to_use(cli: Cli) -> None:
    outcome = cli("--city", "quy nhon", "--period", "2021-04")
    assert outcome.code == 2
    assert outcome.out == ""
    command = "parx-tui --export drill --by level --city 'quy nhon' --period 2021-04"
    assert command in outcome.err


def test_the_same_question_gets_the_same_bytes(cli: Cli) -> None:
    arguments = ("--export", "drill", "--by", "procedure", "--city", "01", "--period", "2022-05", "--sort", "verdict")
    assert cli(*arguments).out == cli(*arguments).out


def test_options_that_would_be_ignored_are_refused(cli: Cli, tmp_path: Path) -> None:
    for arguments, option in (
        (("-o", str(tmp_path / "x.csv")), "--output"),
        (("--format", "json"), "--format"),
        (("--city", "540", "check"), "--city"),
    ):
        outcome = cli(*arguments)
        assert outcome.code == 2
        assert option in outcome.err
    assert not (tmp_path / "x.csv").exists()


def test_every_spelling_of_a_procedure_code_is_found(cli: Cli) -> None:
    codes = ("2.000815", "2.000815.H26", "2.000815.000.00.00.H26")
    assert len({cli("--export", "drill", "--procedure", code, "--city", "01").out for code in codes}) == 1


def test_reports_without_a_coverage_column_say_what_is_not_covered(cli: Cli) -> None:
    filings = cli("--export", "filings", "--city", "540", "--period", "2022-Q2")
    assert filings.records() == []
    assert "do not cover the period at all for: Quy Nhơn" in filings.err
    procedures = cli("--export", "procedures", "--period", "2019-Q1")
    assert procedures.records() == []
    assert "No list of procedures" in procedures.err


def test_a_pipe_in_the_place_of_a_file_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    outcome = cli(*ONE_CITY, "-o", str(pipe), "--force")
    assert outcome.code == 2
    assert pipe.is_fifo()


def test_the_file_that_a_link_names_is_written(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert cli(*ONE_CITY, "-o", str(tmp_path / "link.csv"), "--force").code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text("utf-8-sig").startswith("city,")


def test_a_name_that_no_file_can_have(cli: Cli) -> None:
    assert cli(*ONE_CITY, "-o", "x" * 300).code == 2
    assert cli("--db", "x" * 300, "--export").code == 3


@pytest.mark.parametrize("arguments", [("--city", ""), ("--city", "hanoi")])
def test_a_text_that_names_nothing(cli: Cli, arguments: tuple[str, ...]) -> None:
    outcome = cli("--export", "drill", *arguments)
    assert outcome.code == 2
    assert "city" in outcome.err


def test_a_database_of_one_city_knows_its_target_in_every_row(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "trial.duckdb"
    assert cli("sample", str(path), "--filings", "5000").code == 0
    for by in ("level", "field", "channel", "period"):
        rows = cli("--db", str(path), "--export", "drill", "--by", by, "--period", "2022").records()
        assert rows
        assert {row["target"] for row in rows} == {"0.99"}


def test_a_calendar_added_to_a_built_database_asks_for_a_new_load(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "trial.duckdb"
    assert cli("sample", str(path), "--filings", "1000").code == 0
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into reporting_period values ('own25', 'month', '2022-04', 'month', '2022-03-26', '2022-04-25')"
        )
    outcome = cli("--db", str(path), "--export", "drill", "--calendar", "own25", "--period", "2022-04")
    assert outcome.code == 2
    assert "Load the data again" in outcome.err


@pytest.mark.parametrize("text", ["dong da", "Đống Đa", "ĐỐNG ĐA", "h08.01.08"])
def test_filter_finds_rows_without_accents_and_case(cli: Cli, text: str) -> None:
    asked = ("--export", "drill", "--by", "agency", "--city", "540", "--period", "2021-04", "--filter", text)
    assert [row["agency"] for row in cli(*asked).records()] == ["Phường Đống Đa"]


def test_filter_keeps_the_order_and_the_figures_of_a_row(cli: Cli) -> None:
    asked = ("--export", "drill", "--by", "agency", "--city", "540", "--period", "2021-04")
    every = cli(*asked).records()
    kept = cli(*asked, "--filter", "nhon").records()
    assert 1 < len(kept) < len(every)
    assert kept == [row for row in every if "Nhơn" in row["agency"]]


def test_reports_without_texts_take_no_filter(cli: Cli) -> None:
    outcome = cli("--export", "trend", "--filter", "x")
    assert outcome.code == 2
    assert "does not take --filter" in outcome.err


def test_pages_of_filings_make_up_the_whole(cli: Cli) -> None:
    asked = ("--export", "filings", "--city", "540", "--period", "2021-04", "--agency", "H08.01.08")
    whole = cli(*asked)
    pages = [cli(*asked, "--limit", "50", "--offset", str(start)) for start in (0, 50, 100)]
    assert [row for page in pages for row in page.records()] == whole.records()
    assert "50 of 122 rows" in pages[0].err


def test_compare_puts_the_figures_of_other_periods_beside_those_of_drill(cli: Cli) -> None:
    def drill(period: str) -> dict[str, dict[str, str]]:
        asked = ("--by", "agency", "--city", "540", "--period", period)
        return {row["agency_code"]: row for row in cli("--export", "drill", *asked).records()}

    now, previous = drill("2021-04"), drill("2021-03")
    rows = cli("--export", "compare", "--by", "agency", "--city", "540", "--period", "2021-04").records()
    assert [row["agency_code"] for row in rows] == list(now)
    for row in rows:
        assert now[row["agency_code"]].items() <= row.items()
        for column in ("received_total", "resolved_late", "pending_overdue", "on_time_rate", "online_share"):
            assert row[f"{column}_previous"] == previous[row["agency_code"]][column]
            # No load speaks for 2020.
            assert row[f"{column}_year_ago"] == ""


def test_compare_with_the_year_before(cli: Cli) -> None:
    (row,) = cli("--export", "compare", "--city", "01", "--period", "2022-Q2").records()
    (before,) = cli("--export", "drill", "--city", "01", "--period", "2021-Q2").records()
    assert row["received_total_year_ago"] == before["received_total"] != ""
    assert row["received_total_previous"] == ""


@pytest.mark.parametrize("definition", ["resolved", "due", "strict", "workload", "received"])
def test_gauges_tell_what_drill_tells(cli: Cli, definition: str) -> None:
    asked = ("--city", "540", "--period", "2021-04", "--definition", definition)
    (row,) = cli("--export", "drill", *asked).records()
    gauges = {gauge["measure"]: gauge for gauge in cli("--export", "gauges", *asked).records()}
    assert list(gauges) == list(dict.fromkeys([definition, "strict", "online"]))
    shown = gauges[definition]
    assert (shown["value"], shown["value_count"], shown["value_base"], shown["allowance_left"], shown["verdict"]) == (
        row["on_time_rate"],
        row["on_time_count"],
        row["on_time_base"],
        row["allowance_left"],
        row["verdict"],
    )
    assert gauges["online"]["value"] == row["online_share"]
    (before,) = cli("--export", "drill", *asked[:3], "2021-03", *asked[4:]).records()
    assert shown["previous_value"] == before["on_time_rate"]


@pytest.mark.parametrize("ending", ["", ".previous", ".undone"])
def test_a_database_is_never_written_over_by_a_report(cli: Cli, tmp_path: Path, ending: str) -> None:
    database = office(tmp_path)
    target = database.with_name(f"{database.name}{ending}")
    target.touch()
    before = target.read_bytes()
    link = tmp_path / "report.csv"
    link.symlink_to(target)
    for path in (target, link):
        outcome = cli("--db", str(database), "--export", "loads", "--format", "csv", "-o", str(path), "--force")
        assert outcome.code == 2
        assert f"{path} is the database, or a version of it that is kept" in outcome.err
    assert target.read_bytes() == before
