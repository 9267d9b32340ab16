"""The text UI as an officer uses it: keys pressed, the screen looked at."""

from __future__ import annotations

import asyncio
import json
import random
import shlex
import shutil
from collections.abc import Coroutine
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parx_tui.data.drill import DrillPath
from parx_tui.data.figures import value_text
from parx_tui.data.questions import Question
from parx_tui.i18n import language_in_use, use_language
from parx_tui.labels import value_word
from parx_tui.ui.keys import ACTIONS, bound_keys
from parx_tui.ui.terminal import Appearance
from tests.conftest import Cli
from tests.depth import deepens, examples, seeds
from tests.picture import SCREENS, SNAPSHOTS, screen_text
from tests.pilot import PATIENCE, Driver, opened

QUY_NHON = Question(path=DrillPath(by="agency", city="540", period="2021-04"))
SIZES = [(80, 24), (120, 40)]


def drive(steps: Coroutine[Any, Any, None]) -> None:
    """Run the steps of a test to their end."""
    asyncio.run(steps)


@pytest.mark.parametrize("size", SIZES)
def test_down_to_the_filings_and_back_up_to_where_every_cursor_was(sample_path: Path, size: tuple[int, int]) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(period="2022-Q2")), size=size) as driver:
            left: list[tuple[str, str, str]] = []
            for name in ("Hà Nội", "Commune level (xã)", "Phường Cửa Đông", "Hộ tịch", None):
                if name:
                    await driver.go_to(name)
                    await driver.press("right", "right")
                else:
                    await driver.press("down")
                left.append((driver.cursor, driver.shown("crumbs"), driver.shown("status")))
                await driver.press("enter")
            assert driver.table.history.here is not None
            assert driver.table.history.here.question.report == "filings"
            assert "H26.32.07" in driver.text
            assert driver.lines[0].startswith("PARX")
            for before in reversed(left):
                await driver.press("escape")
                assert (driver.cursor, driver.shown("crumbs"), driver.shown("status")) == before
            await driver.press("backspace")
            assert "outermost" in driver.hint

    drive(steps())


def test_gauge_and_table_follow_the_definition_together(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(city="540", period="2021-04"))) as driver:
            assert "99.12% >99%" in driver.shown("gauges")
            assert "5 left" in driver.shown("gauges").splitlines()[0]
            assert "45 over" in driver.shown("gauges").splitlines()[1]
            assert "99.12%" in driver.lines[5]
            await driver.press("o", *"strict", "enter")
            assert "97.98%" in driver.shown("gauges").splitlines()[0]
            assert "45 over" in driver.shown("gauges").splitlines()[0]
            assert "97.98% MISSED  -45" in driver.text
            assert "definition: strict" in driver.shown("status")

    drive(steps())


def test_rows_are_of_any_dimension_in_any_order(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(city="540", period="2021-Q2"))) as driver:
            await driver.press("b", *"channel", "enter")
            assert "by post" in driver.text.lower()
            await driver.go_to("Online")
            await driver.press("enter", "b", *"period", "enter")
            assert "month 4/2021" in driver.text
            await driver.press("enter")
            assert "Quy Nhơn › Online" in driver.shown("crumbs")
            assert "month 4/2021" in driver.shown("crumbs")
            await driver.press("escape")
            assert "quarter II/2021" in driver.shown("crumbs")
            await driver.press("b", *"filings", "enter")
            assert "of " in driver.shown("status")
            await driver.press("b", *"field", "enter")
            assert "Hộ tịch" in driver.text

    drive(steps())


