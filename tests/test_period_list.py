"""The list of periods: what is typed is what is opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from parx_tui.data.drill import DrillPath
from parx_tui.data.periods import Period
from parx_tui.data.questions import Question
from parx_tui.i18n import LANGUAGES, Language, use_language
from parx_tui.ui.screens.dialogs import ChoiceDialog
from parx_tui.ui.screens.period_dialog import period_dialog
from parx_tui.ui.worker.tasks import PeriodsResult
from tests.depth import examples
from tests.period_words import CALENDARS, known_periods, later, written_periods
from tests.pilot import Driver, opened

EXAMPLES = examples(60)


@pytest.fixture(scope="session")
def known() -> dict[str, list[Period]]:
    """The periods of each calendar of the sample."""
    return known_periods()


# In the list


def listed(known: dict[str, list[Period]], calendar: str) -> ChoiceDialog:
    """Return the list of the periods of a calendar."""
    return period_dialog(PeriodsResult(list(CALENDARS), calendar, known[calendar]), None)


@EXAMPLES
@given(written=written_periods())
def test_every_spelling_is_the_first_of_the_list(written: tuple[str, str, str], known: dict[str, list[Period]]) -> None:
    calendar, code, text = written
    assert listed(known, calendar).fitting(text)[0].id == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_list_shows_is_found_by_its_name(known: dict[str, list[Period]], language: Language) -> None:
    use_language(language)
    screen = listed(known, "nd09")
    for choice in screen.fitting(""):
        assert screen.fitting(choice.text)[0] == choice


def test_without_a_word_the_list_has_what_the_loads_know(known: dict[str, list[Period]]) -> None:
    codes = {period.code for period in known["nd09"] if period.coverage in ("whole", "part")}
    shown = [choice.id for choice in listed(known, "nd09").fitting(" ")]
    assert shown[-1] == "calendar calendar"
    assert set(shown[:-1]) == codes
    assert "2030-Q2" not in shown


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("quý 2", ["2022-Q2", "2021-Q2"]),
        ("quy i", ["2021-Q1"]),
        ("quy", ["2022-Q2", "2021-Q2", "2021-Q1"]),
        ("quý II/20", ["2022-Q2", "2021-Q2"]),
        ("quý II/2021", ["2021-Q2"]),
        ("nửa", ["2022-H1", "2021-H1"]),
        ("thang 5", ["2022-05", "2021-05"]),
        ("4", ["2022-04", "2021-04"]),
        ("tháng 4/2021", ["2021-04"]),
        ("quarter II/2022", ["2022-Q2"]),
        ("2021", ["2021"]),
        ("14/06/2021", ["2021-06"]),
    ],
)
def test_what_begins_like_the_text_comes_before_what_only_has_its_words(
    known: dict[str, list[Period]], typed: str, first: list[str]
) -> None:
    shown = [choice.id for choice in listed(known, "nd09").fitting(typed)]
    assert shown[: len(first)] == first


@pytest.mark.parametrize("typed", ["tháng 15/2021", "tháng 20/2021", "quý V/2021", "4/2050", "quý II/2036", "xyz"])
def test_what_names_no_period_opens_none(known: dict[str, list[Period]], typed: str) -> None:
    assert listed(known, "nd09").fitting(typed) == []


def test_six_months_are_not_the_sixth_where_a_calendar_has_no_halves() -> None:
    screen = period_dialog(PeriodsResult(["own"], "own", later(6)), None)
    assert screen.fitting("6 tháng 2022") == []
    assert [choice.id for choice in screen.fitting("tháng 6 2022")] == ["2022-06"]


# On the screen


def on_screen(path: Path, steps: Callable[[Driver], Coroutine[Any, Any, None]], **where: Any) -> None:
    """Open the screen at a place and go through some steps."""

    async def run() -> None:
        async with opened(path, Question(path=DrillPath(**{"city": "540", "period": "2021-Q2", **where}))) as driver:
            await steps(driver)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("tháng 4/2021", "month 4/2021"),
        ("quý I/2021", "quarter I/2021"),
        ("Q2/2021", "quarter II/2021"),
        ("2021h1", "first half of 2021"),
        ("quý II/2030", "quarter II/2030"),
    ],
)
def test_what_is_typed_is_opened(sample_path: Path, typed: str, shown: str) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("p")
        await driver.type(typed)
        await driver.press("enter")
        assert shown in driver.shown("crumbs")

    on_screen(sample_path, steps, period="2021-05")


def test_an_unknown_period_is_told_in_the_list_and_opens_nothing(sample_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("p")
        await driver.type("quý II/2050")
        assert "Calendar nd09 has no quarter II/2050" in driver.text
        assert "from quarter I/2021 to quarter II/2021" in " ".join(driver.text.split())
        await driver.press("enter")
        assert "Period of calendar" in driver.text
        await driver.press("escape")
        assert "quarter II/2021" in driver.shown("crumbs")

    on_screen(sample_path, steps)


def test_the_screen_goes_by_the_code_of_a_period_given_in_words(sample_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        assert "quarter II/2021" in driver.shown("crumbs")
        assert "--period 2021-Q2" in driver.table.command
        await driver.press("full_stop")
        assert "quarter III/2021" in driver.shown("crumbs")

    on_screen(sample_path, steps, period="quý 2 năm 2021")


def test_the_cursor_goes_to_the_period_typed(sample_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("slash")
        await driver.type("tháng 5")
        await driver.press("enter")
        assert driver.cursor == "month 5/2021"
        await driver.press("enter")
        assert "month 5/2021" in driver.shown("crumbs")

    on_screen(sample_path, steps, by="period")
