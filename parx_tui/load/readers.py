"""How the texts of each kind of file are read: field by field, and several fields together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import partial

import duckdb

from parx_tui.data.names import folded
from parx_tui.load.headers import Layout
from parx_tui.load.kinds import Kind
from parx_tui.load.maps import OfficeMap
from parx_tui.load.matching.names import Names
from parx_tui.load.rows import Joint, Reader
from parx_tui.load.values import READERS, Reading, Surroundings, looks_personal
from parx_tui.load.values.figures import FigureTexts
from parx_tui.load.values.reading import CompositeReadings, Texts


def known_indicators(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the codes of the indicators by their folded codes and names."""
    rows = connection.execute("select indicator_code, name_vi, name_en from indicator").fetchall()
    return {folded(str(text)): str(row[0]) for row in rows for text in row}


def field_readers(
    kind: Kind, names: Names, indicators: Mapping[str, str], *, office_map: OfficeMap | None, today: date
) -> dict[str, Reader]:
    """Return how the texts of each field are read; those that are not named are taken as they stand."""
    readers: dict[str, Reader] = {}
    for kind_field in kind.fields:
        if kind_field.values in READERS:
            words = office_map.words.get(kind_field.name, {}) if office_map else {}
            surroundings = Surroundings(
                today=today,
                decimal=office_map.decimal if office_map else None,
                words={folded(text): value for text, value in words.items()},
                indicators=indicators,
            )
            readers[kind_field.name] = partial(_read, kind_field.values, surroundings)
        elif kind_field.values == "text" and kind.name != "filings":
            readers[kind_field.name] = _read_texts
    if kind.name in ("targets", "reported"):
        readers["city"] = names.read_cities
    if kind.name == "agencies":
        readers["predecessor_code"] = names.read_unit_codes
    return readers


def joints(layout: Layout, names: Names, figures: FigureTexts, *, adds_units: bool) -> list[Joint]:
    """Return the fields that are read together."""
    if layout.kind.name == "filings":
        return [_unit_joint(layout, names, adds_units=adds_units), _procedure_joint(names)]
    if layout.kind.name == "procedures":
        return [Joint("field", ("field_code", "field_name"), "field_name", names.read_fields)]
    if layout.kind.name == "calendar":
        return _calendar_joints(layout, figures)
    if layout.kind.name == "agencies":
        return [Joint("changed_on", ("predecessor_code", "valid_from"), "valid_from", _read_change, takes=False)]
    told = [
        Joint("told_operator", ("operator", "value"), "operator", figures.read_operators, takes=False),
        Joint("told_unit", ("unit", "value", "indicator"), "value", figures.read_units, takes=False),
    ]
    if layout.kind.name == "targets":
        return [
            Joint("agency", ("agency_name",), "agency_name", names.read_scope_unit),
            Joint("field", ("field_name",), "field_name", names.read_scope_field),
            *told,
        ]
    return told if layout.kind.name == "reported" else []


def _calendar_joints(layout: Layout, figures: FigureTexts) -> list[Joint]:
    """Return what tells whether a period may stand in a calendar of the office's own."""
    if "calendar" not in layout.columns:
        return []
    return [
        Joint("own_calendar", ("calendar",), "calendar", figures.read_own_calendar, takes=False),
        Joint("last_day", ("date_from", "date_to"), "date_to", figures.read_last_day, takes=False),
    ]


def _read_change(texts: Collection[Texts]) -> CompositeReadings:
    """Read pairs of predecessor and first day: who follows another does so on a day."""
    return {
        (predecessor, first): (Reading(problem="missing") if predecessor and not first else Reading(first), None)
        for predecessor, first in texts
    }


def _unit_joint(layout: Layout, names: Names, *, adds_units: bool) -> Joint:
    """Return what tells the unit of a filing."""
    named = [name for name in ("agency_code", "agency_name") if name in layout.columns]
    # The code of a filing begins with that of its unit, which helps where nothing else tells the unit.
    stem = () if named and not adds_units else ("code_stem",)
    shown = "agency_name" if "agency_name" in named else "agency_code"
    return Joint("agency", ("agency_code", "agency_name", *stem), shown, names.read_units)


def _procedure_joint(names: Names) -> Joint:
    """Return what tells the procedure of a filing."""
    fields = ("procedure_code", "procedure_name", "field_code", "field_name")
    return Joint("procedure", fields, "procedure_code", names.read_procedures)


def _read_texts(texts: Collection[str]) -> Mapping[str, Reading]:
    """Take texts as they stand, save those that may be about a person."""
    return {text: Reading(problem="personal") if looks_personal(text) else Reading(text) for text in texts}


def _read(values: str, surroundings: Surroundings, texts: Collection[str]) -> Mapping[str, Reading]:
    """Read the texts of a column in its surroundings."""
    return READERS[values](texts, surroundings)
