"""The SQL files: headers, references, order, and the portable part of the language."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import duckdb
import pytest
import sqlglot

import parx_tui
from parx_tui.data.database import STORED_LAYERS, Database, install_functions, open_database
from parx_tui.data.drill import DIMENSIONS, DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.query_terms import query_terms
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.data.sqlfiles import (
    FILLING,
    SqlFile,
    files,
    folder,
    folders,
    ordered,
    parse,
    references,
    sql_folder,
    statement,
)
from parx_tui.data.statements import VIEW_LAYERS, over_views, written
from parx_tui.load.folders import WORDS_FOLDER

EVERY_LAYER = list(folders())
SELECTS = [
    file
    for layer in EVERY_LAYER
    for file in files(layer).values()
    if layer not in ("functions", "landing", "sample_plan", "schema")
]
PORTABLE = list(files("staging", "marts").values())

Asked = tuple[str, Mapping[str, object]]
"""A view, and what is asked."""

MOST_LINES, LONGEST_LINE = 120, 120
"""How long a statement may be, as its file has it; a sentence of the header takes the line that it needs."""

NOT_PORTABLE = [
    r"columns\(",
    r"generate_series",
    r"strip_accents",
    r"create macro",
    r"grouping\(",
    r"asof ",
    r"by name",
    r"interval \(",
    r"getvariable",
    r"::",
    r"qualify",
    r"filter \(",
    r"\bunnest",
    r"\* (exclude|replace)\b",
]


def named(file: SqlFile) -> str:
    return f"{file.layer}/{file.name}"


def nodes(tree: object) -> Iterator[dict[str, object]]:
    """Yield every object of a JSON tree."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from nodes(value)


@pytest.mark.parametrize("file", SELECTS, ids=named)
def test_references_are_those_that_duckdb_parses(file: SqlFile, questions: list[Asked]) -> None:
    texts = {written(file.body, asked) for name, asked in questions if file.name in read_by(name, asked)}
    assert texts or file.layer not in VIEW_LAYERS
    for text in texts or {file.body}:
        assert_references(text)


def assert_references(select: str) -> None:
    """Hold the names that are found in a statement to those that DuckDB's parser finds."""
    (text,) = duckdb.connect().execute("select json_serialize_sql(?)", [select]).fetchall()[0]
    tree = json.loads(text)
    assert not tree["error"], tree
    tables = {str(node["table_name"]) for node in nodes(tree) if node.get("type") == "BASE_TABLE"}
    ctes = {
        str(entry["key"])
        for node in nodes(tree)
        if isinstance(cte_map := node.get("cte_map"), dict)
        for entry in cte_map["map"]
    }
    known = {other.table for layer in EVERY_LAYER for other in files(layer).values()}
    assert references(select) & known == (tables - ctes) & known


@pytest.mark.parametrize("layer", EVERY_LAYER)
def test_every_file_says_what_one_row_is(layer: str) -> None:
    for file in files(layer).values():
        assert file.grain.endswith("."), named(file)
        if layer != "functions":
            assert re.match(r"One row\b", file.grain), named(file)


def test_no_name_stands_in_two_folders() -> None:
    homes = Counter(name for layer in EVERY_LAYER for name in files(layer))
    assert [name for name, number in homes.items() if number > 1] == []


def test_folders_are_numbered_in_the_order_of_the_way_of_the_data() -> None:
    numbered = [path.name for path in folders().values()]
    assert numbered == [f"{number:02}_{layer}" for number, layer in enumerate(folders(), 1)]


@pytest.mark.parametrize("prefix", FILLING)
def test_a_select_that_fills_a_table_is_named_after_it(prefix: str) -> None:
    made = {*files("landing"), *files("sample_plan"), *files("schema")}
    filling = [file for layer in EVERY_LAYER for file in files(layer).values() if file.name.startswith(prefix)]
    assert filling
    assert {file.table for file in filling} <= made


@pytest.mark.parametrize("layer", EVERY_LAYER)
def test_a_statement_can_be_held_in_mind(layer: str) -> None:
    for name in files(layer):
        written = statement((folder(layer) / f"{name}.sql").read_text("utf-8"))
        assert len(written) <= MOST_LINES, name
        assert [line for line in written if len(line) > LONGEST_LINE] == [], name


def test_order_follows_references() -> None:
    seen: set[str] = set()
    for file in ordered(VIEW_LAYERS):
        assert file.references & set(files(*VIEW_LAYERS)) <= seen
        seen.add(file.name)
    assert seen == set(files(*VIEW_LAYERS))


