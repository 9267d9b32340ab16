"""Which block a line stands in, and which lines it lies in there."""

from __future__ import annotations

from parx_tui.load.returns.headings import MARK, RANKS, level_in, rank_of
from parx_tui.load.returns.lines import SECTION, TOTAL, LevelBlock, LevelOf, Line, plain_label

FIRST_LABELS = ("A", "I")


class Arrangement:
    """The blocks of a sheet, filled line by line."""

    def __init__(self, level_of: LevelOf) -> None:
        self._level_of = level_of
        self._blocks = [LevelBlock()]
        self._group: Line | None = None
        self._numbered: dict[str, Line] = {}
        self._last_numbered: Line | None = None

    def add(self, line: Line) -> None:
        """Put a line, which is no grand total, into its block."""
        if line.kind == TOTAL:
            self._add_total(line)
            return
        if line.kind == SECTION and line.level:
            self._open(LevelBlock(line, line.level))
        else:
            self._leave(line)
        if line.kind == SECTION and not line.level:
            self._restart(line)
        block = line.block = self._blocks[-1]
        if line is not block.section:
            block.first_rank = rank_of(line.label) if block.first_rank is None else block.first_rank
        line.around = self._around(line, block)

    def _add_total(self, total: Line) -> None:
        """Put a total into the block that it is of, which ends with it unless it has just begun."""
        block = total.block = self._summed_block(total)
        block.totals.append(total)
        if block is self._blocks[-1] and block.first_rank is not None:
            self._open(LevelBlock())

    def _summed_block(self, total: Line) -> LevelBlock:
        """Return the block that a total is of: the one that it names by number or level, else the last."""
        level = level_in(total.summed, self._level_of, is_heading=True)
        for block in reversed(self._blocks):
            label = plain_label(block.section.label).casefold() if block.section else ""
            if (total.summed and total.summed == label) or (level and block.level == level):
                return block
        last = self._blocks[-1]
        if level and last.level:
            return LevelBlock(level=level)
        last.level = last.level or level
        return last

    def _leave(self, line: Line) -> None:
        """End the block or group that a line is numbered beside, not inside."""
        rank, block = rank_of(line.label), self._blocks[-1]
        head = block.section.label if block.section else ""
        is_inside = rank == block.first_rank or (block.first_rank is None and plain_label(line.label) in FIRST_LABELS)
        if rank == len(RANKS):
            return
        if head and rank <= rank_of(head) and not is_inside:
            self._open(LevelBlock())
        elif self._group and rank <= rank_of(self._group.label):
            self._restart(None)

    def _open(self, block: LevelBlock) -> None:
        """Begin a block."""
        self._blocks.append(block)
        self._restart(None)

    def _restart(self, group: Line | None) -> None:
        """Begin to number the lines anew."""
        self._group, self._numbered, self._last_numbered = group, {}, None

    def _around(self, line: Line, block: LevelBlock) -> list[Line]:
        """Return what a line of a block lies in, the nearest first."""
        outer = [other for other in (self._group, block.section) if other is not None and other is not line]
        if line.kind == SECTION:
            return outer
        whole = self._whole(plain_label(line.label))
        if line.label and not MARK.fullmatch(plain_label(line.label)):
            self._numbered[plain_label(line.label)] = self._last_numbered = line
        return outer if whole is None else [whole, *whole.around]

    def _whole(self, label: str) -> Line | None:
        """Return the line that one with this label divides: 1 for 1.2, and the one numbered last for a dash."""
        if MARK.fullmatch(label):
            return self._last_numbered
        while label := label.rpartition(".")[0]:
            if label in self._numbered:
                return self._numbered[label]
        return None
