"""Texts with named styles, as strips of a given width: what every line on the screen is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from parx_tui.sanitize import clean
from parx_tui.ui.glyphs import UNICODE, Glyphs
from parx_tui.ui.styled_text import StyledText

STYLES = ("met", "close", "missed", "quiet", "mark", "strong", "key", "cursor", "cell", "head", "chosen", "section")


class StyledWidget(Widget):
    """A widget whose lines are made of cells."""

    def __init__(self, name: str, *, glyphs: Glyphs = UNICODE) -> None:
        # Textual asks for styles while it makes a widget.
        self._styles_named: dict[str, Style] = {}
        super().__init__(id=name)
        self.glyphs = glyphs

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"styled--{name}" for name in STYLES}

    DEFAULT_CSS = """
    StyledWidget {
        & > .styled--met { color: $met; }
        & > .styled--close { color: $close; }
        & > .styled--missed { color: $missed; }
        & > .styled--quiet { color: $quiet; }
        & > .styled--mark { color: $mark; text-style: bold; }
        & > .styled--strong { text-style: bold; }
        & > .styled--key { text-style: bold; }
        & > .styled--cursor { text-style: reverse; }
        & > .styled--cell { text-style: reverse bold underline; }
        & > .styled--head { text-style: bold; }
        & > .styled--chosen { text-style: bold underline; }
        & > .styled--section { text-style: bold; color: $quiet; }
    }
    """

    def style_named(self, name: str) -> Style:
        """Return the style of a cell; "" is that of the widget."""
        if name not in self._styles_named:
            # Textual puts a style together anew each time, which for a screen of cells takes longer than drawing.
            self._styles_named[name] = self.get_component_rich_style(f"styled--{name}") if name else self.rich_style
        return self._styles_named[name]

    def notify_style_update(self) -> None:
        """Forget the styles when the colours change."""
        self._styles_named.clear()
        super().notify_style_update()

    def strip_of(self, cells: Iterable[StyledText], width: int, cut: str = "") -> Strip:
        """Return a line of cells, filled to ``width`` or cut to it; ``cut`` is then the last sign."""
        strip = Strip([Segment(clean(text), self.style_named(style)) for text, style in cells if text])
        if cut and strip.cell_length > width > 0:
            strip = Strip([*strip.crop(0, width - 1), Segment(cut, self.style_named(""))])
        return strip.adjust_cell_length(width, self.style_named("")).simplify()


class StyledLines(StyledWidget):
    """Some lines of text, as high as there are lines."""

    DEFAULT_CSS = """
    StyledLines { height: 1; width: 1fr; }
    """

    def __init__(self, name: str, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(name, glyphs=glyphs)
        self._lines: list[list[StyledText]] = [[]]

    def show(self, *lines: list[StyledText]) -> None:
        """Show lines in place of those before."""
        shown = list(lines)
        if shown == self._lines:
            return
        if len(shown) != len(self._lines):
            self.styles.height = len(shown)
            self.display = bool(shown)
        self._lines = shown
        self.refresh()

    @property
    def text(self) -> str:
        """What is shown, without styles."""
        return "\n".join("".join(text for text, _style in line) for line in self._lines)

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        return self.strip_of(self._lines[y] if y < len(self._lines) else [], self.size.width, self.glyphs.cut)
