"""How a value compares, and what it is measured in: in columns of their own or in the text of the value."""

from __future__ import annotations

from parx_tui.load.values.amounts import amount_of, known_signs, plain
from parx_tui.load.values.reading import Reading, Surroundings


def read_operator(text: str, surroundings: Surroundings) -> Reading:
    """Read a comparison, "tối thiểu", or that of a value, "tối thiểu 30%"; a bare number has none."""
    if operator := known_signs("operator").get(plain(text)):
        return Reading(operator)
    amount = amount_of(text)
    return Reading(amount.operator) if amount else Reading(problem="operator_unknown")


def read_measure_unit(text: str, surroundings: Surroundings) -> Reading:
    """Read a unit, "hồ sơ", or that of a value, "5.618 hồ sơ"; a bare number has none."""
    if unit := known_signs("measure_unit").get(plain(text)):
        return Reading(unit)
    amount = amount_of(text)
    return Reading(amount.unit) if amount else Reading(problem="measure_unit_unknown")
