"""An input that Vietnamese input methods can type into."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widgets import Input

from parx_tui.sanitize import clean


class TextInput(Input):
    """Textual's input, with backspace handled at once.

    An input method sends backspaces and the letter that takes the place of what it typed before in
    one burst. Textual inserts letters at once but lets backspace wait its turn as a binding, so
    that it would take away the wrong letter.
    """

    DEFAULT_CSS = """
    TextInput { border: none; height: 1; padding: 0; background: $bar; }
    TextInput:focus { border: none; background-tint: transparent; }
    """

    def __init__(self, name: str, value: str = "") -> None:
        super().__init__(value, id=name, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def render_line(self, y: int) -> Strip:
        """Return a line, without what may have been pasted, or stood in a path, that the terminal would act upon."""
        strip = super().render_line(y)
        if strip.text.isprintable():
            return strip
        shown = Strip([Segment(clean(text), style) for text, style, _control in strip])
        return shown.adjust_cell_length(self.size.width)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "backspace":
            event.stop()
            event.prevent_default()
            self.action_delete_left()
            return
        await super()._on_key(event)
