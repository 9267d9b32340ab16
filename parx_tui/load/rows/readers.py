"""How the texts of a sheet are read: field by field, and several fields together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import duckdb

from parx_tui.data.names import folded
from parx_tui.load.headers import Layout, OfficeMap
from parx_tui.load.kinds import Composite
from parx_tui.load.matching.names import Names
from parx_tui.load.values import READERS, Reading, Surroundings, looks_personal
from parx_tui.load.values.figures import FigureTexts
from parx_tui.load.values.reading import CompositeReadings, Texts

FieldReader = Callable[[Collection[str]], Mapping[str, Reading]]
"""Reads all different texts of a column."""

CompositeReader = Callable[[Collection[Texts]], CompositeReadings]
"""Reads all different combinations of the texts of a composite."""


class RowReaders:
    """What the texts of one sheet are read by.

    ``fields`` has the reader of each field that needs one; the texts of others are taken as they stand.
    ``composites`` are those of the kind that are read in this sheet, ``of_composites`` their readers by the
    ``values`` of the composite.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        layout: Layout,
        names: Names,
        office_map: OfficeMap | None,
        *,
        today: date,
        adds_units: bool,
    ) -> None:
        self._surroundings = Surroundings(
            today=today,
            decimal=office_map.decimal if office_map else None,
            indicators=known_indicators(connection),
        )
        self._words = office_map.words if office_map else {}
        named = {"city": names.read_cities, "unit_code": names.read_unit_codes, "text": _read_texts}
        self.fields: dict[str, FieldReader] = {
            field.name: named.get(field.values) or self._worded(field.name, field.values)
            for field in layout.kind.fields
            if field.values in named or field.values in READERS
        }
        self.composites = _composites(layout, adds_units=adds_units)
        figures = FigureTexts(connection, self._surroundings.indicators, today)
        self.of_composites: dict[str, CompositeReader] = {
            "unit": names.read_units,
            "procedure": names.read_procedures,
            "field": names.read_fields,
            "scope_unit": names.read_scope_unit,
            "scope_field": names.read_scope_field,
            "operator_in_value": figures.read_operators,
            "unit_of_value": figures.read_units,
            "own_calendar": figures.read_own_calendar,
            "last_day": figures.read_last_day,
            "change_day": _read_change_day,
        }

    def _worded(self, name: str, values: str) -> FieldReader:
        """Return the reader of values, which knows the office's own words for those of a field."""
        words = {folded(text): value for text, value in self._words.get(name, {}).items()}
        return partial(_read, values, replace(self._surroundings, words=words))


def known_indicators(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the codes of the indicators by their folded codes and names."""
    rows = connection.execute("select indicator_code, name_vi, name_en from indicator").fetchall()
    return {folded(str(text)): str(row[0]) for row in rows for text in row}


def _composites(layout: Layout, *, adds_units: bool) -> list[Composite]:
    """Return the composites that are read in a sheet, with their spare text where it is needed."""
    composites = []
    for composite in layout.kind.composites:
        if composite.needs is not None and composite.needs not in layout.columns:
            continue
        is_spare_needed = adds_units or layout.columns.keys().isdisjoint(composite.fields)
        if composite.spare and is_spare_needed:
            composites.append(replace(composite, fields=(*composite.fields, composite.spare)))
        else:
            composites.append(composite)
    return composites


def _read(values: str, surroundings: Surroundings, texts: Collection[str]) -> Mapping[str, Reading]:
    """Read the texts of a column in its surroundings."""
    return READERS[values](texts, surroundings)


def _read_texts(texts: Collection[str]) -> Mapping[str, Reading]:
    """Take texts as they stand, save those that may be about a person."""
    return {text: Reading(problem="personal") if looks_personal(text) else Reading(text) for text in texts}


def _read_change_day(texts: Collection[Texts]) -> CompositeReadings:
    """Read pairs of predecessor and first day: who follows another does so on a day."""
    return {
        (predecessor, first): (Reading(problem="missing") if predecessor and not first else Reading(first), None)
        for predecessor, first in texts
    }
