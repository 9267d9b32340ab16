"""The values of a column: what its texts say, read once for each distinct text.

A reader gets all distinct texts of a column, in Unicode's composed form and without blanks around
them, so that the whole column decides what one of its texts leaves open.
"""

from __future__ import annotations

from parx_tui.load.values.codes import read_period, read_procedure_code
from parx_tui.load.values.dates import month_first_proof, read_dates
from parx_tui.load.values.measures import read_measure_unit, read_operator
from parx_tui.load.values.numbers import read_counts, read_form_counts, read_numbers
from parx_tui.load.values.personal import HIDDEN, looks_personal
from parx_tui.load.values.reading import EMPTY, PROBLEMS, Ambiguous, Reader, Reading, Surroundings
from parx_tui.load.values.words import (
    CHANNEL,
    DEFINITION,
    SERVICE_LEVEL,
    STATUS,
    one_by_one,
    read_indicator,
    read_level,
)

__all__ = [
    "EMPTY",
    "HIDDEN",
    "PROBLEMS",
    "READERS",
    "Ambiguous",
    "Reader",
    "Reading",
    "Surroundings",
    "looks_personal",
    "month_first_proof",
]

READERS: dict[str, Reader] = {
    "date": read_dates,
    "number": read_numbers,
    "count": read_counts,
    "form_count": read_form_counts,
    "operator": one_by_one(read_operator),
    "measure_unit": one_by_one(read_measure_unit),
    "status": one_by_one(STATUS.read),
    "channel": one_by_one(CHANNEL.read),
    "level": one_by_one(read_level),
    "service_level": one_by_one(SERVICE_LEVEL.read),
    "definition": one_by_one(DEFINITION.read),
    "procedure_code": one_by_one(read_procedure_code),
    "period": one_by_one(read_period),
    "indicator": one_by_one(read_indicator),
}
"""How the texts of a field are read, by the ``values`` of the field (``kinds.Field``); "text" needs no reader."""
