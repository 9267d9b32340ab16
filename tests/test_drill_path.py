"""The way through the drill-down, the periods beside one, and questions as command lines."""

from __future__ import annotations

import shlex
from contextlib import nullcontext
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parx_tui.cli import export
from parx_tui.cli.invocation import Invocation
from parx_tui.cli.run import run
from parx_tui.config import sample_path
from parx_tui.data.drill import (
    BY,
    DEFAULT_CALENDAR,
    DEFINITIONS,
    DIMENSIONS,
    IMPLIED,
    WAY_DOWN,
    DrillPath,
)
from parx_tui.data.pages import Page
from parx_tui.data.periods import Period, beside, year_before
from parx_tui.data.query_terms import QueryTerms
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.i18n import LANGUAGES, Language
from parx_tui.ui.command_line import command_line
from tests.depth import examples

EXAMPLES = examples(60)

TEXTS = st.one_of(
    # A blank text is refused.
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(str.strip),
    st.sampled_from(
        ("Hà Nội", "540", "quận ba đình", "--by", "-o", "-", "--lang", "--", "=x", "$HOME", "'", '"', "a b", "a\n")
    ),
)
CODES = st.sampled_from(("540", "hn", "xa", "2022-04"))


@st.composite
def paths(draw: st.DrawFn, texts: st.SearchStrategy[str] = CODES) -> DrillPath:
    """Draw a place in the drill-down."""
    filters = draw(st.dictionaries(st.sampled_from(DIMENSIONS), texts, max_size=4))
    return DrillPath(
        by=draw(st.sampled_from((None, *BY))),
        period=draw(st.none() | CODES),
        calendar=draw(st.sampled_from((DEFAULT_CALENDAR, "calendar"))),
        definition=draw(st.none() | st.sampled_from(DEFINITIONS)),
        **filters,
    )


def filtered(path: DrillPath) -> dict[str, str]:
    return dict(path.filters())


# In and out


@EXAMPLES
@given(paths(), CODES)
def test_into_filters_by_the_row_and_keeps_everything_else(path: DrillPath, code: str) -> None:
    inner = path.into(code)
    listed = path.by or "city"
    if listed == "period":
        assert (inner.period, filtered(inner)) == (code, filtered(path))
    else:
        assert (inner.period, filtered(inner)) == (path.period, {**filtered(path), listed: code})
    assert (inner.calendar, inner.definition) == (path.calendar, path.definition)


@EXAMPLES
@given(paths(), CODES)
def test_into_never_lists_what_is_filtered_by_or_follows_from_it(path: DrillPath, code: str) -> None:
    inner = path.into(code)
    closed = {dimension for outer in filtered(inner) for dimension in (outer, *IMPLIED.get(outer, ()))}
    assert inner.by not in closed
    assert inner.by is None or inner.by in WAY_DOWN
    # Nothing of the way down is left out.
    assert inner.by is not None or closed >= set(WAY_DOWN)
    before = WAY_DOWN[: WAY_DOWN.index(inner.by)] if inner.by else WAY_DOWN
    assert set(before) <= closed


@EXAMPLES
@given(paths(), CODES)
def test_going_in_ends_in_the_filings(path: DrillPath, code: str) -> None:
    steps = [path]
    while steps[-1].by is not None and len(steps) < 20:
        steps.append(steps[-1].into(code))
    assert steps[-1].by is None
    assert len(steps) <= len(WAY_DOWN) + 2
    listed = [step.by for step in steps[1:-1]]
    assert listed == sorted(listed, key=lambda dimension: WAY_DOWN.index(dimension or ""))


@EXAMPLES
@given(paths(), CODES)
def test_out_of_the_row_gone_into_is_the_table_it_was_in(path: DrillPath, code: str) -> None:
    later = DIMENSIONS[DIMENSIONS.index(path.by) + 1 :] if path.by in DIMENSIONS else ()
    if path.by in (None, "period") or set(filtered(path)) & {path.by, *later}:
        return
    assert path.into(code).out() == path


@EXAMPLES
@given(paths())
def test_out_lists_the_last_dimension_filtered_by(path: DrillPath) -> None:
    outer = path.out()
    before = filtered(path)
    if not before:
        assert outer is None
        return
    assert outer is not None
    assert outer.by == list(before)[-1]
    assert filtered(outer) == {name: text for name, text in before.items() if name != outer.by}
    assert replace(outer, by=path.by, **{outer.by: before[outer.by]}) == path


@EXAMPLES
@given(paths())
def test_going_out_ends_at_the_outermost_table(path: DrillPath) -> None:
    here: DrillPath | None = path
    for _step in range(len(filtered(path))):
        assert here is not None
        here = here.out()
    assert here is not None
    assert filtered(here) == {}
    assert here.out() is None