def test_periods_move_and_are_kept_when_going_out(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            await driver.go_to("Phường Đống Đa")
            await driver.press("comma")
            assert "month 3/2021 15/02–14/03" in driver.shown("crumbs")
            assert driver.cursor == "Phường Đống Đa"
            await driver.press("full_stop", "full_stop")
            assert "month 5/2021" in driver.shown("crumbs")
            await driver.press("enter", "comma", "escape")
            assert "month 4/2021" in driver.shown("crumbs")
            assert driver.cursor == "Phường Đống Đa"
            await driver.press("p", *"2021-Q1", "enter")
            assert "quarter I/2021 15/12/2020–14/03/2021" in driver.shown("crumbs")

    drive(steps())


def test_another_calendar_is_chosen_with_its_period(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            await driver.press("p", *"calendar", "space", *"calendar", "enter")
            await driver.press(*"2021-04", "enter")
            assert "month 4/2021 01/04–30/04" in driver.shown("crumbs")

    drive(steps())


def test_a_period_that_is_not_loaded_says_so(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(period="2022-Q2"))) as driver:
            assert "do not cover the period at all for: Quy Nhơn" in driver.hint
            assert "MADE UP" in driver.shown("status")

    drive(steps())


def test_a_narrow_screen_that_is_sorted_and_filtered_still_says_that_filings_are_made_up(sample_path: Path) -> None:
    asked = replace(QUY_NHON, sort="resolved_late:desc", text="phường")

    async def steps() -> None:
        async with opened(sample_path, asked, size=(40, 10)) as driver:
            assert "MADE UP" in driver.text

    drive(steps())


def test_a_list_that_counts_no_filings_says_that_they_are_made_up(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question("quality")) as driver:
            assert "MADE UP" in driver.shown("status")

    drive(steps())


def test_a_filter_of_blanks_is_none(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            await driver.press("slash", "space", "enter")
            assert driver.table.grid.content.length == 22
            assert "--filter" not in driver.table.command

    drive(steps())


def test_compared_columns_come_and_go(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON, size=(120, 40)) as driver:
            await driver.go_to("Phường Đống Đa")
            await driver.press("v")
            assert "before year ago" in driver.lines[4]
            assert driver.cursor == "Phường Đống Đa"
            (row,) = [line for line in driver.lines[5:30] if line.startswith("Phường Đống Đa")]
            assert row.split()[3:6] == ["122", "97", "-"]
            await driver.press("v")
            assert "year ago" not in driver.text

    drive(steps())


@pytest.mark.parametrize("typed", ["dong da", "Đống Đa", "DONG DA"])
def test_filter_as_one_types(sample_path: Path, typed: str) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            await driver.press("slash")
            await driver.type(typed)
            assert driver.table.grid.content.length == 1
            await driver.press("enter")
            assert driver.cursor == "Phường Đống Đa"
            assert f'filter "{typed}"' in driver.shown("status")
            await driver.press("enter", "escape")
            assert driver.table.grid.content.length == 1
            await driver.press("slash", "escape")
            assert driver.table.grid.content.length == 22

    drive(steps())


def test_sort_one_way_the_other_and_back(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            usual = driver.lines[5:10]
            await driver.press(">", ">", ">", "s")
            assert "sorted: Late ↓" in driver.shown("status")
            assert driver.table.here is not None
            late = [row[driver.table.here.page.columns.index("resolved_late")] for row in driver.table.here.page.rows]
            assert late == sorted(late, key=lambda number: -int(str(number)))
            await driver.press("s")
            assert "sorted: Late ↑" in driver.shown("status")
            await driver.press("s", "<", "<", "<", "home")
            async with asyncio.timeout(PATIENCE):
                while driver.lines[5:10] != usual:
                    await asyncio.sleep(0.01)

    drive(steps())


def test_pages_of_filings(sample_path: Path) -> None:
    async def steps() -> None:
        filings = Question("filings", DrillPath(by=None, city="540", period="2021-04"))
        async with opened(sample_path, filings) as driver:
            assert "1-500 of 5,618" in driver.shown("status")
            await driver.press("]")
            assert "501-1,000 of 5,618" in driver.shown("status")
            await driver.press("[", "[")
            assert "no more rows" in driver.hint

    drive(steps())


def test_card_provenance_and_command(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON, size=(120, 40)) as driver:
            await driver.go_to("Phường Đống Đa")
            await driver.press("space")
            assert "H08.01.08" in driver.text
            await driver.press("escape", "d")
            for told in (
                "15/03/2021–14/04/2021",
                "resolved early or on time",
                "5,618",
                "sql/16_reports/drill.sql",
                "made up",
            ):
                assert told in driver.text
            await driver.press("escape", "x")
            assert "parx-tui --export drill --by agency --city 540 --period 2021-04" in driver.text

    drive(steps())


def test_export_asks_before_it_writes_over(sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            await driver.press("slash", *"nhon", "enter", "e", "enter")
            written = tmp_path / "drill-2021-04.csv"
            first = written.read_text("utf-8-sig")
            assert "rows written" in driver.hint
            assert len(first.splitlines()) == driver.table.grid.content.length + 1
            written.write_text("mine")
            await driver.press("e", "enter")
            assert "already exists" in driver.text
            await driver.press("escape")
            assert written.read_text() == "mine"
            await driver.press("e", "enter", "enter")
            assert written.read_text("utf-8-sig") == first
            await driver.press("e", *["backspace"] * 3, *"doc", "enter")
            assert ".csv, .tsv, .json, .md" in driver.hint

    drive(steps())


def test_targets_and_what_makes_them(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(city="01", period="2022-Q2")), size=(120, 40)) as driver:
            await driver.press("2")
            assert "rank ≤10" in driver.text
            assert "NO DATA" in driver.text
            row = next(
                row
                for row in range(driver.table.grid.content.length)
                if ">99%" in driver.table.grid.content.columns[3].cell(row)[0]
            )
            driver.table.grid.move(rows=row - driver.table.grid.position.row)
            await driver.settle()
            await driver.press("enter")
            assert driver.table.here is not None
            assert driver.table.here.question.report == "drill"
            assert driver.table.here.question.path.definition == "resolved"
            await driver.press("escape")
            assert "Targets" in driver.shown("crumbs")
            await driver.press("1")
            assert "quarter II/2022" in driver.shown("crumbs")

    drive(steps())


def test_procedures_their_list_and_a_card(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(city="01", period="2021-H1")), size=(120, 40)) as driver:
            await driver.press("4")
            for count in ("1,525", "272", "108"):
                assert count in driver.text
            await driver.press("b", *"field", "enter", "b", *"authority", "enter")
            await driver.go_to("Commune level (xã)")
            await driver.press("enter")
            assert driver.table.here is not None
            assert driver.table.here.page.total >= 108
            await driver.press("enter")
            assert "Procedure code" in driver.text
            await driver.press("escape", "escape")
            assert driver.cursor == "Commune level (xã)"

    drive(steps())


def test_reported_beside_recomputed(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(
            sample_path, Question(path=DrillPath(city="540", period="2021-04")), size=(120, 40)
        ) as driver:
            await driver.press("5", "/", *"carried", "enter")
            (row,) = [line for line in driver.lines if line.startswith("Filings carried over") or "1,139" in line]
            assert row.count("1,139") == 2

    drive(steps())


@pytest.mark.parametrize("keys", [("2",), ("4",), ("4", "enter"), ("5",)])
def test_the_first_screen_is_left_and_found_again(sample_path: Path, keys: tuple[str, ...]) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(by="level", city="01", period="2022-Q2"))) as driver:
            await driver.press("down", "enter", "down")
            await driver.trend()
            left = driver.lines
            await driver.press(*keys)
            assert driver.lines[4:10] != left[4:10]
            await driver.press("1")
            await driver.trend()
            assert driver.lines == left

    drive(steps())


def test_counts_from_a_screen_without_any_left(sample_path: Path) -> None:
    async def steps() -> None:
        filings = Question("filings", DrillPath(by=None, city="540", agency="H08.01.08", period="2021-04"))
        async with opened(sample_path, filings) as driver:
            await driver.press("2", "1")
            assert driver.table.here is not None
            assert driver.table.here.question.report == "filings"
            await driver.press("4", "2")
            driver.table.history.visits["drill"].clear()
            await driver.press("1")
            assert driver.table.here.question.path.by == "level"

    drive(steps())


def test_keys_that_come_faster_than_answers_wait_for_them(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(by="level", city="540", period="2021-06"))) as driver:
            await driver.pilot.press("comma", "comma", "comma")
            await driver.settle()
            assert "month 3/2021" in driver.shown("crumbs")
            await driver.pilot.press("enter", "enter", "enter")
            await driver.settle()
            assert driver.shown("crumbs").count("›") == 3
            await driver.pilot.press("escape", "escape", "escape")
            await driver.settle()
            assert driver.shown("crumbs").startswith("PARX  Quy Nhơn ")

    drive(steps())