def test_every_view_describes_the_columns_that_it_adds(sample: Database, questions: list[Asked]) -> None:
    described: set[str] = set()
    for name, asked in questions:
        for view in read_by(name, asked) - described:
            found = sample._run(over_views(f"select * from {view} limit 0", asked)).columns
            file = views()[view]
            if "its other columns are" in file.grain:
                assert set(file.columns) <= set(found), view
            else:
                assert list(file.columns) == list(found), view
            described.add(view)
    assert described == views().keys()


def test_every_stored_table_describes_its_columns(sample: Database) -> None:
    for layer in STORED_LAYERS:
        for name, file in files(layer).items():
            columns = [row[0] for row in sample._connection.execute(f"describe parx.{name}").fetchall()]
            assert list(file.columns) == columns, name


@pytest.mark.parametrize("file", [*files("metrics").values(), *files("reports").values()], ids=named)
def test_parameters_are_described_where_they_are_read(file: SqlFile) -> None:
    assert set(re.findall(r"\bask_[a-z_]+", file.body)) <= set(file.parameters) | {
        "ask_city_id",
        "ask_level_id",
        "ask_agency_id",
        "ask_field_id",
        "ask_channel_id",
    }


@pytest.mark.parametrize("file", [*files("metrics").values(), *files("reports").values()], ids=named)
def test_every_line_is_needed_by_some_question_and_no_condition_gets_to_duckdb(
    file: SqlFile, questions: list[Asked]
) -> None:
    body = file.body.replace("$ask", "@ask")
    needed: set[str] = set()
    for name, asked in questions:
        if file.name in read_by(name, asked):
            needed |= set(written(body, asked).split("\n"))
    assert [line for line in needed if re.search(r"-- (if|else|end)\b", line)] == []
    lines = {re.sub(r" *-- if .*", "", line) for line in body.split("\n")}
    assert {line for line in lines if line.strip() not in ("", "-- else", "-- end")} == needed - {""}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, "select 1\nlast null"),
        ({"ask_a": 0}, "select 1\nwith 0\nblock\nlast null"),
        ({"ask_a": 7, "ask_b": "x'y"}, "select 1\nwith 7\nnot x\nblock\nb\nlast 'x''y'"),
        ({"ask_b": "x"}, "select 1\nis x\nlast 'x'"),
    ],
)
def test_lines_are_kept_by_what_is_asked(asked: dict[str, object], kept: str) -> None:
    text = """select 1
with $ask_a  -- if ask_a
is x  -- if ask_b is w, x
not x  -- if not ask_b is w, x and ask_b
-- if ask_a
block
b  -- if ask_b
-- else
-- if ask_c
never
-- end
-- end
last $ask_b"""
    assert written(text, asked) == kept


@pytest.mark.parametrize("condition", ["if Ask_a", "if ask_a is", "if ask a", "if ask_a or ask_b", "if a"])
def test_a_condition_that_is_none_is_an_error(condition: str) -> None:
    with pytest.raises(ValueError, match="a"):
        written(f"select 1  -- {condition}", {})


@pytest.mark.parametrize(
    "text",
    [
        *("from drill", "join drill_row on true", "x' or 1=1 --", "-- if ask_x", "$ask_city_id", "-- end"),
        *("order by 1", "mentions(", "with drill as (", "%", "\\", "; select", "/*"),
    ],
)
@pytest.mark.parametrize("report", ["drill", "compare", "filings", "targets", "loads", "check_rows"])
def test_a_text_that_is_searched_is_never_read_as_sql(sample: Database, report: str, text: str) -> None:
    page = run_report(
        sample, Question(report, DrillPath(by="agency" if report == "drill" else "city"), text=text), language="en"
    )
    assert page.rows == []


def views() -> dict[str, SqlFile]:
    """Return the views by their names."""
    return files(*VIEW_LAYERS)


@cache
def _read_by(name: str, asked: tuple[tuple[str, object], ...]) -> frozenset[str]:
    found = {name}
    waiting = [name]
    while waiting:
        read = references(written(views()[waiting.pop()].body, dict(asked))) & views().keys()
        waiting += read - found
        found |= read
    return frozenset(found)


def read_by(name: str, asked: Mapping[str, object]) -> frozenset[str]:
    """Return a view and those that it reads when something is asked."""
    return _read_by(name, tuple(sorted(asked.items())))