def test_the_usual_way_down() -> None:
    way = [DrillPath(period="2022-Q2")]
    for code in ("101", "huyen", "so-1", "ho-tich", "1.001"):
        way.append(way[-1].into(code))
    assert [step.by for step in way] == ["city", "level", "agency", "field", "procedure", None]
    assert way[-1] == DrillPath(None, "101", "huyen", "so-1", "ho-tich", "1.001", period="2022-Q2")


@pytest.mark.parametrize(
    ("filters", "following"),
    [
        ({}, "city"),
        ({"city": "540"}, "level"),
        ({"agency": "a"}, "field"),
        ({"level": "xa"}, "city"),
        ({"procedure": "p"}, "city"),
        ({"procedure": "p", "city": "540"}, "level"),
        ({"procedure": "p", "agency": "a"}, None),
        ({"channel": "online", "service_level": "4"}, "city"),
    ],
)
def test_the_next_dimension_is_the_first_left_open(filters: dict[str, str], following: str | None) -> None:
    assert DrillPath(**filters).next_dimension() == following


@EXAMPLES
@given(paths())
def test_the_ledger_is_the_smallest_that_holds_what_is_asked(path: DrillPath) -> None:
    used = {*filtered(path), path.by}
    holds = {
        "ledger_level": {"city", "level", "period", None},
        "ledger_agency": {"city", "level", "agency", "period", None},
        "ledger_procedure": {"city", "level", "field", "procedure", "service_level", "channel", "period", None},
        "ledger": {*BY, None},
    }
    assert path.ledger() == next(ledger for ledger, dimensions in holds.items() if used <= dimensions)


# Periods


def months(year: int) -> list[Period]:
    """Return the months of a year that close on the 14th."""
    return [
        Period(
            f"{year}-{month:02}",
            "month",
            date(year - (month == 1), (month - 2) % 12 + 1, 15),
            date(year, month, 14),
            "whole",
        )
        for month in range(1, 13)
    ]


def quarters(year: int) -> list[Period]:
    return [
        Period(
            f"{year}-Q{quarter}",
            "quarter",
            date(year - (quarter == 1), (3 * quarter - 4) % 12 + 1, 15),
            date(year, 3 * quarter, 14),
            None,
        )
        for quarter in range(1, 5)
    ]


KNOWN = sorted(
    [period for year in (2019, 2020, 2021) for period in (*months(year), *quarters(year))],
    key=lambda period: (period.date_from, period.date_to),
)
BY_CODE = {period.code: period for period in KNOWN}


@pytest.mark.parametrize(
    ("code", "steps", "found"),
    [
        ("2020-04", 1, "2020-05"),
        ("2020-04", -1, "2020-03"),
        ("2020-12", 1, "2021-01"),
        ("2020-Q1", -1, "2019-Q4"),
        ("2020-Q4", 2, "2021-Q2"),
        ("2020-04", 0, "2020-04"),
        ("2019-01", -1, None),
        ("2021-Q4", 1, None),
        ("2020-04", -100, None),
        ("2020-04", 100, None),
    ],
)
def test_the_period_beside_is_one_of_its_kind(code: str, steps: int, found: str | None) -> None:
    other = beside(KNOWN, BY_CODE[code], steps)
    assert (other and other.code) == found


@given(st.sampled_from(KNOWN), st.integers(-50, 50))
def test_there_and_back_again(period: Period, steps: int) -> None:
    other = beside(KNOWN, period, steps)
    if other is not None:
        assert other.kind == period.kind
        assert beside(KNOWN, other, -steps) == period


@pytest.mark.parametrize("period", [period for period in KNOWN if not period.code.startswith("2019")])
def test_the_year_before_is_the_same_period_a_year_earlier(period: Period) -> None:
    year, _dash, number = period.code.partition("-")
    other = year_before(KNOWN, period)
    assert other is not None
    assert other.code == f"{int(year) - 1}-{number}"


def test_before_the_first_year_there_is_none() -> None:
    for period in [*months(2019), *quarters(2019)]:
        assert year_before(KNOWN, period) is None
    assert year_before([], BY_CODE["2020-04"]) is None
    assert year_before([BY_CODE["2020-04"]], BY_CODE["2020-04"]) is None


@pytest.mark.parametrize(("year", "days"), [(2021, 28), (2020, 29), (2024, 29), (2025, 28)])
def test_february_of_a_leap_year_has_a_year_before(year: int, days: int) -> None:
    months_of_calendar = [
        Period(f"{earlier}-02", "month", date(earlier, 2, 1), date(earlier, 2, 29 if earlier % 4 == 0 else 28), "whole")
        for earlier in range(2019, 2026)
    ]
    period = next(period for period in months_of_calendar if period.code == f"{year}-02")
    assert period.date_to.day == days
    other = year_before(months_of_calendar, period)
    assert other is not None
    assert other.code == f"{year - 1}-02"


