"""Reported figures against what the filings and the lists of procedures count."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from parx_tui.data.database import open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from tests.conftest import Cli
from tests.naive import Filing
from tests.small_database import MEMORY_LIMIT, Load, Target, write_database

COUNTS = {
    "filings_total": "received_total",
    "filings_carried_over": "carried_over",
    "filings_received": "received_new",
    "filings_received_online": "received_online",
    "filings_resolved": "resolved_total",
    "filings_resolved_late": "resolved_late",
    "filings_pending": "pending_total",
    "filings_pending_in_time": "pending_in_time",
    "filings_pending_overdue": "pending_overdue",
    "on_time_rate": "on_time_rate",
    "online_filing_share": "online_share",
}
"""Indicators and the columns of drill that count the same."""

EVERYTHING = DrillPath()
SPRING = Load("01", date(2022, 3, 15), date(2022, 6, 14))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a document reports it."""

    indicator: str
    value: str
    operator: str = "="
    period: str | None = "2022-Q2"
    level: str | None = None
    field: str | None = None
    city: int = 1
    as_of: date | None = None
    source: str = "report"


def report(path: Path, figures: Sequence[Figure]) -> None:
    """Write figures into a database."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into source_document values ('report', 'Báo cáo', 'UBND', null, '2022-07-01', null, 1)"
        )
        for indicator in {figure.indicator for figure in figures}:
            connection.execute(
                "insert into indicator select ?, ?, ? where not exists (from indicator where indicator_code = ?)",
                [indicator] * 4,
            )
        for number, figure in enumerate(figures, start=1001):
            unit = "ratio" if figure.indicator.endswith(("_rate", "_share")) else "count"
            connection.execute(
                "insert into reported_figure values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, null, ?, ?, null, 1)",
                [
                    number,
                    figure.source,
                    figure.indicator,
                    figure.city,
                    figure.level,
                    figure.field,
                    figure.period,
                    figure.as_of,
                    figure.operator,
                    Decimal(figure.value),
                    unit,
                ],
            )


def compared(path: Path, question: DrillPath = EVERYTHING, name: str = "reported") -> list[dict[str, object]]:
    """Return the rows of a report."""
    with open_database(path, memory_limit=MEMORY_LIMIT) as database:
        page = run_report(database, Question(name, question), language="en")
    return [dict(zip(page.columns, row, strict=True)) for row in page.rows]


def verdicts(path: Path, figures: Sequence[Figure], loads: Sequence[Load], filings: Sequence[Filing]) -> list[object]:
    """Return the agreement of each figure in a database of filings."""
    write_database(path, filings, loads)
    report(path, figures)
    return [row["agreement"] for row in compared(path)]


def resolved(number: int, late: int = 0, **more: object) -> list[Filing]:
    """Return filings of April 2022 that were resolved in it, some of them late."""
    settings = {"agency": "H26.01", "procedure": "1.000001", "channel": "counter", "status": 10, **more}
    return [
        Filing(
            received=date(2022, 4, 4),
            due=date(2022, 4, 11),
            completed=date(2022, 4, 12 if place < late else 8),
            **settings,  # type: ignore[arg-type]
        )
        for place in range(number)
    ]


def overdue(number: int) -> list[Filing]:
    """Return filings of April 2022 that fell due in it and are still open."""
    return [
        Filing(received=date(2022, 4, 4), due=date(2022, 4, 11), agency="H26.01", procedure="1.000001", status=4)
        for _place in range(number)
    ]


def test_the_documents_of_the_sample_agree_with_its_filings(cli: Cli) -> None:
    rows = cli("--export", "reported").records()
    assert Counter(row["agreement"] for row in rows) == {"agrees": 29, "agrees_rounded": 4, "cannot_check": 28}
    rounded = {
        (row["indicator"], row["period"]): (row["recomputed"], row["recomputed_count"], row["difference"])
        for row in rows
        if row["agreement"] == "agrees_rounded"
    }
    assert rounded == {
        ("on_time_rate", "2021-H1"): ("0.91", "905701", "0"),
        ("on_time_rate", "2021-04"): ("0.9912", "4268", "0.0012"),
        ("on_time_rate", "2022-Q2"): ("0.9978", "997016", "0"),
        ("late_rate", "2022-Q2"): ("0.0022", "2198", "0"),
    }
    assert {row["source_id"] for row in rows if row["coverage"]} == {"hn-2021-h1", "hn-2022-q2", "qn-2021-04"}
    for row in rows:
        told = row["indicator"].startswith("filings_") or row["indicator"] in (
            "procedures_in_force",
            "procedures_published",
            "procedures_replaced",
            "procedures_abolished",
            "procedures_online",
            "procedures_online_level_3",
            "procedures_online_level_4",
        )
        if told:
            assert (row["agreement"], row["difference"]) == ("agrees", "" if row["operator"] == ">" else "0")
        assert (row["recomputed"] == "") == (row["agreement"] == "cannot_check")


def test_what_is_recomputed_is_what_drill_shows(sample_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "sample.duckdb"
    shutil.copy(sample_path, path)
    scopes = [(1, "01", period) for period in ("2021-H1", "2021-Q2", "2022-05")] + [(2, "540", "2021-05")]
    drilled: list[object] = []
    figures: list[Figure] = []
    for city_id, city, period in scopes:
        for by in ("city", "level", "field"):
            for row in compared(path, DrillPath(by=by, city=city, period=period), "drill"):
                for indicator, column in COUNTS.items():
                    value = row[column]
                    level = str(row["level_code"]) if by == "level" else None
                    field = str(row["field"]) if by == "field" else None
                    drilled.append((city, period, level, field, indicator, value))
                    figures.append(Figure(indicator, str(value or 0), "=", period, level, field, city_id))
    report(path, figures)
    rows = [row for row in compared(path) if row["source_id"] == "report"]
    assert [
        (row["city_code"], row["period"], row["level"], row["field"], row["indicator"], row["recomputed"])
        for row in rows
    ] == drilled
    assert {row["agreement"] for row in rows} == {"agrees", "agrees_rounded"}


@pytest.mark.parametrize(
    ("late", "value", "agreement"),
    [
        (3, "0.98", "differs"),
        (3, "0.985", "agrees"),
        (3, "0.99", "agrees_rounded"),
        (1, "0.99", "differs"),
        (1, "1", "agrees_rounded"),
        (1, "0.994", "differs"),
        (1, "0.995", "agrees"),
        (1, "0.9949", "differs"),
        (0, "1", "agrees"),
    ],
)
def test_a_ratio_stands_for_what_it_is_printed_as(tmp_path: Path, late: int, value: str, agreement: str) -> None:
    """Of 200 filings, one late is 99.5% and three are 98.5%: on the borders of what 99% stands for."""
    assert verdicts(tmp_path / "x.duckdb", [Figure("on_time_rate", value)], [SPRING], resolved(200, late)) == [
        agreement
    ]


def test_a_rate_of_another_definition_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    figures = [Figure("on_time_rate", "0.75"), Figure("late_rate", "0.25"), Figure("on_time_rate", "0.9")]
    assert verdicts(path, figures, [SPRING], [*resolved(10, 1), *overdue(2)]) == ["agrees_by", "agrees_by", "agrees"]
    rate, late, by_default = compared(path)
    assert (rate["agrees_by"], late["agrees_by"], by_default["agrees_by"]) == ("due", "due", None)
    assert (rate["recomputed_count"], rate["recomputed_base"], rate["difference"]) == (9, 12, 0)
    assert (late["recomputed"], late["recomputed_count"], late["recomputed_base"]) == (Decimal("0.25"), 3, 12)


def test_a_rate_that_no_definition_gives_is_held_against_resolved(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    figures = [Figure("on_time_rate", "0.6"), Figure("on_time_rate", "0.95", ">"), Figure("on_time_rate", "0.85", ">")]
    assert verdicts(path, figures, [SPRING], [*resolved(10, 1), *overdue(2)]) == ["differs", "differs", "agrees"]
    assert [row["difference"] for row in compared(path)] == [Decimal("0.3"), Decimal("-0.05"), None]


@pytest.mark.parametrize(
    ("operator", "value", "agreement", "difference"),
    [
        ("=", "10", "agrees", 0),
        ("=", "11", "differs", -1),
        (">", "9", "agrees", None),
        (">", "10", "differs", 0),
        (">=", "10", "agrees", None),
        ("<", "10", "differs", 0),
        ("<=", "10", "agrees", None),
        ("<=", "8", "differs", 2),
    ],
)
def test_counts_and_bounds(tmp_path: Path, operator: str, value: str, agreement: str, difference: int | None) -> None:
    path = tmp_path / "x.duckdb"
    assert verdicts(path, [Figure("filings_received", value, operator)], [SPRING], resolved(10)) == [agreement]
    (row,) = compared(path)
    assert (row["recomputed"], row["difference"], row["coverage"]) == (10, difference, "whole")
    assert (row["recomputed_count"], row["recomputed_base"]) == (None, None)


def test_scopes_are_added_up_and_unknown_ones_are_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    commune = "000.00.04.H26"
    filings = [
        *resolved(5),
        *resolved(3, agency="H26.02"),
        *resolved(2, agency=commune, procedure="2.000002"),
        *resolved(1, agency=commune),
    ]
    figures = [
        Figure("filings_received", "11"),
        Figure("filings_received", "3", level="huyen"),
        Figure("filings_received", "6", level="huyen+xa"),
        Figure("filings_received", "2", field="lĩnh vực đat_dai"),
        Figure("filings_received", "1", level="xa", field="Lĩnh vực HO_TICH"),
        Figure("filings_received", "9", level="so+huyen", field="Lĩnh vực DAT_DAI"),
        Figure("filings_received", "11", level="so+tinh"),
        Figure("filings_received", "11", field="Thuế"),
        Figure("filings_received", "0", city=2),
        Figure("filings_received", "11", period=None, as_of=date(2022, 6, 14)),
        Figure("officer_accounts", "11"),
    ]
    assert verdicts(path, figures, [SPRING], filings) == [*["agrees"] * 5, "differs", *["cannot_check"] * 5]
    rows = compared(path)
    assert [row["recomputed"] for row in rows] == [11, 3, 6, 2, 1, 0, None, None, None, None, None]
    assert [row["coverage"] for row in rows[6:]] == [None, None, "none", None, None]
    one_level = compared(path, DrillPath(level="xa"))
    assert [(row["level"], row["recomputed"]) for row in one_level] == [("huyen+xa", 6), ("xa", 1)]


def test_what_the_loads_do_not_know_cannot_be_checked(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    figures = [
        Figure("filings_received", "4", period="2022-Q2"),
        Figure("filings_received", "4", period="2022-04"),
        Figure("filings_received", "4", period="2022-06"),
        Figure("on_time_rate", "1", period="2022-05"),
        Figure("filings_received", "4", period="2099"),
    ]
    loads = [Load("01", date(2022, 3, 15), date(2022, 5, 14))]
    expected = ["cannot_check", "agrees", "cannot_check", "cannot_check", "cannot_check"]
    assert verdicts(path, figures, loads, resolved(4)) == expected
    rows = compared(path)
    assert [row["coverage"] for row in rows] == ["part", "whole", "none", "whole", None]
    assert [row["recomputed"] for row in rows] == [4, 4, None, None, None]
    assert [row["difference"] for row in rows] == [None, 0, None, None, None]


def test_periods_are_those_of_the_calendar_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    late_in_april = Filing(date(2022, 4, 17), date(2022, 4, 29), agency="H26.01", procedure="1.000001", status=4)
    figures = [Figure("filings_received", "3", period="2022-04"), Figure("filings_received", "3", period="2022-H1")]
    assert verdicts(path, figures, [SPRING], [*resolved(2), late_in_april]) == ["differs", "cannot_check"]
    own = compared(path, DrillPath(calendar="own20"))
    assert [(row["agreement"], row["coverage"]) for row in own] == [("agrees", "whole"), ("cannot_check", None)]


def test_a_list_that_ends_before_the_period_can_agree_but_not_differ(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    day = date(2022, 5, 31)
    figures = [
        Figure("procedures_in_force", "2"),
        Figure("procedures_in_force", "3"),
        Figure("procedures_in_force", "2", period=None, as_of=day),
        Figure("procedures_in_force", "3", period=None, as_of=day),
        Figure("procedures_in_force", "0", period=None, as_of=day, level="huyen"),
        Figure("procedures_in_force", "1", period=None, as_of=day, field="Lĩnh vực DAT_DAI"),
        Figure("procedures_online_level_3", "1", period=None, as_of=day),
        Figure("procedures_online", "2", period=None, as_of=day),
        Figure("procedures_in_force", "2", period=None, as_of=date(2022, 6, 1)),
        Figure("procedures_in_force", "2", city=2),
    ]
    write_database(path, resolved(1), [SPRING])
    report(path, figures)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into load values "
            "(50, 50, 'procedures', 1, 'small', 'list', null, 2, 2, 0, 0, 0, "
            "'2022-03-15', '2022-05-31', true, false, null)"
        )
    rows = compared(path)
    assert [(row["agreement"], row["coverage"]) for row in rows] == [
        ("agrees", "part"),
        ("cannot_check", "part"),
        ("agrees", "whole"),
        ("differs", "whole"),
        *[("agrees", "whole")] * 4,
        ("cannot_check", "none"),
        ("cannot_check", "none"),
    ]
    assert [row["recomputed"] for row in rows] == [2, 2, 2, 2, 0, 1, 1, 2, None, None]


def test_a_target_shows_the_last_figure_reported_for_it(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    targets = [
        Target("2022", ">", Decimal("0.99"), city="01"),
        Target("2022", ">", Decimal("0.99"), city="01", level="xa"),
        Target("2022", ">", Decimal("0.99"), city="01", field="DAT_DAI"),
        Target("2022-Q2", ">", Decimal("0.99"), city="01"),
        Target("2021", ">", Decimal("0.99"), city="01"),
        Target("2022", ">", Decimal("0.99"), city="540"),
        Target("2022", ">", Decimal("0.99"), city="01", agency="H26.01"),
        Target("2022", ">", Decimal("0.99")),
    ]
    write_database(path, resolved(1), [SPRING], targets=targets)
    report(
        path,
        [
            Figure("on_time_rate", "0.93", ">", period=None, as_of=date(2022, 11, 30)),
            Figure("on_time_rate", "0.91", period="2022-Q2"),
            Figure("on_time_rate", "0.92", period="2022-04"),
            Figure("on_time_rate", "0.94", period="2023"),
            Figure("on_time_rate", "0.95", level="xa"),
            Figure("on_time_rate", "0.96", level="huyen+xa"),
            Figure("on_time_rate", "0.97", field="Lĩnh vực DAT_DAI"),
            Figure("late_rate", "0.05", period="2022"),
        ],
    )
    columns = ("reported_operator", "reported_value", "reported_period", "reported_source")
    rows = compared(path, name="targets")
    nothing = (None, None, None, None)
    assert [tuple(row[column] for column in columns) for row in rows] == [
        (">", Decimal("0.93"), "2022-11-30", "report"),
        ("=", Decimal("0.95"), "2022-Q2", "report"),
        ("=", Decimal("0.97"), "2022-Q2", "report"),
        ("=", Decimal("0.91"), "2022-Q2", "report"),
        *[nothing] * 4,
    ]
    asked = compared(path, DrillPath(city="01"), name="targets")
    assert [row["reported_value"] for row in asked if row["city"] is None] == [Decimal("0.93")]


def test_targets_of_the_sample_show_what_was_reported(cli: Cli) -> None:
    rows = cli("--export", "targets").records()
    shown = [(row["city"], row["reported_value"], row["reported_period"]) for row in rows if row["reported_source"]]
    assert shown == [("Hà Nội", "0.9978", "2022-Q2"), ("Quy Nhơn", "0.99", "2021-04")]
