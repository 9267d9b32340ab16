"""The lines of a return in the making, and the blocks that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

SECTION, FIELD, UNIT, TOTAL = "section", "field", "unit", "total"

ReturnRow = tuple[int, str, str, Mapping[str, int | None]]
"""Number of a row in its sheet, texts of columns (1) and (2), figures by their names."""

LevelOf = Callable[[str], str | None]
"""Returns the authority level that a text names, ``None`` for a text that says anything else or more."""


@dataclass(slots=True, eq=False)
class Line:
    """A line in the making.

    ``summed`` says in a total what it is of, "" where it does not say. ``around`` are the lines that
    it may add up into before any total, the nearest first.
    """

    number: int
    label: str
    name: str
    figures: tuple[int | None, ...]
    kind: str = FIELD
    level: str | None = None
    summed: str = ""
    around: list[Line] = field(default_factory=list)
    block: LevelBlock | None = None

    @property
    def has_figures(self) -> bool:
        """Whether it gives any figure; a line without one is a heading."""
        return any(figure is not None for figure in self.figures)


@dataclass(slots=True, eq=False)
class LevelBlock:
    """The lines of one level, from its heading to the total that closes it, if it has them.

    ``first_rank`` is the rank of the first line below the heading.
    """

    section: Line | None = None
    level: str | None = None
    first_rank: int | None = None
    totals: list[Line] = field(default_factory=list)


def plain_label(label: str) -> str:
    """Return a label without the sign after it."""
    return label.rstrip(" .):/")