def test_the_year_before_of_a_week_is_the_week_that_ends_closest_to_it() -> None:
    weeks = [
        Period(f"W{number}", "week", date.fromordinal(start), date.fromordinal(start + 6), None)
        for number, start in enumerate(range(date(2021, 1, 4).toordinal(), date(2022, 6, 1).toordinal(), 7))
    ]
    assert year_before(weeks, weeks[60]) == weeks[60 - 52]
    assert year_before(weeks, weeks[51]) is None


# Questions as command lines


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Draw a question that can be asked on the command line: the total alone cannot."""
    name = draw(st.sampled_from(sorted(REPORTS)))
    report = REPORTS[name]
    return Question(
        name,
        DrillPath(
            by=draw(st.sampled_from(BY)) if report.dimension is None else None,
            period=draw(st.none() | TEXTS),
            calendar=draw(TEXTS.filter(bool)) if report.has_calendar else DEFAULT_CALENDAR,
            definition=draw(st.none() | st.sampled_from(DEFINITIONS)),
            **draw(st.dictionaries(st.sampled_from(DIMENSIONS), TEXTS, max_size=4)),
        ),
        text=draw(st.none() | TEXTS),
        sort=draw(st.none() | TEXTS | st.sampled_from(("city", "on_time_rate:desc"))),
        limit=draw(st.none() | st.integers(1, 10**12)),
        offset=draw(st.integers(0, 10**6)),
    )


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Question, Language]]:
    """Take the place of the export: note what is to be exported, and in which language."""
    calls: list[tuple[Question, Language]] = []

    def export_report(_database: object, question: Question, *, language: Language, **_given: Any) -> None:
        calls.append((question, language))

    monkeypatch.setattr(export, "export_report", export_report)
    monkeypatch.setattr(Invocation, "opened", lambda self, db, _limit: nullcontext(self.database(db)))
    monkeypatch.setenv("PARX_LANG", "en")
    return calls


@EXAMPLES
@given(question=questions())
def test_the_arguments_of_a_question_ask_that_question(
    question: Question, exported: list[tuple[Question, Language]]
) -> None:
    exported.clear()
    assert run(question.arguments()) == 0, question.arguments()
    assert exported == [(question, "en")]


@EXAMPLES
@given(
    question=questions(),
    language=st.sampled_from(LANGUAGES),
    period=st.none() | CODES,
    folder=TEXTS.filter(lambda text: bool(text) and "\0" not in text),
)
def test_a_command_line_pasted_into_a_shell_asks_for_what_the_screen_shows(
    question: Question, language: Language, period: str | None, folder: str, exported: list[tuple[Question, Language]]
) -> None:
    exported.clear()
    shown = None if period is None else Period(period, "month", date(2022, 4, 1), date(2022, 4, 30), "whole")
    page = Page(question.report, (), [], 0, QueryTerms({}, (), shown))
    program, *arguments = shlex.split(command_line(question, page, Path(folder), language))
    assert program == "parx-tui"
    assert arguments[-2:] == ["--db", str(Path(folder))] or arguments[-1] == f"--db={Path(folder)}"
    assert run(arguments) == 0
    limit = question.limit if question.limit is not None else REPORTS[question.report].limit
    path = replace(question.path, period=question.path.period or period)
    assert exported == [(replace(question, path=path, limit=limit), language)]


def test_the_sample_need_not_be_named_on_a_command_line() -> None:
    page = Page("drill", (), [], 0, QueryTerms({}, (), None))
    question = Question(path=DrillPath(city="Hà Nội", period="2022-Q2"))
    assert command_line(question, page, sample_path(), "vi") == (
        "parx-tui --export drill --by city --city 'Hà Nội' --period 2022-Q2 --calendar nd09 --lang vi"
    )


def test_every_part_of_a_path_is_an_argument() -> None:
    path = DrillPath(
        "channel", "c", "l", "a", "f", "p", "s", "ch", period="2022", calendar="calendar", definition="due"
    )
    assert all(getattr(path, field.name) is not None for field in fields(path))
    assert Question("compare", path, "text", "city:desc", 5, 10).arguments() == shlex.split(
        "--export compare --by channel --city c --level l --agency a --field f --procedure p --service-level s "
        "--channel ch --period 2022 --calendar calendar --definition due --filter text --sort city:desc "
        "--limit 5 --offset 10"
    )
