"""The terminal that the program was started in: whether a text UI can run there, and how it should appearance."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from parx_tui.errors import UsageError
from parx_tui.i18n import _

THEMES = ("dark", "light", "ansi", "monochrome")


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the screen is drawn.

    ``theme`` is one of ``THEMES``, ``ascii`` draws without block characters, ``mouse`` listens to
    it, ``low_bandwidth`` sends as little as it can.
    """

    theme: str
    ascii: bool
    mouse: bool
    low_bandwidth: bool


def choose_appearance(*, theme: str | None, ascii_only: bool, mouse: bool | None, low_bandwidth: bool) -> Appearance:
    """Return the appearance asked for; what is left open follows the terminal.

    Without a word about it, the mouse is off over SSH, where each of its movements would be
    answered over the line, and ``NO_COLOR`` chooses the theme monochrome.
    """
    is_remote = any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    usual = "monochrome" if os.environ.get("NO_COLOR") else "ansi" if low_bandwidth else "dark"
    return Appearance(
        theme=theme or usual,
        ascii=ascii_only,
        mouse=not (is_remote or low_bandwidth) if mouse is None else mouse,
        low_bandwidth=low_bandwidth,
    )


def refuse_unfit_terminal(command: str, *, ascii_only: bool) -> None:
    """Raise ``UsageError`` where a text UI cannot be drawn, naming ``command``, which does the same without one."""
    # Textual reads from standard input and draws on standard error.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.__stderr__)):
        raise UsageError(
            _("The text UI needs a terminal for input and output. For a file or a pipe use: {command}").format(
                command=command
            )
        )
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
        raise UsageError(
            _(
                "The terminal says that it cannot place text (TERM={term}). "
                "Set TERM to what it is, such as xterm, or use: {command}"
            ).format(term=os.environ.get("TERM", ""), command=command)
        )
    encoding = screen_encoding()
    if encoding != "utf-8" and not ascii_only:
        raise UsageError(
            _(
                "The terminal's encoding is {encoding}, which lacks Vietnamese letters. Choose UTF-8 "
                "(in PuTTY: Window, Translation; on the server: export LC_ALL=C.UTF-8), "
                "or add --ascii for letters without accents, or use: {command}"
            ).format(encoding=encoding, command=command)
        )


def screen_encoding() -> str:
    """Return the encoding in which Textual writes to the screen."""
    import codecs

    return codecs.lookup(getattr(sys.__stderr__, "encoding", None) or "ascii").name


def has_terminal() -> bool:
    """Tell whether the terminal that the program was started in is still there."""
    import termios

    try:
        termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except (OSError, ValueError, termios.error):
        return False
    return True
