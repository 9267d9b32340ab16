"""What is asked: the place in the drill-down that screen, export and breadcrumb share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

DIMENSIONS = ("city", "level", "agency", "field", "procedure", "service_level", "channel")
"""Dimensions that a drill can list by and filter by, in the order in which names are looked up: a city first."""

BY = (*DIMENSIONS, "period")
DEFINITIONS = ("resolved", "due", "strict", "workload", "received")
DEFAULT_CALENDAR = "nd09"

WAY_DOWN = ("city", "level", "agency", "field", "procedure")
"""Dimensions that a drill goes through unless another is chosen; below the last are the filings."""

LAST_DIMENSION = "channel"
"""What is listed where the way down has ended and single filings are not wanted."""

IMPLIED = {"agency": ("city", "level"), "procedure": ("field",)}
"""Dimensions that have one value where the first is filtered by."""

AGENCY_DIMENSIONS = frozenset({"agency"})
PROCEDURE_DIMENSIONS = frozenset({"field", "procedure", "service_level", "channel"})


@dataclass(frozen=True, slots=True)
class DrillPath:
    """One place in the drill-down, in the words of the user.

    ``by`` is the dimension to list by (one of ``BY``), ``None`` for the total alone. Each
    dimension field filters by a code or a name; ``period`` is a code or a period in words, ``None``
    for the last complete one; ``definition`` is one of ``DEFINITIONS``, ``None`` for the target's own.
    """

    by: str | None = "city"
    city: str | None = None
    level: str | None = None
    agency: str | None = None
    field: str | None = None
    procedure: str | None = None
    service_level: str | None = None
    channel: str | None = None
    period: str | None = None
    calendar: str = DEFAULT_CALENDAR
    definition: str | None = None

    def filters(self) -> Iterator[tuple[str, str]]:
        """Yield the dimensions that are filtered by, with the text that names the value."""
        for dimension in DIMENSIONS:
            if (text := getattr(self, dimension)) is not None:
                yield dimension, text

    def into(self, code: str) -> DrillPath:
        """Return the place inside the row ``code`` of this one; by the next dimension, ``None`` after the last."""
        inner = replace(self, **{self.by or "city": code})
        return replace(inner, by=inner.next_dimension())

    def out(self) -> DrillPath | None:
        """Return the place around this one, which lists the dimension filtered by last; ``None`` at the outermost."""
        filtered = [dimension for dimension, _text in self.filters()]
        if not filtered:
            return None
        outer: dict[str, Any] = {filtered[-1]: None}
        return replace(self, by=filtered[-1], **outer)

    def next_dimension(self) -> str | None:
        """Return the first dimension of the way down that the filters leave open."""
        filtered = {dimension for dimension, _text in self.filters()}
        closed = {inner for dimension in filtered for inner in (dimension, *IMPLIED.get(dimension, ()))}
        return next((dimension for dimension in WAY_DOWN if dimension not in closed), None)

    def ledger(self) -> str:
        """Return the smallest ledger that holds the dimensions listed and filtered by."""
        used = {dimension for dimension, _text in self.filters()} | {self.by}
        needs_agencies = bool(used & AGENCY_DIMENSIONS)
        needs_procedures = bool(used & PROCEDURE_DIMENSIONS)
        if needs_agencies and needs_procedures:
            return "ledger"
        if needs_procedures:
            return "ledger_procedure"
        return "ledger_agency" if needs_agencies else "ledger_level"


def option_name(dimension: str) -> str:
    """Return a dimension as it is written on the command line."""
    return dimension.replace("_", "-")
