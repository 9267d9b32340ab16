"""Periods in the words of people: on the command line and in files."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from parx_tui.data.names import Fit
from parx_tui.data.periods import Period, named_period, period_fit, read_period_text, unknown_period
from parx_tui.i18n import use_language
from parx_tui.load.values import READERS, Surroundings
from tests.conftest import Cli
from tests.depth import examples
from tests.period_words import CALENDARS, WAYS, known_periods, later, spellings, written_periods

TODAY = date(2026, 3, 1)
EXAMPLES = examples(60)


@pytest.fixture(scope="session")
def known() -> dict[str, list[Period]]:
    """The periods of each calendar of the sample."""
    return known_periods()


# What a text says


def test_the_calendars_have_the_periods_that_are_spelt_here(known: dict[str, list[Period]]) -> None:
    for calendar in CALENDARS:
        assert len(known[calendar]) == 21 * (1 + 2 + 1 + 4 + 12)


def test_every_spelling_of_every_period_is_read(known: dict[str, list[Period]]) -> None:
    for period in known["nd09"]:
        for spelling in spellings(period.code):
            for way in WAYS:
                told = read_period_text(way(spelling))
                assert told is not None, way(spelling)
                assert told.code == period.code, way(spelling)


@pytest.mark.parametrize(
    ("text", "part"),
    [("quý 2", "Q2"), ("Q.II", "Q2"), ("tháng 4", "04"), ("T04", "04"), ("6 tháng đầu năm", "H1"), ("tháng năm", "05")],
)
def test_a_part_of_any_year_is_read_without_one(text: str, part: str) -> None:
    told = read_period_text(text)
    assert told is not None
    assert (told.part, told.year, told.code) == (part, None, None)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "năm", "of", "x", "13/2021", "tháng 0/2021", "quý V/2022", "Q5/2022", "4/21", "14/06/2021", "2021-2022"],
)
def test_what_is_no_period_is_not_taken_for_one(text: str) -> None:
    assert read_period_text(text) is None


@EXAMPLES
@given(written=written_periods())
def test_files_say_periods_in_the_same_words(written: tuple[str, str, str]) -> None:
    _calendar, code, text = written
    if 2015 <= int(code[:4]) <= 2035:
        assert READERS["period"]([text], Surroundings(TODAY))[text].value == code


def test_days_come_last() -> None:
    assert period_fit("15/04/2021", "2021-05", "15/04/2021-14/05/2021") is Fit.REMARK
    assert period_fit("4/2021", "2021-05", "15/04/2021-14/05/2021") is None


# On the command line


@EXAMPLES
@given(written=written_periods())
def test_every_spelling_names_its_period(written: tuple[str, str, str], known: dict[str, list[Period]]) -> None:
    calendar, code, text = written
    period = named_period(text, known[calendar])
    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tháng 4/2021", "2021-04"),
        ("4/2021", "2021-04"),
        ("quý I/2021", "2021-Q1"),
        ("quy ii/2022", "2022-Q2"),
        ("Q2/2022", "2022-Q2"),
        ("2022Q2", "2022-Q2"),
        ("2022-04", "2022-04"),
        (" 2022-q2 ", "2022-Q2"),
        ("6 tháng đầu năm 2022", "2022-H1"),
        ("năm 2021", "2021"),
    ],
)
def test_an_export_takes_a_period_in_words(cli: Cli, text: str, code: str) -> None:
    outcome = cli("--export", "trend", "--period", text)
    assert outcome.code == 0, outcome.err
    assert outcome.out == cli("--export", "trend", "--period", code).out
    assert cli("--export", "drill", "--period", text).records()[0]["period"] == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "quý II/2050",
            "Calendar nd09 has no quarter II/2050; it goes from quarter I/2015 to quarter IV/2035. "
            "There is data from quarter I/2021 to quarter II/2022.",
        ),
        (
            "12/2014",
            "Calendar nd09 has no month 12/2014; it goes from month 1/2015 to month 12/2035. "
            "There is data from month 1/2021 to month 6/2022.",
        ),
        (
            "quý 2",
            "quý 2 has no year. Write it with one, like quarter II/2022. "
            "There is data from quarter I/2021 to quarter II/2022.",
        ),
        (
            "tháng 13/2021",
            "tháng 13/2021 is no period of calendar nd09. Write it like month 6/2022, quarter II/2022, "
            "first half of 2022, first nine months of 2022, year 2022. "
            "There is data from month 1/2021 to month 6/2022.",
        ),
    ],
)
def test_an_unknown_period_is_told_with_what_there_is(cli: Cli, text: str, said: str) -> None:
    outcome = cli("--export", "drill", "--period", text)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"Error: {said}\n"


def test_the_hint_speaks_vietnamese(known: dict[str, list[Period]]) -> None:
    use_language("vi")
    assert unknown_period("quý II/2050", "nd09", known["nd09"]) == (
        "Lịch nd09 không có quý II/2050, chỉ có từ quý I/2015 đến quý IV/2035. "
        "Số liệu có từ quý I/2021 đến quý II/2022."
    )


def test_a_calendar_without_quarters_names_what_it_has() -> None:
    months = [
        Period(f"2022-{month:02d}", "month", date(2022, month, 1), date(2022, month, 28), coverage)
        for month, coverage in ((1, "none"), (2, "none"), (3, "none"))
    ]
    assert unknown_period("quý I/2022", "own", months) == (
        "quý I/2022 is no period of calendar own. Write it like month 3/2022."
    )
    assert "month 1/2022" in unknown_period("4/2023", "own", [*months, *later(4)])


def test_a_table_by_period_is_filtered_in_words(cli: Cli) -> None:
    asked = ("--export", "drill", "--by", "period", "--city", "01", "--period", "2022-Q2")
    for text, codes in (
        ("tháng 4/2022", ["2022-04"]),
        ("April", ["2022-04"]),
        ("month", ["2022-04", "2022-05", "2022-06"]),
        ("2022-05", ["2022-05"]),
        ("quý", []),
    ):
        assert [row["period"] for row in cli(*asked, "--filter", text).records()] == codes, text
    assert [row["period"] for row in cli(*asked, "--filter", "month", "--offset", "1", "--limit", "1").records()] == [
        "2022-05"
    ]
