"""What the name and the number of a line say of it: that it is a total, the heading of a level, or a group.

The words for totals stand in ``words/total.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import dropwhile, pairwise

from parx_tui.data.names import folded
from parx_tui.load.returns.lines import FIELD, SECTION, TOTAL, UNIT, LevelOf, Line, plain_label
from parx_tui.load.values.words import rows_of_words

MARK = re.compile(r"[a-zđ]|[-+*•]")
LABELS_SUMMED = re.compile(r"(?:[ivx]+|[a-e]|[0-9]+)(?: (?:[ivx]+|[a-e]|[0-9]+))*")
NOT_SAID = frozenset({"ubnd", "khoi", "cac"})
"""Words before the units of a level that do not change which level it is."""

RANKS = (re.compile(r"[A-Z]"), re.compile(r"[IVX]+"))
"""Labels of blocks and groups, the outer ones first."""


def judge(line: Line, level_of: LevelOf, kind: str) -> None:
    """Say whether a line is a total, the heading of a level's block, or neither."""
    line.kind = kind
    summed = _summed(line.name, level_of)
    if summed is not None:
        line.kind, line.summed = TOTAL, summed
    elif level := level_in(line.name, level_of, is_heading=_is_heading(line)):
        line.kind, line.level = SECTION, level


def find_groups(lines: Sequence[Line]) -> None:
    """Make sections of the lines numbered A or I that stand above lines numbered further in."""
    for line, following in pairwise(lines):
        is_outer = rank_of(line.label) < rank_of(following.label) and not MARK.fullmatch(plain_label(following.label))
        if is_outer and line.kind == following.kind and line.kind in (FIELD, UNIT):
            line.kind = SECTION


def _is_heading(line: Line) -> bool:
    """Whether a line looks like the heading of a block: it is numbered A or I, or gives nothing but its name."""
    return rank_of(line.label) < len(RANKS) or not (line.label or line.has_figures)


def _summed(name: str, level_of: LevelOf) -> str | None:
    """Return what a total is of, as far as its name says it; ``None`` for what is no total.

    Accents count, where there are any: "Cộng chung" is a total, and "Công chứng" a field.
    """
    said = _words(name)
    for words, also_begins in _totals():
        total = folded(words) if said.isascii() else words
        if said == total:
            return ""
        if said.startswith(f"{total} "):
            last = total.rpartition(" ")[2]
            kept = f"{last} " if folded(last) in ("cap", "toan") else ""
            summed = kept + said.removeprefix(f"{total} ")
            if also_begins or LABELS_SUMMED.fullmatch(summed) or level_in(summed, level_of, is_heading=True):
                return summed
    return None


@cache
def _totals() -> Sequence[tuple[str, bool]]:
    """Return the words for totals, the longest first, and whether more may follow them (``words/total.csv``)."""
    rows = [(_words(row["words"]), row["also_begins"] == "yes") for row in rows_of_words("total")]
    return sorted(rows, key=lambda row: -len(row[0]))


def _words(text: str) -> str:
    """Return the words of a text in small letters, without what stands between them."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def level_in(name: str, level_of: LevelOf, *, is_heading: bool) -> str | None:
    """Return the level that a block is of: "Cấp xã", "UBND các xã, phường"; of a heading also "... của UBND cấp xã"."""
    words = name.split()
    plain = [folded(word) for word in words]
    bare = " ".join(dropwhile(lambda word: folded(word) in NOT_SAID, words))
    candidates = [name, bare, bare.partition(",")[0]]
    if is_heading and "cap" in plain:
        named = words[len(plain) - 1 - plain[::-1].index("cap") :]
        candidates += [" ".join(named), " ".join(named[:2])]
    return next((level for text in candidates if text and (level := level_of(text))), None)


def rank_of(label: str) -> int:
    """Return how far out a label is usual: 0 for A, 1 for I, 2 for others; a single I, V or X is a Roman number."""
    plain = plain_label(label)
    ranks = [rank for rank, labels in enumerate(RANKS) if labels.fullmatch(plain)]
    return max(ranks, default=len(RANKS))
