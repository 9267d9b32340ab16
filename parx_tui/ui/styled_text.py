"""Texts with the names of their styles, and texts brought to a width. Pure text, no widget."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from parx_tui.sanitize import clean

StyledText = tuple[str, str]
"""A text, and the name of the style that repeats what it says ("" for none)."""

CODE_STYLES = {
    "met": "met",
    "close": "close",
    "missed": "missed",
    "overdue": "missed",
    "late": "missed",
    "differs": "missed",
    "agrees": "met",
    "look": "missed",
    "fine": "met",
    "part": "close",
    "no_cases": "quiet",
    "none": "quiet",
}
"""Names of styles by the code that a text stands for."""


def fitted(text: str, width: int, cut: str, *, right: bool = False) -> str:
    """Return a clean text of exactly ``width`` cells; ``cut`` ends one that is too long."""
    text = clean(text)
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(0, width - 1)) + cut if width else ""
    return " " * (width - length) + text if right else text + " " * (width - length)


def narrowed(text: str, width: int, cut: str) -> str:
    """Return a clean text of ``width`` cells at most; ``cut`` ends one that is too long."""
    return fitted(text, min(width, cell_len(clean(text))), cut)
