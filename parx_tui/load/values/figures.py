"""Figures of documents, which tell in one text what files tell in several columns: "trên 99%", "86,5 %"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

import duckdb

from parx_tui.data.names import folded
from parx_tui.load.values import READERS, Reading, Surroundings
from parx_tui.load.values.reading import CompositeReadings, Texts

PERCENT = "percent"
"""Unit of a value that is written in hundredths without saying so itself: 99 in a column headed %."""

STANDARD = ("nd09", "calendar")
"""Calendars that every database has (``sql/11_load/stored_reporting_period``)."""

UNITS_BY_CODE = (
    (re.compile(r".*_(share|rate)"), "ratio"),
    (re.compile(r".*_rank"), "rank"),
    (re.compile(r"filings_.*"), "filings"),
    (re.compile(r"procedures_.*"), "procedures"),
)
"""What indicators of such codes are measured in; the first that fits holds."""


class FigureTexts:
    """Reads how a value binds and what it is measured in, where columns of their own do not tell."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, indicators: Mapping[str, str], today: date) -> None:
        self._surroundings = Surroundings(today, indicators=indicators)
        self._units = {
            str(indicator): str(unit)
            for indicator, unit in connection.execute(
                "select indicator, any_value(unit) from ("
                "select indicator, unit from landed_target union all select indicator, unit from landed_reported_figure"
                ") group by indicator having count(distinct unit) = 1"
            ).fetchall()
        }

    def read_operators(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read pairs of operator and value into operators; a value may begin with one."""
        own = self._read("operator", {operator for operator, _value in texts if operator})
        told = self._read("operator", {value for _operator, value in texts if value})
        # What is wrong with an operator or a value is told where the column is read for itself.
        return {
            (operator, value): (
                Reading(own[operator].value if operator else told[value].value if value else None),
                None,
            )
            for operator, value in texts
        }

    def read_units(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read unit, value and indicator into units: as written, as the value says, as usual for the indicator."""
        own = self._read("measure_unit", {unit for unit, _value, _indicator in texts if unit})
        told = self._read("measure_unit", {value for _unit, value, _indicator in texts if value})
        codes = self._read("indicator", {indicator for _unit, _value, indicator in texts if indicator})
        readings: dict[Texts, tuple[Reading, str | None]] = {}
        for unit, value, indicator in texts:
            code = codes[indicator].value if indicator else None
            reading = Reading(own[unit].value if unit else told[value].value if value else None)
            if reading == Reading() and not unit:
                reading = Reading(self._usual_unit(code or ""))
            if reading.value == "ratio" and value and "%" not in value and unit and "%" in unit:
                reading = Reading(PERCENT)
            is_lacking = reading == Reading() and value and not unit
            readings[unit, value, indicator] = (Reading(problem="unit_missing") if is_lacking else reading), None
        return readings

    def read_own_calendar(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read names of calendars of an office's own: the standard ones are the same in every office."""
        return {
            (name,): (Reading(problem="calendar_standard") if folded(name or "") in STANDARD else Reading(name), None)
            for (name,) in texts
        }

    def read_last_day(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read pairs of first and last day of a period into the last one, which is not before the first."""
        first = self._read("date", {day for day, _last in texts if day})
        last = self._read("date", {day for _first, day in texts if day})
        readings: dict[Texts, tuple[Reading, str | None]] = {}
        for pair in texts:
            begin, end = (days[text].value if text else None for days, text in zip((first, last), pair, strict=True))
            is_backwards = begin is not None and end is not None and begin > end
            readings[pair] = Reading(problem="period_backwards") if is_backwards else Reading(end), None
        return readings

    def _usual_unit(self, indicator: str) -> str | None:
        """Return what an indicator is measured in everywhere else in the database, or by its code."""
        by_code = (unit for pattern, unit in UNITS_BY_CODE if pattern.fullmatch(indicator))
        return self._units.get(indicator) or next(by_code, None)

    def _read(self, values: str, texts: Collection[str]) -> Mapping[str, Reading]:
        return READERS[values](texts, self._surroundings)
