"""Gauges: how a share stands against its target, as a bar and in words. Pure text, no widget.

A bar from 0 to 100 says nothing near 99%: there the filings that may still fail are drawn. Lower
targets are drawn as a bullet graph. The word carries the meaning, the colour repeats it.
"""

from __future__ import annotations

from decimal import Decimal

from rich.cells import cell_len

from parx_tui.data.figures import count_text, percent_text, quantity_text
from parx_tui.data.standing import ALLOWANCE_FROM
from parx_tui.i18n import Language, _
from parx_tui.labels import value_word
from parx_tui.ui.glyphs import Glyphs
from parx_tui.ui.styled_text import CODE_STYLES, StyledText, fitted
from parx_tui.ui.watched_share import WatchedShare

NARROWEST_BAR, WIDEST_BAR = 6, 40

PARTS = 6
WORD, LEFT, COUNTS = 3, 4, 5
NUMBERS = (1, COUNTS)
"""Parts of a line beside the bar: name, value, target, word, what is left, counts; numbers stand to the right."""

LIMIT_AT = (3, 4)
"""Part of the bar's width that what may fail takes, while what failed fits beyond it."""


def bar(share: WatchedShare, width: int, glyphs: Glyphs) -> list[StyledText]:
    """Return the bar of a share, ``width`` cells wide, as texts with their styles."""
    if share.value is None or share.base is None or share.count is None or width < 4:
        return [(" " * width, "")]
    if share.has_allowance and share.left is not None:
        failed = share.base - share.count
        overdue = min(failed, share.open_overdue)
        return allowance_bar(width, failed - overdue, overdue, failed + share.left, glyphs)
    if share.target is None and share.value >= ALLOWANCE_FROM:
        # Near 100% a bar tells nothing, and there is no limit to draw.
        return [(" " * width, "")]
    return bullet_bar(width, share, glyphs)


def allowance_bar(width: int, late: int, overdue: int, allowed: int, glyphs: Glyphs) -> list[StyledText]:
    """Return a bar of what failed (late, then open and overdue) up to and beyond the limit of what may.

    One failure shows; the limit is passed if and only if more failed than may.
    """
    failed = late + overdue
    limit = (width - 1) * LIMIT_AT[0] // LIMIT_AT[1]
    if failed * limit > allowed * (width - 1):
        # So many failed that they take the whole width: the limit moves.
        filled, limit = width - 1, max(1 if allowed else 0, (width - 1) * allowed // failed)
    elif failed > allowed:
        filled = max(limit + 1, failed * limit // allowed)
    else:
        limit = limit if allowed else 0
        filled = -(-failed * limit // allowed) if failed else 0
    late_cells = min(filled, -(-filled * late // failed)) if failed else 0
    cells = [glyphs.full] * late_cells + [glyphs.shade] * (filled - late_cells)
    cells += [glyphs.light] * max(0, limit - filled)
    cells += [" "] * (width - 1 - len(cells))
    style = "missed" if failed > allowed else "met"
    return [("".join(cells[:limit]), style), (glyphs.mark, "mark"), ("".join(cells[limit:]), style)]


def bullet_bar(width: int, share: WatchedShare, glyphs: Glyphs) -> list[StyledText]:
    """Return a bar from 0 to 100%, with the mark of the target and a tick where the period before ended.

    A share short of the target never reaches the mark, one that attains it always does.
    """
    value = share.value or Decimal(0)
    eighths = int(value * width * 8)
    mark = None if share.target is None else min(width - 1, int(share.target * width))
    if mark is not None:
        eighths = min(eighths, max(0, mark * 8 - 1)) if share.verdict == "missed" else max(eighths, (mark + 1) * 8)
    eighths = min(eighths, width * 8)
    whole, part = divmod(eighths, 8)
    drawn = glyphs.full * whole + (glyphs.part[part - 1] if part and glyphs.part.isascii() is False else "")
    cells = list(drawn.ljust(width))
    if share.previous is not None:
        tick = min(width - 1, int(share.previous * width))
        if cells[tick] == " " and tick != mark:
            cells[tick] = glyphs.tick
    style = CODE_STYLES.get(share.standing, "")
    if mark is None:
        return [("".join(cells), style)]
    return [("".join(cells[:mark]), style), (glyphs.mark, "mark"), ("".join(cells[mark + 1 :]), style)]


def left_text(share: WatchedShare, language: Language) -> str:
    """Return what is left in filings: how many may still fail, are too many, are to spare or are wanting."""
    left = share.left
    if left is None or share.verdict not in ("met", "missed"):
        return ""
    number = count_text(abs(left), language)
    if share.has_allowance:
        return (_("{number} left") if left >= 0 else _("{number} over")).format(number=number)
    return (_("{number} spare") if left >= 0 else _("{number} short")).format(number=number)


def target_text(share: WatchedShare, language: Language, glyphs: Glyphs) -> str:
    """Return operator and target: ≥30%."""
    if share.target is None or share.operator is None:
        return ""
    sign = glyphs.operators.get(share.operator, share.operator)
    return f"{sign}{quantity_text(share.target, 'ratio', language)}"


def counts_text(share: WatchedShare, language: Language) -> str:
    """Return the filings that attain it and all that count: 4.268/4.306."""
    if not share.base:
        return ""
    return f"{count_text(share.count or 0, language)}/{count_text(share.base, language)}"


def gauge_lines(shares: list[WatchedShare], width: int, glyphs: Glyphs, language: Language) -> list[list[StyledText]]:
    """Return gauges as lines: name, bar, value, target, word, what is left, count of base; aligned.

    The bar takes the room that the rest leaves, and is left out where that is too little; then so
    are the last parts, each of them whole, lest a number be cut.
    """
    rows: list[list[StyledText]] = [
        [
            (share.name, ""),
            ("-" if share.value is None else percent_text(share.value, language), "strong"),
            (target_text(share, language, glyphs), ""),
            (value_word("verdict", share.standing) or "", CODE_STYLES.get(share.standing, "")),
            (left_text(share, language), "strong"),
            (counts_text(share, language), "quiet"),
        ]
        for share in shares
    ]
    # A word with nothing after it, such as that there were no cases, may run over the room of what would follow.
    bare = [row for row in rows if not row[COUNTS][0]]
    widths = [
        max((cell_len(row[part][0]) for row in rows if part != WORD or row not in bare), default=0)
        for part in range(PARTS)
    ]
    longest = max((cell_len(row[WORD][0]) for row in bare), default=0)
    widths[COUNTS] = max(widths[COUNTS], longest - widths[WORD] - widths[LEFT] - 2)
    bar_width = min(WIDEST_BAR, width - sum(widths) - PARTS)
    shown = next((parts for parts in range(PARTS, 2, -1) if sum(widths[:parts]) + parts - 1 <= width), 2)
    widths[0] = min(widths[0], width - sum(widths[1:shown]) - shown + 1)
    lines = []
    for share, row in zip(shares, rows, strict=True):
        line = [(fitted(row[0][0], widths[0], glyphs.cut), "")]
        if bar_width >= NARROWEST_BAR:
            line += [(" ", ""), *bar(share, bar_width, glyphs)]
        last = min(WORD if row in bare else COUNTS, shown - 1)
        for part, (text, style) in enumerate(row[: last + 1]):
            room = widths[part] if part < last else sum(widths[part:shown]) + shown - 1 - part
            if part:
                filled = " " * (room - cell_len(text)) + text if part in NUMBERS else fitted(text, room, glyphs.cut)
                line.append((f" {filled}", style))
        lines.append(line)
    return lines
