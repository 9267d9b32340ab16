"""What readers of names have in common: a name is matched, else refused, else added where that is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb

from parx_tui.load.values import EMPTY, Reading, looks_personal
from parx_tui.load.values.reading import CompositeReading, CompositeReadings, Texts

NEAREST_SHOWN = 3


@dataclass(slots=True)
class NameScope:
    """Where names are looked for: those of one city, as landed so far.

    New ones are landed for the load ``load_id``: of units and procedures where ``adds_units`` and
    ``adds_procedures`` ask for it. ``own_units`` are names as the office writes them, with codes. ``added``
    lists the new ones.
    """

    connection: duckdb.DuckDBPyConnection
    city_code: str
    load_id: int
    today: date
    adds_units: bool = False
    adds_procedures: bool = False
    own_units: Mapping[str, str] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=lambda: {"units": [], "procedures": [], "fields": []})
    new_fields: set[str] = field(default_factory=set)

    def pairs(self, select: str) -> list[tuple[str, str]]:
        """Return the rows of a SELECT of two texts about the city."""
        return [(str(one), str(other)) for one, other in self.connection.execute(select, [self.city_code]).fetchall()]


class NameReader(ABC):
    """Reads combinations of texts that name one thing.

    Each combination goes the same way: what it matches, else why it may not be kept, else what is added for
    it, else that it is unknown.
    """

    def __init__(self, scope: NameScope) -> None:
        self.scope = scope

    def read(self, texts: Collection[Texts]) -> CompositeReadings:
        """Return a reading for each combination of texts."""
        self.prepare(texts)
        return {
            combination: self.matched(combination)
            or self.refused(combination)
            or self.added(combination)
            or self.unknown(combination)
            for combination in self.in_order(texts)
        }

    @abstractmethod
    def prepare(self, texts: Collection[Texts]) -> None:
        """Look at all combinations before the first is read."""

    def in_order(self, texts: Collection[Texts]) -> Iterable[Texts]:
        """Return the combinations in the order in which they may add something: the same in every run."""
        return sorted(texts, key=str)

    @abstractmethod
    def matched(self, combination: Texts) -> CompositeReading | None:
        """Return what is known under the texts, or why it is not clear which; ``None`` when nothing is."""

    def refused(self, combination: Texts) -> CompositeReading | None:
        """Return why the texts may not be kept: they may be about a person."""
        return (Reading(problem="personal"), None) if is_personal(combination) else None

    @abstractmethod
    def added(self, combination: Texts) -> CompositeReading | None:
        """Return what is added for the texts; ``None`` when nothing may be."""

    def unknown(self, combination: Texts) -> CompositeReading:
        """Return that the texts name nothing known, with what is nearest."""
        return EMPTY, None


def is_personal(texts: Texts) -> bool:
    """Whether one of several texts may be about a person."""
    return any(looks_personal(text) for text in texts if text)


def listed(names: Iterable[str]) -> str | None:
    """Return names as a hint lists them; ``None`` for none."""
    return "; ".join(names) or None


def found(code: str | None, problem: str) -> Reading:
    """Return the reading of a name by its code, a problem without one."""
    return Reading(code) if code else Reading(problem=problem)
