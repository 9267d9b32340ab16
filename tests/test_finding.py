"""What is typed and what it finds: one ranking for every list, on the screen and off it."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parx_tui.data.drill import DrillPath
from parx_tui.data.names import Fit, fit, ranked
from parx_tui.data.questions import Question
from parx_tui.i18n import use_language
from parx_tui.ui.keys import ACTIONS, key_sign
from parx_tui.ui.screens.dialogs import Choice, ChoiceDialog
from tests.conftest import Cli
from tests.depth import examples
from tests.pilot import Driver, opened

EXAMPLES = examples(60)
UNITS = ("Phường 10", "Phường 11", "Ủy ban nhân dân Phường 1", "Phường 1", "Phường 1 Tây", "Bộ phận Một cửa phường 1")

# The ranking


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Phường 1", Fit.WRITTEN),
        ("  Phường 1 ", Fit.WRITTEN),
        ("phuong  1", Fit.NAME),
        ("PHƯỜNG-1", Fit.NAME),
        ("phường", Fit.BEGINNING),
        ("phu", Fit.OPENING),
        ("1", Fit.WORDS),
        ("1 phuong", Fit.ANYWHERE),
        ("ban 1 phuong", None),
        ("H08 phuong", Fit.ANYWHERE),
        ("quy nhon", Fit.REMARK),
        ("nhon quy", None),
        ("phường 2", None),
        ("ường", None),
    ],
)
def test_how_well_a_text_fits(typed: str, found: Fit | None) -> None:
    assert fit(typed, ("Phường 1", "H08"), "ở Quy Nhơn") is found


def test_a_number_is_whole_unless_more_of_it_may_come() -> None:
    assert fit("phuong 1", ("Phường 10",)) is Fit.OPENING
    assert fit("1 phuong", ("Phường 10",)) is None
    assert fit("20 2021", ("2021",)) is None


def test_a_name_comes_before_what_begins_with_it_and_that_before_what_has_its_words() -> None:
    assert ranked(UNITS, lambda unit: fit("phuong 1", (unit,))) == [
        "Phường 1",
        "Phường 1 Tây",
        "Phường 10",
        "Phường 11",
        "Ủy ban nhân dân Phường 1",
        "Bộ phận Một cửa phường 1",
    ]


def test_signs_alone_are_names_too() -> None:
    assert ranked(("<", ">", "?", "/"), lambda sign: fit("/", (sign,))) == ["/"]


WORDS = st.text(st.sampled_from("abđêơ"), min_size=1, max_size=4) | st.integers(0, 120).map(str)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TYPED: list[Callable[[str], str]] = [
    str.upper,
    lambda text: f" {text.replace(' ', '  ')}",
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("đ", "d").replace("ê", "e").replace("ơ", "o"),
    lambda text: text.replace(" ", "/"),
]


@EXAMPLES
@given(st.lists(NAMES, min_size=1, max_size=12, unique=True), st.data())
def test_a_name_finds_its_bearer_first(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    assert ranked(names, lambda other: fit(name, (other,)))[0] == name


@EXAMPLES
@given(st.lists(NAMES, min_size=1, max_size=12, unique=True), st.data(), st.sampled_from(TYPED))
def test_a_name_typed_in_any_way_finds_one_that_reads_alike(
    names: list[str], data: st.DataObject, way: Callable[[str], str]
) -> None:
    name = data.draw(st.sampled_from(names))
    first = ranked(names, lambda other: fit(way(name), (other,)))[0]
    assert TYPED[3](first) == TYPED[3](name)


@EXAMPLES
@given(st.lists(NAMES, min_size=1, max_size=12, unique=True), st.data())
def test_whoever_goes_on_typing_a_name_never_loses_it(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    for length in range(1, len(name) + 1):
        assert name in ranked(names, lambda other, typed=name[:length]: fit(typed, (other,)))  # type: ignore[misc]


# Lists of the screen


def test_a_list_shows_what_fits_best_first() -> None:
    choices = [Choice("a", "The column: to sort by"), Choice("sort", "Order the rows"), Choice("b", "Sorted copies")]
    screen = ChoiceDialog("", choices)
    assert [choice.id for choice in screen.fitting("sort")] == ["sort", "b", "a"]
    assert [choice.id for choice in screen.fitting("the")] == ["a", "sort"]
    assert screen.fitting("  ") == choices
    assert screen.fitting("nope") == []


def on_screen(path: Path, steps: Callable[[Driver], Coroutine[Any, Any, None]]) -> None:
    """Open the agencies of Quy Nhơn and go through some steps."""

    async def run() -> None:
        question = Question(path=DrillPath(by="agency", city="540", period="2021-04"))
        async with opened(path, question, size=(100, 30)) as driver:
            await steps(driver)

    asyncio.run(run())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_action_is_found_by_its_name_its_word_and_its_keys(sample_path: Path, language: str) -> None:
    async def steps(driver: Driver) -> None:
        use_language("vi" if language == "vi" else "en")
        driver.table.action_palette()
        await driver.settle()
        screen = driver.app.screen
        assert isinstance(screen, ChoiceDialog)
        for action in ACTIONS:
            if action.name == "palette":
                continue
            for typed in (action.name, action.name.replace("_", " "), key_sign(action.keys)):
                assert screen.fitting(typed)[0].id == action.name, typed

    on_screen(sample_path, steps)


def test_the_palette_does_what_is_typed(sample_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press(">", ":", *"sort", "enter")
        assert "sorted:" in driver.shown("status")

    on_screen(sample_path, steps)


def test_a_list_says_when_nothing_fits_and_enter_does_nothing(sample_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("b", *"nope")
        assert "Nothing fits." in driver.text
        await driver.press("enter")
        assert "Nothing fits." in driver.text
        await driver.press(*["backspace"] * 4, *"chan", "enter")
        assert "by post" in driver.text.lower()

    on_screen(sample_path, steps)


def test_the_filter_puts_the_cursor_on_what_is_typed(sample_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("down", "down", "slash", *"ng")
        column = driver.table.grid.content.columns[0]
        names = [column.cell(row)[0] for row in range(driver.table.grid.content.length)]
        assert names[0] == "Phường Bùi Thị Xuân", "rows keep their order"
        assert driver.cursor == "Phường Ngô Mây"
        await driver.press("enter", "down")
        assert driver.cursor != "Phường Ngô Mây", "the filter that is kept does not hold the cursor"

    on_screen(sample_path, steps)


def test_the_filter_leaves_the_cursor_on_a_row_that_fits_as_well(sample_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.go_to("Phường Nguyễn Văn Cừ")
        await driver.press("slash", *"ng", "enter")
        assert driver.cursor == "Phường Nguyễn Văn Cừ"

    on_screen(sample_path, steps)


# Names on the command line


@pytest.mark.parametrize("name", ["quy  nhon", " Quy Nhơn ", "QUY\u00a0NHƠN"])
def test_blanks_of_a_name_do_not_matter(cli: Cli, name: str) -> None:
    asked = ("--export", "drill", "--period", "2021-04")
    assert cli(*asked, "--city", name).out == cli(*asked, "--city", "540").out


def test_blanks_of_a_filter_do_not_matter(cli: Cli) -> None:
    asked = ("--export", "drill", "--by", "agency", "--city", "540", "--period", "2021-04")
    assert cli(*asked, "--filter", " dong   da ").out == cli(*asked, "--filter", "dong da").out
