"""What adds up into what: the totals of the whole sheet, and the line that takes up another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parx_tui.load.returns.headings import LABELS_SUMMED, level_in
from parx_tui.load.returns.lines import SECTION, TOTAL, LevelOf, Line


def grand_totals(lines: Sequence[Line], level_of: LevelOf) -> list[Line]:
    """Return the totals of the whole sheet: those that say so, and of those that say nothing the first or the last."""
    sections = [place for place, line in enumerate(lines) if line.kind == SECTION]
    heads = [place for place in sections if lines[place].level] or sections
    silent = [place for place, line in enumerate(lines) if line.kind == TOTAL and not _is_told(line, level_of)]
    told = [
        place
        for place, line in enumerate(lines)
        if line.kind == TOTAL and " " in line.summed and LABELS_SUMMED.fullmatch(line.summed)
    ]
    above = [place for place in silent if not heads or place < heads[0]]
    below = [place for place in silent if place not in above]
    spans = list(pairwise([*heads, len(lines)]))
    closes_each = len(spans) > 1 and all(sum(first < place < last for place in below) == 1 for first, last in spans)
    is_last = bool(below) and below[-1] > max(heads + told)
    whole = below[-1:] if is_last and not closes_each else []
    return [lines[place] for place in sorted({*told, *above, *whole})]


def _is_told(total: Line, level_of: LevelOf) -> bool:
    """Whether a total says what it is of: several blocks, one of them, or a level."""
    return bool(LABELS_SUMMED.fullmatch(total.summed)) or level_in(total.summed, level_of, is_heading=True) is not None


def parent_of(line: Line, grand: Sequence[Line]) -> int | None:
    """Return the number of the nearest line that a line adds up into and that gives figures."""
    outer = [*line.around]
    if line in grand:
        outer = [*grand[grand.index(line) + 1 :]]
    elif line.block is not None:
        totals = line.block.totals
        outer += [*totals[totals.index(line) + 1 if line in totals else 0 :], *grand]
    return next((other.number for other in outer if other.has_figures), None)