def test_another_language_or_database_leaves_nothing_of_the_old_one(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, Question(path=DrillPath(by="level", city="01", period="2022-Q2"))) as driver:
            await driver.go_to("Commune level (xã)")
            await driver.press("2", "1", "enter", "L", "escape")
            assert driver.cursor == "Cấp xã"
            await driver.press("2")
            assert "Chỉ tiêu" in driver.lines[0]
            assert "On-time" not in driver.text
            await driver.press("L")

    drive(steps())


def test_language_changes_at_once(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            await driver.press("L")
            assert language_in_use() == "vi"
            assert "tháng 4/2021" in driver.shown("crumbs")
            assert "5.618" not in driver.text
            assert "Cơ quan" in driver.text
            await driver.press("L")
            assert "month 4/2021" in driver.shown("crumbs")

    drive(steps())


def test_theme_palette_and_help(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            await driver.press("t", *"mono", "enter")
            assert driver.app.theme == "monochrome"
            await driver.press(":", *"usual", "enter")
            assert "sorted:" in driver.shown("status")
            await driver.press("?")
            assert "Go into the row" in driver.text
            await driver.press("q")
            assert driver.app.is_running
            assert "Go into the row" not in driver.text

    drive(steps())


def test_a_user_s_keys(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON, keys={"sort": "z", "help": "s"}) as driver:
            await driver.press("z")
            assert "sorted:" in driver.shown("status")
            await driver.press("s")
            assert "Go into the row" in driver.text

    drive(steps())


def test_escape_leaves_the_filter_whatever_it_does_elsewhere(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON, keys={"sort": "escape,backspace"}) as driver:
            rows = driver.table.grid.content.length
            await driver.press("slash", *"dong da")
            assert driver.table.grid.content.length < rows
            await driver.press("escape")
            assert driver.table.grid.content.length == rows
            assert not driver.table.filter_input.display
            assert "sorted:" not in driver.shown("status")
            await driver.press("escape")
            assert "sorted:" in driver.shown("status")

    drive(steps())


def test_sentences_name_the_keys_as_they_are(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON, keys={"show_drill": "f9", "sort": "2,v"}) as driver:
            await driver.press(bound_keys({"show_drill": "f9", "sort": "2,v"})["show_targets"], "b")
            assert "on screens F9 and 4" in driver.shown("hint")
            await driver.press("m")
            assert "on screen F9" in driver.shown("hint")

    drive(steps())


def test_a_replaced_file_is_told_and_opened(sample_path: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    shutil.copy(sample_path, copy)
    shutil.copy(sample_path, other)

    async def steps() -> None:
        async with opened(copy, QUY_NHON) as driver:
            other.replace(copy)
            driver.table.look_at_file()
            await driver.settle()
            assert "was replaced. r opens the new one" in driver.hint
            await driver.press("r")
            assert not driver.table.worker.is_replaced()
            before = driver.lines[5:18]
            copy.write_bytes(b"no database")
            await driver.press("r")
            assert "is not a DuckDB database" in driver.hint
            copy.unlink()
            driver.table.look_at_file()
            await driver.settle()
            assert "is gone" in driver.hint
            assert driver.lines[5:18] == before
            await driver.press("r")
            assert "There is no database" in driver.hint
            assert driver.lines[5:18] == before

    drive(steps())


def test_the_screen_fits_any_size(sample_path: Path) -> None:
    async def steps() -> None:
        async with opened(sample_path, QUY_NHON) as driver:
            await driver.press("end")
            for width, height in ((40, 10), (200, 60), (20, 5), (80, 24)):
                await driver.pilot.resize_terminal(width, height)
                await driver.settle()
                assert len(driver.lines) == height
                assert driver.cursor in driver.text or width < 30
            assert "99.12%" in driver.shown("gauges")

    drive(steps())


PRESSED = sorted({key for action in ACTIONS for key in action.keys.split(",")} - {"q", "ctrl+c", "ctrl+q"})


@deepens
@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
@pytest.mark.parametrize("seed", seeds(1))
def test_no_keys_crash_it(
    sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    dice = random.Random(seed)

    async def steps() -> None:
        async with opened(sample_path, QUY_NHON, size=size) as driver:
            for _turn in range(60):
                await driver.pilot.press(dice.choice([*PRESSED, "a", "ộ", "tab"]))
            await driver.settle()
            assert driver.app.is_running
            assert len(driver.lines) == size[1]

    drive(steps())
    use_language("en")


DIMENSION_KEYS = ("city", "level", "agency", "field", "procedure", "service", "channel", "period")
STEPS = st.one_of(
    st.tuples(st.just("in"), st.integers(0, 30)),
    st.tuples(st.just("by"), st.sampled_from(DIMENSION_KEYS)),
    st.tuples(st.just("keys"), st.sampled_from(["comma", "full_stop", "v", "escape", "s"])),
    st.tuples(st.just("column"), st.integers(1, 12)),
    st.tuples(st.just("definition"), st.sampled_from(["due", "strict", "workload", "received", "resolved"])),
    st.tuples(st.just("filter"), st.sampled_from(["nh", "đ", "-", "1"])),
)


async def walk(path: Path, steps: list[tuple[str, Any]], seen: list[tuple[str, list[str], list[list[str]]]]) -> None:
    """Take steps from the start, and note each table with the command line that gives it."""
    async with opened(path, Question(path=DrillPath())) as driver:
        for kind, value in steps:
            if kind == "in":
                driver.table.grid.move(rows=value)
                await driver.press("enter")
                if driver.app.screen is not driver.table:
                    await driver.press("escape")
            elif kind == "by":
                await driver.press("b")
                if driver.app.screen is not driver.table:
                    await driver.press(*value, "enter")
                    if driver.app.screen is not driver.table:
                        await driver.press("escape")
            elif kind == "column":
                driver.table.grid.move(columns=value)
            elif kind == "definition":
                await driver.press("o")
                if driver.app.screen is not driver.table:
                    await driver.press(*value, "enter")
            elif kind == "filter":
                await driver.press("slash", value, "enter")
            else:
                await driver.press(value)
            note(driver, seen)


def note(driver: Driver, seen: list[tuple[str, list[str], list[list[str]]]]) -> None:
    """Note the table in sight, cell by cell."""
    view = driver.table.grid.content
    rows = [[column.cell(row)[0] for column in view.columns] for row in range(view.length)]
    seen.append((driver.table.command, [column.name for column in view.columns], rows))


@examples(3)
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_the_screen_shows_what_its_command_writes(cli: Cli, sample_path: Path, steps: list[tuple[str, Any]]) -> None:
    seen: list[tuple[str, list[str], list[list[str]]]] = []
    drive(walk(sample_path, steps, seen))
    for command, columns, rows in {command: (command, columns, rows) for command, columns, rows in seen}.values():
        outcome = cli(*shlex.split(command)[1:], "--format", "json")
        assert outcome.code == 0, outcome.err
        records = json.loads(outcome.out, parse_float=Decimal)
        assert len(rows) == len(records), command
        for row, record in zip(rows, records, strict=True):
            for name, shown in zip(columns, row, strict=True):
                if name not in ("verdict", "period"):
                    assert shown == read(name, record[name]), (command, name)


def read(name: str, value: object) -> str:
    """Return a value of the command's output as the screen shows it."""
    word = value_word(name, value)
    if word is not None:
        return word
    if name in SHARES and value is not None:
        return value_text(Decimal(str(value)), "en")
    if name.endswith("_on") and isinstance(value, str):
        return value_text(date.fromisoformat(value), "en")
    return value_text(value, "en")


SHARES = {f"{name}{role}" for name in ("on_time_rate", "online_share") for role in ("", "_previous", "_year_ago")}


@pytest.mark.parametrize("name", list(SCREENS))
def test_screens_look_as_they_did(sample_path: Path, name: str) -> None:
    # "make picture" draws them anew; look at what changed before it is kept.
    drawn = asyncio.run(screen_text(sample_path, SCREENS[name]))
    assert drawn == (SNAPSHOTS / f"{name}.txt").read_text("utf-8")


def test_plain_screen_in_ascii(sample_path: Path) -> None:
    async def steps() -> None:
        appearance = Appearance(theme="monochrome", ascii=True, mouse=False, low_bandwidth=True)
        async with opened(sample_path, QUY_NHON, appearance=appearance) as driver:
            signs = set("".join(driver.shown(name) for name in ("crumbs", "gauges", "status", "keys")))
            assert {sign for sign in signs if not sign.isascii()} <= set("Quy Nhơn")
            assert "|" in driver.shown("gauges")
            await driver.press("d")
            assert "15/03/2021-14/04/2021" in driver.text
            assert signs_of(driver) == set()
            await driver.press("escape")
            # What is said while a query takes long, and where.
            driver.table.say("Đang tính… 01/04–30/04 › “Quy Nhơn” · ≥ 99%")
            await driver.settle()
            assert 'Đang tính~ 01/04-30/04 > "Quy Nhơn" - ≥ 99%' in driver.text
            assert signs_of(driver) == {"≥"}

    drive(steps())


def signs_of(driver: Driver) -> set[str]:
    """Return what is on the screen that is neither ASCII nor a letter."""
    return {sign for sign in driver.text if not sign.isascii() and not sign.isalpha()}
