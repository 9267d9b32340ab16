"""The application: its colours, its screen, and how it ends."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, NoColor

from parx_tui.ui.outcome import Asks, file_state
from parx_tui.ui.screens.table import TableScreen
from parx_tui.ui.terminal import Look
from parx_tui.ui.themes import COLOURS

FILE_LOOKED_AT_EVERY = 5.0
LEAVE_SIGNALS = (signal.SIGHUP, signal.SIGTERM)


class ParxApp(App[int], inherit_bindings=False):
    """Opens the table screen on a session."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c,ctrl+q", "leave(0)", show=False)]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "PARX"

    def __init__(self, session: Asks, look: Look, keys: dict[str, str], awaited: int, greeting: str = "") -> None:
        """Show ``session``; ``awaited`` is the number of the first question; ``greeting`` is said before its answer."""
        super().__init__()
        self._session = session
        self._told_of = file_state(session.path)
        self.animation_level = "none"
        for theme in COLOURS:
            self.register_theme(theme)
        self.theme = look.theme
        self.set_keymap(keys)
        self.table = TableScreen(session, look, keys, awaited, greeting)

    def get_default_screen(self) -> TableScreen:
        """Return the screen to start with."""
        return self.table

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, and one that takes the colours away from the theme without any."""
        filters = super().get_line_filters()
        return [*filters, NoColor()] if self.theme == "monochrome" else filters

    def on_mount(self) -> None:
        """Leave when the session is dropped or the process told to; watch the file."""
        loop = asyncio.get_running_loop()
        for number in LEAVE_SIGNALS:
            # Also where the signal is ignored, as under nohup: without a terminal there is nothing left to do.
            loop.add_signal_handler(number, self.exit, 128 + number)
        self.set_interval(FILE_LOOKED_AT_EVERY, self.look_at_file)

    def action_leave(self, code: int) -> None:
        """End with an exit code."""
        self.exit(code)

    def look_at_file(self) -> None:
        """Say that the database file has become another than the one in sight."""
        state = file_state(self._session.path)
        if state != self._told_of and self._session.is_replaced():
            self.table.tell_file(is_there=state is not None)
        self._told_of = state
