"""The lines of a return of form 06/VPCP/KSTT: which are blocks, fields, units and totals, and what adds up into what.

The form has 13 columns: a number, a name and eleven figures (Circular 01/2020/TT-VPCP). Blocks by
authority level hold the fields, or the units where a sheet lists units, and totals stand below them,
above them, or both. Offices leave out blocks or their figures, number the groups of fields within a
block, and divide fields further, so a line adds up into the nearest line around it that gives figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parx_tui.load.returns.arrangement import Arrangement
from parx_tui.load.returns.headings import find_groups, judge
from parx_tui.load.returns.lines import FIELD, UNIT, LevelOf, ReturnRow
from parx_tui.load.returns.totals import grand_totals, parent_of
from parx_tui.load.returns.written import written

__all__ = ["UNIT", "ReturnLine", "return_lines"]


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of a return.

    ``number`` is that of its row in the sheet, ``label`` its number in column (1), ``name`` column (2).
    ``kind`` is section, field, unit or total. ``level`` is the authority level of the block that the
    line stands in, ``None`` outside the blocks. ``parent`` is the number of the line that it adds up
    into, ``None`` for the grand total. ``figures`` are in the order of ``FIGURES``, ``None`` where a
    cell is empty.
    """

    number: int
    label: str
    kind: str
    level: str | None
    name: str
    parent: int | None
    figures: tuple[int | None, ...]


def return_lines(rows: Iterable[ReturnRow], *, level_of: LevelOf, lists_units: bool = False) -> list[ReturnLine]:
    """Return the lines of one sheet; ``lists_units`` says that its lines are units instead of fields.

    Empty rows, and notes and signatures below the last line, are no lines.
    """
    lines = written(rows)
    for line in lines:
        judge(line, level_of, UNIT if lists_units else FIELD)
    find_groups(lines)
    grand = grand_totals(lines, level_of)
    arrangement = Arrangement(level_of)
    for line in lines:
        if line not in grand:
            arrangement.add(line)
    return [
        ReturnLine(
            number=line.number,
            label=line.label,
            kind=line.kind,
            level=line.block.level if line.block else None,
            name=line.name,
            parent=parent_of(line, grand),
            figures=line.figures,
        )
        for line in lines
    ]
