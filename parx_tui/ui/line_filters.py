"""What is taken out of everything that is drawn, wherever it comes from: colours, or signs that are not ASCII."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from parx_tui.ui.glyphs import SIGNS


class WithoutColours(LineFilter):
    """Leaves bold, underline and reverse of every style, and no colour at all: not even the word for the usual one."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments without colours."""
        return [
            Segment(text, style.without_color if style is not None else None, control)
            for text, style, control in segments
        ]


class WithoutSigns(LineFilter):
    """Leaves ASCII signs beside the letters, whatever text they stand in."""

    TABLE = str.maketrans(SIGNS)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments without signs that are not ASCII."""
        return [Segment(text.translate(self.TABLE), style, control) for text, style, control in segments]