@pytest.fixture(scope="module")
def questions(sample_path: Path) -> list[Asked]:
    """Views with what is asked of them: reports by each dimension, with all filters and none, and what is looked up."""
    every = {"city": "540", "level": "xa", "agency": "H08.01.21", "field": "HO_TICH", "procedure": "1.004884"}
    every |= {"service_level": "4", "channel": "online"}
    found: list[Asked] = [
        (name, {"ask_language": "vi", "ask_calendar": "nd09", "ask_period": "2022-Q2", **more})
        for name in ("calendar", "latest_period", "load_record", "period_code", "scope_coverage", "sole_city")
        for more in ({}, {"ask_city_id": 1})
    ]
    found += [("synthetic_load", {}), *((name, {}) for name in files("staging", "checks"))]
    found += [
        ("named_value", {"ask_language": "vi", "ask_dimension": name, "ask_named_text": "x", "ask_named_city_id": city})
        for name in DIMENSIONS
        for city in (None, 1)
    ]
    with open_database(sample_path, memory_limit="1GB") as database:
        for name, report in REPORTS.items():
            for by in (*report.by, None):
                for given in ({}, every):
                    filters = {key: text for key, text in given.items() if key in report.filters}
                    period = "2022-Q2" if report.period != "none" else None
                    calendar = "calendar" if given and report.has_calendar else "nd09"
                    path = DrillPath(by=by, period=period, calendar=calendar, **filters)
                    text = "x" if report.has_text and given else None
                    terms = query_terms(database, report, path, text=text, language="vi")
                    found.append((name, terms.variables))
    return found


@pytest.mark.parametrize("file", PORTABLE, ids=named)
def test_staging_and_marts_keep_to_portable_sql(file: SqlFile) -> None:
    for pattern in NOT_PORTABLE:
        assert not re.search(pattern, file.body), pattern
    spark = sqlglot.transpile(file.body, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert sqlglot.parse_one(spark[0], read="spark")


def test_the_form_of_filing_codes_stands_in_one_file() -> None:
    package = Path(parx_tui.__file__).parent
    sources = [*sql_folder().rglob("*.sql"), *package.rglob("*.py")]
    knowing = {path.name for path in sources if re.search(r"%y%m%d|-\(?(\\d|\[0-9\])\{6\}", path.read_text("utf-8"))}
    assert knowing == {"standard_code.sql"}


def test_a_code_that_is_made_is_taken_apart_again(sample: Database) -> None:
    install_functions(sample._connection)
    made = "standard_code('000.00.13.H26', date '2024-08-23', 12345)"
    parts = ", ".join(f"standard_code({made}, '{part}')" for part in ("agency", "day", "serial"))
    (row,) = sample._connection.execute(f"select {made}, {parts}").fetchall()
    assert row == ("000.00.13.H26-240823-12345", "000.00.13.H26", "2024-08-23", "12345")


def test_header_of_a_file() -> None:
    file = parse(
        "reports",
        "x",
        "-- One row.\n-- a: the a\n-- $b: the b\nwith c as (\n    select 1\n)\nselect * from d\norder by a\n",
    )
    assert (file.grain, file.columns, file.parameters) == ("One row.", {"a": "the a"}, {"b": "the b"})
    assert file.references == {"d"}
    assert file.unordered == "with c as (\n    select 1\n)\nselect * from d"


def test_a_header_without_a_statement_asks_another_file_about_other_rows() -> None:
    figures, drills = files("metrics")["figure_count"], files("metrics")["drill_count"]
    assert figures.references == drills.references - {"drill_cell", "drill_segment"} | {"figure_cell", "figure_segment"}
    assert figures.body.replace("figure_", "drill_") == drills.body


@pytest.mark.parametrize("check", files("checks").values(), ids=named)
def test_a_check_has_a_title_and_says_what_it_finds(check: SqlFile) -> None:
    assert check.title
    assert list(check.columns) == ["subject", "expected", "found"]


@pytest.mark.parametrize("report", ["check_rows", "quality"])
def test_reports_on_checks_leave_none_out(report: str) -> None:
    checks = files("checks")
    body = files("reports")[report].body
    assert files("reports")[report].references >= checks.keys()
    for check in checks:
        assert len(re.findall(rf"'{check}' as \w+, .* from {check}\b", body)) == 1


def test_an_operator_that_files_may_have_is_one_that_targets_can_meet() -> None:
    connection = duckdb.connect()
    install_functions(connection)
    with (WORDS_FOLDER / "operator.csv").open(encoding="utf-8", newline="") as stream:
        operators = {row["code"] for row in csv.DictReader(stream)}
    told = set(re.findall(r"when '(.+)' then", files("functions")["meets"].body))
    assert operators == told
    for operator in operators:
        (met,) = connection.execute("select meets(?, 1, 1)", [operator]).fetchall()[0]
        assert met == ("=" in operator)
    assert connection.execute("select meets('?', 1, 1), meets(null, 1, 1)").fetchall() == [(None, None)]
