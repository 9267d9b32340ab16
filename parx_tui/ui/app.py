"""The application: its colours, its screen, and how it ends."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter

from parx_tui.sanitize import clean_lines
from parx_tui.ui.keys import ACTIONS
from parx_tui.ui.line_filters import WithoutColours, WithoutSigns
from parx_tui.ui.screens.table import TableScreen
from parx_tui.ui.terminal import Appearance, has_terminal
from parx_tui.ui.themes import COLOURS
from parx_tui.ui.worker.protocol import Worker

LOOKED_AROUND_EVERY = 0.5
LEAVE_SIGNALS = (signal.SIGHUP, signal.SIGTERM)


class ParxApp(App[int], inherit_bindings=False):
    """Opens the table screen on a worker."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c,ctrl+q", "leave(0)", show=False)]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "PARX"

    def __init__(
        self, worker: Worker, appearance: Appearance, keys: dict[str, str], awaited: int, greeting: str = ""
    ) -> None:
        """Show what ``worker`` replies.

        ``awaited`` is the number of the first request; ``greeting`` is said before its reply.
        """
        super().__init__()
        self.animation_level = "none"
        for theme in COLOURS:
            self.register_theme(theme)
        self._draws_ascii = appearance.ascii
        self.theme = appearance.theme
        # Textual goes through the whole map at every key: only what differs from the usual keys belongs in it.
        self.set_keymap({action.name: keys[action.name] for action in ACTIONS if keys[action.name] != action.keys})
        self.table = TableScreen(worker, appearance, keys, awaited, greeting)

    def get_default_screen(self) -> TableScreen:
        """Return the screen to start with."""
        return self.table

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, one that takes the colours away from the theme without any, and one for ASCII."""
        colours = [WithoutColours()] if self.theme == "monochrome" else []
        signs = [WithoutSigns()] if self._draws_ascii else []
        return [*super().get_line_filters(), *colours, *signs]

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, without anything that what it is pasted into could take for a command."""
        super().copy_to_clipboard(clean_lines(text))

    def on_mount(self) -> None:
        """Leave when the connection is dropped or the process told to; watch the file."""
        loop = asyncio.get_running_loop()
        for number in LEAVE_SIGNALS:
            # Also where the signal is ignored, as under nohup: without a terminal there is nothing left to do.
            loop.add_signal_handler(number, self.exit, 128 + number)
        self.set_interval(LOOKED_AROUND_EVERY, self.look_around)

    def action_leave(self, code: int) -> None:
        """End with an exit code."""
        self.exit(code)

    def look_around(self) -> None:
        """Look whether file and terminal are still there: who starts the program may keep the signal from it."""
        self.table.look_at_file()
        if not self.is_headless and not has_terminal():
            self.exit(128 + signal.SIGHUP)
