"""Screen 6, data quality: what there is to look at, the lists behind it, and the way back."""

from __future__ import annotations

import asyncio
import csv
import re
import shlex
import shutil
from collections.abc import Coroutine, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from parx_tui.data.drill import DrillPath
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.data.sqlfiles import file, files, names
from parx_tui.i18n import LANGUAGES, Language, _, use_language
from parx_tui.labels import VALUE_WORDS, value_word
from parx_tui.load.kinds import KINDS
from parx_tui.load.rows.rejection_messages import ROW_PROBLEMS
from parx_tui.load.store.build import Builder, building
from parx_tui.load.values import PROBLEMS
from parx_tui.ui.tables.check_rows import shared_columns
from parx_tui.ui.tables.columns import WIDEST_TEXT
from parx_tui.ui.terminal import Appearance
from tests.conftest import Cli
from tests.naive import Filing
from tests.pilot import APPEARANCE, Driver, opened
from tests.small_database import AGENCIES, MEMORY_LIMIT, OWN_CALENDAR, PROCEDURES, land_filings, land_map

COUNTS = Question(path=DrillPath(by="agency", city="01", period="2022-04"))
OLD, NEW, OTHER = 1, 2, 3
"""Loads: filings of Hà Nội, the export that changed some of them, and filings of Quy Nhơn."""

FILES = {OLD: "hồ sơ tháng 4.csv", NEW: "hồ sơ tháng 5.csv", OTHER: "quy-nhon.csv"}
AGENCY = "H26.01"
CODES = ("H26.01-220404-0001", "H26.01-220405-0002", "HS/3", "HS/4")


def filing(received: date, due: date | None, completed: date | None, status: int) -> Filing:
    """Return a filing of one agency and procedure."""
    return Filing(
        received=received,
        due=due,
        completed=completed,
        status=status,
        agency=AGENCY,
        procedure="1.000001",
        channel="online",
    )


FILINGS = (
    filing(date(2022, 4, 4), date(2022, 4, 20), date(2022, 4, 18), 10),
    filing(date(2022, 4, 5), date(2022, 4, 12), None, 4),
    filing(date(2022, 4, 6), date(2022, 4, 13), date(2022, 3, 1), 10),
    filing(date(2022, 4, 7), date(2022, 4, 1), None, 4),
)

REJECTED = [
    (OLD, 12, "Ngày hẹn trả", "31/02/2022", "date_impossible", None),
    (OLD, 1234, "Đơn vị", "Phường Đống Đà", "unit_unknown", "Phường Đống Đa (H26.07), Phường Đông Đa (H26.08)"),
    (NEW, 7, "Mã hồ sơ", None, "missing", None),
]
BEFORE = [
    # The first filing was open and due a week earlier; the second was handled by another agency.
    (1, NEW, OLD, "01", CODES[0], AGENCY, "1.000001", 2, 4, date(2022, 4, 4), date(2022, 4, 11), None, None, None),
    (2, NEW, OLD, "01", CODES[1], "H26.02", "1.000001", 2, 4, date(2022, 4, 5), date(2022, 4, 12), None, None, None),
]


