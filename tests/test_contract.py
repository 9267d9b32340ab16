"""The figures of the texts, as the command line gives them from the sample."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from tests.conftest import Cli

QUY_NHON = ("--export", "drill", "--by", "city", "--city", "quy nhon", "--period", "2021-04")


def test_form_of_quy_nhon_in_april_2021(cli: Cli) -> None:
    (row,) = cli(*QUY_NHON).records()
    expected = {
        "received_total": 5618,
        "carried_over": 1139,
        "received_new": 4479,
        "received_online": 214,
        "resolved_total": 4306,
        "resolved_late": 38,
        "pending_total": 1312,
        "pending_in_time": 1262,
        "pending_overdue": 50,
    }
    assert {column: int(row[column]) for column in expected} == expected
    assert int(row["resolved_early"]) + int(row["resolved_on_time"]) == 4268


@pytest.mark.parametrize(
    ("definition", "rate", "verdict", "left"),
    [
        ("resolved", "0.9912", "met", "5"),
        ("strict", "0.9798", "missed", "-45"),
        ("workload", "0.9843", "missed", "-32"),
        ("received", "0.9529", "missed", "-167"),
    ],
)
def test_definitions_of_on_time(cli: Cli, definition: str, rate: str, verdict: str, left: str) -> None:
    (row,) = cli(*QUY_NHON, "--definition", definition).records()
    assert (row["on_time_rate"], row["verdict"], row["allowance_left"]) == (rate, verdict, left)
    assert (row["target_operator"], row["target"], row["definition"]) == (">", "0.99", definition)


def test_due_needs_the_filings_that_fell_due(cli: Cli) -> None:
    (row,) = cli(*QUY_NHON, "--definition", "due").records()
    assert int(row["on_time_count"]) < int(row["on_time_base"])
    assert row["definition"] == "due"


@pytest.mark.parametrize(("period", "rate"), [("2021-H1", "0.91"), ("2022-Q2", "0.9978")])
def test_ha_noi(cli: Cli, period: str, rate: str) -> None:
    (row,) = cli("--export", "drill", "--city", "ha noi", "--period", period).records()
    assert int(row["received_new"]) > 1_000_000
    assert round(Decimal(row["on_time_count"]) / Decimal(row["on_time_base"]), 4) == Decimal(rate)
    assert row["on_time_rate"] == rate
    assert row["coverage"] == "whole"


def test_pending_of_ha_noi_in_the_second_quarter_of_2022(cli: Cli) -> None:
    (row,) = cli("--export", "drill", "--city", "01", "--period", "2022-Q2").records()
    assert 28_100 < int(row["pending_total"]) < 28_200


@pytest.mark.parametrize(
    ("period", "as_of", "in_force"),
    [("2021-H1", "2021-06-10", [1525, 272, 108]), ("2022-Q2", "2022-06-14", [1522, 263, 110])],
)
def test_procedures_in_force(cli: Cli, period: str, as_of: str, in_force: list[int]) -> None:
    rows = cli("--export", "procedures", "--city", "ha noi", "--period", period).records()
    assert [int(row["in_force"]) for row in rows] == in_force
    assert [row["level_code"] for row in rows] == ["so", "huyen", "xa"]
    assert {row["as_of"] for row in rows} == {as_of}


def test_procedures_of_the_first_half_of_2021(cli: Cli) -> None:
    rows = cli("--export", "procedures", "--city", "ha noi", "--period", "2021-H1").records()
    sums = {
        column: sum(int(row[column]) for row in rows)
        for column in (
            "in_force",
            "published",
            "replaced",
            "abolished",
            "online_level_3",
            "online_level_4",
            "on_national_portal",
        )
    }
    assert sums == {
        "in_force": 1905,
        "published": 254,
        "replaced": 14,
        "abolished": 175,
        "online_level_3": 1217,
        "online_level_4": 468,
        "on_national_portal": 444,
    }


def test_online_procedures_of_quy_nhon(cli: Cli) -> None:
    rows = cli("--export", "procedures", "--city", "540", "--period", "2021-04").records()
    assert sum(int(row["online_level_3"]) for row in rows) == 21
    assert sum(int(row["online_level_4"]) for row in rows) == 13


def test_two_calendars_give_different_figures(cli: Cli) -> None:
    (legal,) = cli(*QUY_NHON).records()
    (calendar,) = cli(*QUY_NHON, "--calendar", "calendar").records()
    assert (legal["period_from"], legal["period_to"]) == ("2021-03-15", "2021-04-14")
    assert (calendar["period_from"], calendar["period_to"]) == ("2021-04-01", "2021-04-30")
    assert legal["received_new"] != calendar["received_new"]


def test_periods_that_the_loads_do_not_cover_say_so(cli: Cli) -> None:
    outcome = cli("--export", "drill", "--period", "2022-Q2")
    ha_noi, quy_nhon = outcome.records()
    assert ha_noi["coverage"] == "whole"
    assert quy_nhon["coverage"] == "none"
    assert quy_nhon["received_total"] == ""
    assert "do not cover the period at all for: Quy Nhơn" in outcome.err
    part = cli("--export", "drill", "--city", "01", "--period", "2022")
    assert part.records()[0]["coverage"] == "part"
    assert "only in part for: Hà Nội" in part.err


def test_reported_figures_and_targets_come_with_their_sources(cli: Cli) -> None:
    reported = cli("--export", "reported").records()
    assert len(reported) == 61
    assert all(row["document"] for row in reported)
    targets = cli("--export", "targets").records()
    assert len(targets) == 21
    on_time = next(row for row in targets if row["indicator"] == "on_time_rate" and row["city"] == "Hà Nội")
    assert (on_time["operator"], on_time["target"], on_time["value"], on_time["verdict"]) == (
        ">",
        "0.99",
        "0.9978",
        "met",
    )
    rank = next(row for row in targets if row["indicator"] == "par_index_rank")
    assert (rank["operator"], rank["target"], rank["value"], rank["verdict"]) == ("<=", "10", "", "no_data")


def test_trend_has_a_row_for_every_month_that_the_loads_reach(cli: Cli) -> None:
    rows = cli("--export", "trend", "--city", "540", "--period", "2021-04").records()
    assert [row["period"] for row in rows] == [f"2021-{month:02d}" for month in range(1, 7)]
    for earlier, later in itertools.pairwise(rows):
        assert later["carried_over"] == earlier["pending_total"]


def test_months_add_up_to_the_quarter(cli: Cli) -> None:
    (quarter,) = cli("--export", "drill", "--city", "01", "--period", "2022-Q2").records()
    months = cli("--export", "drill", "--by", "period", "--city", "01", "--period", "2022-Q2").records()
    assert [row["period"] for row in months] == ["2022-04", "2022-05", "2022-06"]
    for flow in ("received_new", "received_online", "resolved_total", "resolved_late", "withdrawn"):
        assert sum(int(row[flow]) for row in months) == int(quarter[flow])
    assert months[0]["carried_over"] == quarter["carried_over"]
    assert months[-1]["pending_total"] == quarter["pending_total"]


def test_a_target_that_a_figure_just_misses_is_not_printed_as_attained(cli: Cli) -> None:
    rows = cli("--export", "drill", "--by", "agency", "--city", "01", "--period", "2022-Q2").records()
    for row in rows:
        if row["verdict"] in ("met", "missed"):
            assert (Decimal(row["on_time_rate"]) > Decimal(row["target"])) == (row["verdict"] == "met")
            assert (int(row["allowance_left"]) >= 0) == (row["verdict"] == "met")
