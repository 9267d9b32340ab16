"""Landed rows become stored rows, or the load is refused; nothing is lost or doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.errors import QueryError
from tests.naive import Filing
from tests.small_database import Agency, Load, Target, small_database, write_database

WHOLE_YEAR = [Load("01", date(2021, 12, 15), date(2022, 12, 14))]
CHANGED_ON = date(2022, 5, 1)


def filing(received: date, agency: str = "H26.01") -> Filing:
    """Return a filing that is resolved on the day it is received."""
    return Filing(received, received, completed=received, status=10, agency=agency, procedure="1.000001")


def test_a_code_given_to_another_agency_belongs_to_the_one_of_the_day() -> None:
    agencies = [
        Agency("01", "H26.01", "so", valid_to=CHANGED_ON - timedelta(days=1)),
        Agency("01", "H26.01", "xa", valid_from=CHANGED_ON),
    ]
    filings = [filing(date(2022, 4, 20)), filing(date(2022, 4, 29)), filing(CHANGED_ON)]
    with small_database(filings, WHOLE_YEAR, agencies=agencies) as database:
        page = run_report(database, Question("drill", DrillPath(by="level", period="2022")), language="en")
    received = {row[page.columns.index("level_code")]: row[page.columns.index("received_new")] for row in page.rows}
    assert received == {"so": 2, "xa": 1}


def test_a_filing_of_an_unknown_procedure_refuses_the_load(tmp_path: Path) -> None:
    path = tmp_path / "small.duckdb"
    unknown = replace(filing(date(2022, 4, 20)), procedure="9.999999")
    with pytest.raises(QueryError, match="1 rows of filing were handed over and 0 could be stored"):
        write_database(path, [unknown], WHOLE_YEAR)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("scope", [{"city": "Hải Phòng"}, {"city": "01", "field": "KHONG_CO"}, {"level": "tinh"}])
def test_a_target_whose_scope_is_not_known_refuses_the_load(tmp_path: Path, scope: dict[str, str]) -> None:
    target = Target("2022", ">", Decimal("0.99"), **scope)
    with pytest.raises(QueryError, match="target"):
        write_database(tmp_path / "small.duckdb", [], WHOLE_YEAR, targets=[target])
    assert list(tmp_path.iterdir()) == []


def test_a_target_on_an_agency_and_a_field_is_measured() -> None:
    target = Target("2022", ">", Decimal("0.5"), city="01", agency="H26.01", field="HO_TICH")
    with small_database([filing(date(2022, 4, 20))], WHOLE_YEAR, targets=[target]) as database:
        page = run_report(database, Question("targets", DrillPath()), language="en")
    row = dict(zip(page.columns, page.rows[0], strict=True))
    assert (row["value_count"], row["value_base"], row["verdict"]) == (1, 1, "met")