def land(builder: Builder, table: str, rows: Sequence[tuple[object, ...]], columns: str = "") -> None:
    """Insert rows into a landed table."""
    marks = ", ".join("?" for _cell in rows[0])
    builder.connection.executemany(f"insert into {table} {columns} values ({marks})", rows)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which something is wrong everywhere: cells rejected, filings changed, contradictions."""
    target = tmp_path_factory.mktemp("quality") / "office.duckdb"
    with building(target, memory_limit=MEMORY_LIMIT) as builder:
        land_map(builder, AGENCIES, PROCEDURES)
        land_filings(builder, FILINGS, CODES, {AGENCY: "01"}, {"01": NEW})
        land(
            builder,
            "landed_load",
            [
                (OLD, "filings", "01", "mc", FILES[OLD], 2, 0, 2, date(2022, 3, 15), date(2022, 4, 14), True),
                (NEW, "filings", "01", "mc", FILES[NEW], 2, 2, 1, date(2022, 4, 15), date(2022, 5, 1), True),
                (OTHER, "filings", "540", "mc", FILES[OTHER], 0, 0, 0, date(2022, 3, 15), date(2022, 4, 14), True),
                (100, "agencies", None, "mc", "map", 0, 0, 0, None, None, True),
            ],
            "(load_id, kind, city_code, source_system, file_name, rows_loaded, rows_updated, rows_rejected, "
            "covered_from, covered_to, is_whole)",
        )
        builder.connection.execute("update landed_load set is_synthetic = false")
        land(builder, "landed_rejected_cell", REJECTED)
        land(builder, "landed_filing_before", BEFORE)
        builder.store()
    return target


def drive(steps: Coroutine[Any, Any, None]) -> None:
    """Run the steps of a test to their end."""
    asyncio.run(steps)


def table(driver: Driver) -> list[list[str]]:
    """Return the cells of the table in sight, without blanks at their ends."""
    view = driver.table.grid.content
    return [[column.cell(row)[0] for column in view.columns] for row in range(view.length)]


def report(driver: Driver) -> str:
    """Return the report in sight."""
    here = driver.table.here
    assert here is not None
    return here.question.report


# The words


@pytest.mark.parametrize("name", names("checks"))
def test_every_check_has_words_of_its_own(name: str) -> None:
    titles = [check.title for check in files("checks").values()]
    assert titles.count(files("checks")[name].title) == 1
    # The rows of a check are asked for by its name, which must not be a part of another's.
    assert [other for other in names("checks") if name in other] == [name]


def test_every_code_of_the_lists_has_a_word() -> None:
    judging = file("staging", "stg_filing").body + file("marts", "paused_filing").body
    # What becomes of a filing is decided there too, and has its words in the lists of filings.
    reasons = set(re.findall(r"then '([a-z_]+)'", judging)) - set(VALUE_WORDS["state"])
    assert len(reasons) >= 10
    assert reasons == set(VALUE_WORDS["quarantine_reason"])
    assert {*PROBLEMS, *ROW_PROBLEMS} == set(VALUE_WORDS["problem"])
    assert {*KINDS, "cities", "upgrade"} == set(VALUE_WORDS["kind"])
    seed = Path(__file__).parent.parent / "parx_tui" / "load" / "seed" / "filing_status.csv"
    with seed.open(encoding="utf-8") as stream:
        assert [row["status_id"] for row in csv.DictReader(stream)] == list(VALUE_WORDS["status"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("column", ["quarantine_reason", "problem", "kind"])
def test_words_for_codes_fit_their_columns(column: str, language: Language) -> None:
    use_language(language)
    assert max(cell_len(value_word(column, code) or "") for code in VALUE_WORDS[column]) <= WIDEST_TEXT


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_checks_leave_room_on_80_columns(language: Language) -> None:
    use_language(language)
    assert max(cell_len(value_word("item", code) or "") for code in (*VALUE_WORDS["item"], *names("checks"))) <= 40


def test_what_changed_is_said_in_words() -> None:
    assert value_word("changed", "status, due_on") == "Status, Due on"
    assert value_word("changed", "status, odd") == "Status, odd"
    assert value_word("changed", None) is None


# The list of what to look at


def test_what_to_look_at_with_its_standing(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6")
            assert driver.lines[0] == "PARX  Data quality"
            assert [row[:3] for row in table(driver)[:8]] == [
                ["Loads", "for info", "4"],
                ["Periods known in part", "LOOK", "9"],
                ["Cells for which rows were rejected", "LOOK", "3"],
                ["Filings that contradict themselves", "LOOK", "2"],
                ["Changes of filings by later loads", "for info", "2"],
                ["Agencies without a level", "LOOK", "1"],
                ["Contradictory, in no count", "LOOK", "2"],
                ["Agency codes that stand twice", "fine", "0"],
            ]
            assert len(table(driver)) == 5 + len(names("checks"))
            assert driver.lines[2] == "Data as it was loaded"
            assert driver.lines[8] == "Rules that rows may break"
            assert "quality" in driver.shown("status")

    drive(steps())


def test_the_meaning_of_a_row_is_told(path: Path) -> None:
    use_language("vi")
    meaning = _(files("checks")["agency_without_level"].grain)

    async def steps() -> None:
        async with opened(path, COUNTS, size=(120, 40)) as driver:
            await driver.press("6", *["down"] * 5)
            assert table(driver)[5][3] == meaning
            assert meaning in driver.lines[9]
            assert driver.hint == meaning
            await driver.press("space")
            assert meaning in driver.text
            assert "agency_without_level" in driver.text

    drive(steps())


LISTS = {
    "loads": "loads",
    "coverage": "coverage_list",
    "rejects": "rejects",
    "quarantine": "quarantine",
    "changes": "changes",
    "agency_without_level": "check_rows",
    "filing_quarantined": "check_rows",
}


def test_enter_opens_the_list_and_escape_comes_back_to_the_row(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6", ">", ">", "s", "s", "/", *"a", "enter", "<")
            status = driver.shown("status")
            assert "sorted: Rows ↑" in status
            assert 'filter "a"' in status
            for item in ("quarantine", "loads", "agency_without_level"):
                await driver.go_to(value_word("item", item) or "")
                before = driver.lines
                await driver.press("enter")
                assert report(driver) == LISTS[item]
                assert "Data quality › " in driver.lines[0]
                await driver.press("backspace")
                assert driver.lines == before

    drive(steps())


def test_every_list_has_the_rows_that_are_counted(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6")
            counted = {row[0]: row[2] for row in table(driver)}
            for item, name in LISTS.items():
                words = value_word("item", item) or ""
                await driver.go_to(words)
                await driver.press("enter")
                assert report(driver) == name
                # Coverage lists the periods that are known as a whole too.
                listed = [row for row in table(driver) if item != "coverage" or row[1] == "in part"]
                assert str(len(listed)) == counted[words]
                await driver.press("escape")
                assert driver.cursor == words

    drive(steps())


def test_what_is_fine_has_a_card_and_no_list(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6")
            await driver.go_to("Gaps between months")
            await driver.press("enter")
            assert driver.app.screen is not driver.table
            assert "fine" in driver.text
            assert files("checks")["period_gap"].grain in " ".join(driver.text.split())

    drive(steps())


def test_where_a_check_comes_from(path: Path) -> None:
    check = files("checks")["agency_without_level"]

    async def steps() -> None:
        async with opened(path, COUNTS, size=(120, 60)) as driver:
            await driver.press("6")
            await driver.go_to("Agencies without a level")
            for keys in (("d",), ("enter", "d")):
                await driver.press(*keys)
                for told in ("sql/17_checks/agency_without_level.sql", check.grain, *check.columns.values()):
                    assert told in driver.text
                await driver.press("escape")
            assert "sql/16_reports/check_rows.sql" not in driver.text
            await driver.press("escape")
            await driver.go_to("Loads")
            await driver.press("d")
            assert "sql/17_checks" not in driver.text
            assert "sql/16_reports/quality.sql" in driver.text

    drive(steps())


# The lists


def test_rejected_cells_stand_under_their_files(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6", *["down"] * 2, "enter")
            assert [row[:5] for row in table(driver)] == [
                ["7", "Mã hồ sơ", "-", "missing", "-"],
                ["12", "Ngày hẹn trả", "31/02/2022", "no such day", "-"],
                ["1234", "Đơn vị", "Phường Đống Đà", "unknown unit", REJECTED[1][5]],
            ]
            assert driver.lines[2] == "hồ sơ tháng 5.csv, load 2"
            assert driver.lines[4] == "hồ sơ tháng 4.csv, load 1"
            assert driver.hint == "hồ sơ tháng 5.csv, missing"
            await driver.press("down", "enter")
            assert "no such day (date_impossible)" in driver.text
            await driver.press("escape", "/")
            await driver.type("dong da")
            assert [row[0] for row in table(driver)] == ["1234"]

    drive(steps())


def test_contradictions_are_told_with_their_dates(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6", *["down"] * 3, "enter")
            assert [row[:7] for row in table(driver)] == [
                ["HS/3", "resolved before received", "06/04/2022", "13/04/2022", "01/03/2022", "-", "handed over"],
                ["HS/4", "due before received", "07/04/2022", "01/04/2022", "-", "-", "processing"],
            ]

    drive(steps())


def test_changes_are_shown_as_before_and_after(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6", *["down"] * 4, "enter")
            assert [row[:7] for row in table(driver)] == [
                [
                    CODES[0],
                    "processing › handed over",
                    "11/04/2022 › 20/04/2022",
                    "- › 18/04/2022",
                    "-",
                    "H26.01",
                    "Status, Due on, Completed on",
                ],
                [CODES[1], "processing", "12/04/2022", "-", "-", "H26.02 › H26.01", "Agency"],
            ]
            assert driver.hint == "Status, Due on, Completed on"

    drive(steps())


def test_a_load_leads_to_what_was_rejected_of_it(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6", "enter")
            assert [row[:7] for row in table(driver)] == [
                [FILES[OLD], "filings", "4", "2", "0", "0", "2"],
                [FILES[NEW], "filings", "5", "2", "2", "0", "1"],
                [FILES[OTHER], "filings", "0", "0", "0", "0", "0"],
                ["map", "agencies", "0", "0", "0", "0", "0"],
            ]
            await driver.press("enter")
            assert [row[0] for row in table(driver)] == ["12", "1234"]
            await driver.press("escape", "down", "down", "enter")
            assert driver.app.screen is not driver.table
            assert FILES[OTHER] in driver.text
            await driver.press("escape", "escape")
            assert driver.cursor == "Loads"

    drive(steps())


def test_coverage_by_city_and_period(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6", "down", "enter")
            rows = table(driver)
            assert ["month 4/2022", "whole", "31", "31", "31"] in [row[:5] for row in rows]
            assert ["month 5/2022", "in part", "30", "17", "17"] in [row[:5] for row in rows]
            assert [line for line in driver.lines if line in ("Hà Nội", "Quy Nhơn")] == ["Hà Nội", "Quy Nhơn"]
            await driver.press("p", *"own20", "enter", *"2022-04", "enter")
            assert {(row[0], row[9]) for row in table(driver)} == {("month 4/2022", OWN_CALENDAR)}
            await driver.press("escape")
            assert driver.cursor == "Periods known in part"

    drive(steps())


def test_rows_of_a_check_are_those_of_that_check(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6")
            await driver.go_to("Contradictory, in no count")
            await driver.press("enter")
            assert driver.lines[0] == "PARX  Data quality › Contradictory, in no count"
            assert driver.lines[2] == files("checks")["filing_quarantined"].grain
            assert [row[:2] for row in table(driver)] == [
                ["mc HS/3", "resolved before received"],
                ["mc HS/4", "due before received"],
            ]
            assert driver.hint.startswith("expected: resolved before received; found: received 2022-04-06")

    drive(steps())


def test_a_list_without_a_filter_says_so(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6")
            for item in ("coverage", "agency_without_level"):
                await driver.go_to(value_word("item", item) or "")
                await driver.press("enter", "/")
                assert "cannot be filtered" in driver.hint
                assert not driver.table.filter_input.display
                await driver.press("escape")
                assert report(driver) == "quality"

    drive(steps())


def test_long_lists_come_in_pages(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "many.duckdb"
    shutil.copy(path, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "insert into rejected_cell select 1, 2000 + number, 'Ngày nhận', 'x', 'date_unreadable', null "
            "from range(600) as numbers(number)"
        )

    async def steps() -> None:
        async with opened(copy, COUNTS) as driver:
            await driver.press("6", "down", "down", "enter")
            assert "1-500 of 603" in driver.shown("status")
            await driver.press("]")
            assert "501-603 of 603" in driver.shown("status")

    drive(steps())


# Between the screens


def test_the_counts_are_found_as_they_were_left(path: Path) -> None:
    async def steps() -> None:
        question = Question(
            path=DrillPath(by="field", city="01", agency=AGENCY, period="2022-04", calendar=OWN_CALENDAR)
        )
        async with opened(path, question) as driver:
            await driver.trend()
            left = driver.lines
            await driver.press("6", *["down"] * 3, "enter", "1")
            await driver.trend()
            assert driver.lines == left
            await driver.press("6")
            assert report(driver) == "quarantine"

    drive(steps())


def test_another_screen_is_about_the_scope_of_the_counts(path: Path) -> None:
    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6", "4")
            assert "Hà Nội" in driver.shown("crumbs")
            await driver.press("6", "2")
            assert "Hà Nội" in driver.shown("crumbs")
            await driver.press("6", "1")
            assert driver.table.here is not None
            assert driver.table.here.question == COUNTS

    drive(steps())


# What is given away


def test_the_command_writes_what_the_screen_shows(path: Path, cli: Cli) -> None:
    shown: list[tuple[str, str, int]] = []

    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6")
            shown.append((report(driver), driver.table.command, len(table(driver))))
            for item in LISTS:
                await driver.go_to(value_word("item", item) or "")
                await driver.press("enter")
                shown.append((report(driver), driver.table.command, len(table(driver))))
                await driver.press("escape")

    drive(steps())
    assert [name for name, _command, _length in shown] == ["quality", *LISTS.values()]
    for name, command, length in shown:
        assert shlex.split(command)[1:3] == ["--export", name]
        outcome = cli(*shlex.split(command)[1:])
        assert outcome.code == 0, outcome.err
        assert len(outcome.records()) == length


def test_the_file_holds_codes(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def steps() -> None:
        async with opened(path, COUNTS) as driver:
            await driver.press("6", "e", "enter")
            await driver.press("down", "down", "enter", "e", "enter")

    drive(steps())
    with (tmp_path / "quality.csv").open(encoding="utf-8-sig") as stream:
        assert {"check", "loads"} < {row["part"] for row in csv.DictReader(stream)}
    with (tmp_path / "rejects.csv").open(encoding="utf-8-sig") as stream:
        assert [row["problem"] for row in csv.DictReader(stream)] == ["missing", "date_impossible", "unit_unknown"]


# Any terminal


PLAIN = Appearance(theme="monochrome", ascii=True, mouse=False, low_bandwidth=True)


@pytest.mark.parametrize(("language", "appearance"), [("vi", APPEARANCE), ("en", PLAIN)])
def test_every_list_fits_any_terminal(path: Path, language: Language, appearance: Appearance) -> None:
    use_language(language)

    async def steps() -> None:
        async with opened(path, COUNTS, appearance=appearance) as driver:
            await driver.press("6")
            names_shown = [column.name for _place, column, _room in driver.table.grid.columns_in_sight()]
            assert names_shown[:3] == ["item", "standing", "rows_found"]
            assert not any(driver.table.glyphs.cut in line for line in driver.lines[2:20])
            for item in LISTS:
                await driver.go_to(value_word("item", item) or "")
                await driver.press("enter")
                for width, height in ((40, 10), (20, 5), (80, 24)):
                    await driver.pilot.resize_terminal(width, height)
                    await driver.press("right")
                    assert len(driver.lines) == height
                    assert max(map(cell_len, driver.lines)) <= width
                    assert not appearance.ascii or not set("›·…↓↑–") & set(driver.text)
                await driver.press("escape")

    drive(steps())


TEXTS = st.text("abc đ", max_size=50)


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), max_size=5), room=st.integers(20, 100))
def test_two_columns_share_the_room(rows: list[tuple[str, str]], room: int) -> None:
    cells: list[dict[str, object]] = [{"expected": expected, "found": found} for expected, found in rows]
    columns = shared_columns(cells, ("expected", "found"), room, "en")
    assert sum(column.width for column in columns) < room
    cut = [column.widest > column.width for column in columns]
    if any(cut):
        # Nothing is left over while a text is cut.
        assert sum(column.width for column in columns) == room - 1


def test_the_screen_has_all_reports_about_quality() -> None:
    shown = {name for name, report in REPORTS.items() if report.screen == "quality"}
    assert set(LISTS.values()) | {"quality"} == shown
