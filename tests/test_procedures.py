"""The report ``procedures``, and the list of the procedures that it counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from parx_tui.data.database import Database, open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.i18n import Language
from tests.conftest import Cli
from tests.small_database import MEMORY_LIMIT, Load, write_database

Rows = list[dict[str, object]]


def rows_of(database: Database, name: str, path: DrillPath, language: Language = "en") -> Rows:
    """Return the rows of a report."""
    page = run_report(database, Question(name, path), language=language)
    return [dict(zip(page.columns, row, strict=True)) for row in page.rows]


def counted(listed: Rows, period_from: object) -> dict[str, int]:
    """Count a list of procedures as ``procedures`` does."""
    in_force = [row for row in listed if row["state"] in ("in_force", "published")]
    return {
        "in_force": len(in_force),
        # One that came and went in the period is listed as gone.
        "published": len(
            [row for row in listed if str(period_from) <= str(row["published_on"] or "") <= str(row["as_of"])]
        ),
        "replaced": len([row for row in listed if row["state"] == "replaced"]),
        "abolished": len([row for row in listed if row["state"] == "abolished"]),
        "online_level_3": len([row for row in in_force if row["service_level"] == "3"]),
        "online_level_4": len([row for row in in_force if row["service_level"] == "4"]),
        "on_national_portal": len([row for row in in_force if row["on_national_portal_since"]]),
    }


@pytest.mark.parametrize("by", ["level", "service_level", "field"])
@pytest.mark.parametrize("period", ["2021-H1", "2021-04", "2022-Q2"])
def test_the_list_has_what_procedures_counts(sample: Database, by: str, period: str) -> None:
    rows = rows_of(sample, "procedures", DrillPath(by=by, period=period))
    listed = rows_of(sample, "procedure_list", DrillPath(period=period))
    column, value = (by, f"{by}_code") if by != "field" else ("field", "field")
    seen = 0
    for row in rows:
        mine = [one for one in listed if (one["city_code"], one[column]) == (row["city_code"], row[value])]
        counts = counted(mine, row["period_from"])
        assert {name: row[name] for name in counts} == counts, row
        assert {one["as_of"] for one in mine} == {row["as_of"]}
        assert {one["period"] for one in mine} == {period}
        seen += len(mine)
    assert seen == len(listed) > 0


@pytest.mark.parametrize("by", ["level", "service-level", "field"])
def test_filters_of_the_list_give_the_rows_of_procedures(cli: Cli, by: str) -> None:
    scope = ("--city", "01", "--period", "2021-H1")
    column = by.replace("-", "_")
    rows = cli("--export", "procedures", "--by", by, *scope).records()
    assert list(rows[0])[:4] == ["city", "city_code", column, f"{column}_code"]
    assert sum(int(row["in_force"]) for row in rows) == 1905
    for row in rows[:4]:
        chosen = (*scope, f"--{by}", row[f"{column}_code"])
        listed = cli("--export", "procedure_list", *chosen).records()
        counts = counted([dict(one) for one in listed], row["period_from"])
        assert {name: int(row[name]) for name in counts} == counts
        counted_again = cli("--export", "procedures", *chosen).records()
        assert sum(int(one["in_force"]) for one in counted_again) == int(row["in_force"])


CHANGES = (
    "insert into load values "
    "(50, 50, 'procedures', 1, 'x', 'x', null, 9, 9, 0, 0, 0, '2022-03-15', '2022-06-10', true, false, null)",
    "update procedure set published_on = '2022-03-15' where procedure_code = '1.000001'",
    "update procedure_service set on_national_portal_since = '2022-06-11' where procedure_id = 1",
    "create temp table model as from procedure where procedure_code = '2.000002'",
    *(
        f"insert into procedure select * replace ({number} as procedure_id, '{code}' as procedure_code, "
        f"'{code}' as procedure_name, {published} as published_on, {ended} as abolished_on, "
        f"{successor} as replaced_by) from model"
        for number, code, published, ended, successor in (
            (101, "came and went", "date '2022-04-01'", "date '2022-05-01'", "'2.000002'"),
            (102, "ends on the last day known", "null", "date '2022-06-10'", "null"),
            (103, "ends on the day after", "date '2022-03-14'", "date '2022-06-11'", "'2.000002'"),
            (104, "ended before", "null", "date '2022-03-14'", "null"),
            (105, "comes later", "date '2022-06-11'", "null", "null"),
        )
    ),
)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A database whose list of procedures ends four days before the quarter does, with changes on the borders."""
    path = tmp_path / "changed.duckdb"
    write_database(path, [], [Load("01", date(2022, 3, 15), date(2022, 6, 14))])
    with duckdb.connect(str(path)) as connection:
        for statement in CHANGES:
            connection.execute(statement)
    return path


def test_what_happened_in_the_period_is_said(changed: Path) -> None:
    with open_database(changed, memory_limit=MEMORY_LIMIT) as database:
        listed = rows_of(database, "procedure_list", DrillPath(period="2022-Q2"))
        (level, land) = rows_of(database, "procedures", DrillPath(by="level", period="2022-Q2"))
    columns = ("state", "published_on", "abolished_on", "replaced_by", "on_national_portal_since", "service_level")
    assert {row["procedure_code"]: tuple(row[column] for column in columns) for row in listed} == {
        "1.000001": ("published", date(2022, 3, 15), None, None, None, "4"),
        "2.000002": ("in_force", None, None, None, None, None),
        "came and went": ("replaced", date(2022, 4, 1), date(2022, 5, 1), "2.000002", None, None),
        "ends on the last day known": ("abolished", None, date(2022, 6, 10), None, None, None),
        "ends on the day after": ("in_force", date(2022, 3, 14), None, None, None, None),
    }
    assert {row["as_of"] for row in listed} == {date(2022, 6, 10)}
    counts = ("in_force", "published", "replaced", "abolished", "online_level_4", "on_national_portal")
    assert [level[name] for name in counts] == [1, 1, 0, 0, 1, 0]
    assert [land[name] for name in counts] == [2, 1, 1, 1, 0, 0]


@pytest.mark.parametrize(("language", "name"), [("en", "None"), ("vi", "Không có")])
def test_procedures_without_a_service_level_have_a_row_of_their_own(
    changed: Path, language: Language, name: str
) -> None:
    with open_database(changed, memory_limit=MEMORY_LIMIT) as database:
        rows = rows_of(database, "procedures", DrillPath(by="service_level", period="2022-Q2"), language)
        one_field = DrillPath(by="service_level", field="HO_TICH", period="2022-Q2")
        none_missing = rows_of(database, "procedures", one_field, language)
    assert [row["service_level_code"] for row in rows] == ["4", "none"]
    assert (rows[1]["service_level"], rows[1]["in_force"]) == (name, 2)
    assert [row["service_level_code"] for row in none_missing] == ["4"]


def test_a_period_without_a_list_is_told(cli: Cli) -> None:
    outcome = cli("--export", "procedure_list", "--period", "2019-Q1")
    assert outcome.records() == []
    assert "No list of procedures" in outcome.err
