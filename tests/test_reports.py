"""The records of the reports agree with their SQL files and with each other."""

from __future__ import annotations

import pytest

from parx_tui.data.reports import REPORTS, SCREENS, START, Report, report_file
from parx_tui.data.sqlfiles import names
from parx_tui.labels import VALUE_WORDS

EACH = pytest.mark.parametrize(("name", "report"), REPORTS.items(), ids=list(REPORTS))


def test_every_file_of_a_report_has_a_record() -> None:
    assert set(REPORTS) == set(names("reports"))


@EACH
def test_a_record_names_reports_that_there_are(name: str, report: Report) -> None:
    named = {report.singles, report.counted_by, report.counterpart, report.screen or None} - {None}
    assert named <= set(REPORTS)
    if report.counterpart:
        assert REPORTS[report.counterpart].counterpart == name
    if report.singles:
        assert REPORTS[report.singles].counted_by in (name, report.counterpart)
        assert REPORTS[report.singles].noun
    if report.counted_by:
        assert "received_total" in report_file(report.counted_by).columns


@EACH
def test_a_record_names_columns_and_loads_that_there_are(name: str, report: Report) -> None:
    columns = report_file(name).columns
    assert report.text_column is None or report.text_column in columns
    assert report.loads is None or set(report.loads) <= set(VALUE_WORDS["kind"])
    assert report.covered in ("rows", "cities", "scope", "nothing")
    if report.covered in ("rows", "cities"):
        assert "coverage" in columns
    if report.covered == "cities":
        assert "city" in columns
    assert report.period in ("needed", "optional", "none")


def test_every_screen_begins_with_the_report_that_it_is_named_after() -> None:
    assert START in SCREENS
    for screen in SCREENS:
        assert REPORTS[screen].screen == screen
        assert screen == START or REPORTS[screen].title
