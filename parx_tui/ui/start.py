"""Starting the text UI: the database is opened and asked while Textual is still being imported."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from parx_tui.data.reports import Question
from parx_tui.errors import ExitCode
from parx_tui.i18n import language_in_use
from parx_tui.ui.answers import read_table
from parx_tui.ui.glyphs import ERRORS_NAME
from parx_tui.ui.session import Session
from parx_tui.ui.terminal import Look, screen_encoding

PATIENCE = 0.3
"""Seconds to wait for the first answer before the screen is opened without it: a question that makes no
sense is refused on the command line, a slow one is waited for on the screen."""


def open_ui(
    path: Path, question: Question, *, memory_limit: str, look: Look, keys: dict[str, str], greeting: str = ""
) -> int:
    """Show the text UI until the user leaves it; return the exit code.

    ``question`` is the first, ``greeting`` what is to be said at the start.

    Raises ``DatabaseError`` and ``UsageError`` when the database cannot be opened or the question not be asked.
    """
    session = Session(path, memory_limit)
    opened = session.open()
    awaited = session.ask("table", read_table(question, language_in_use()))
    # The theme without colours stands for it; Textual would make every theme grey.
    os.environ.pop("NO_COLOR", None)
    from parx_tui.ui.app import ParxApp

    for number, seconds in ((opened, None), (awaited, PATIENCE)):
        outcome = session.wait_for(number, seconds)
        if outcome is not None and outcome.error is not None:
            raise outcome.error
    if screen_encoding() != "utf-8" and isinstance(sys.__stderr__, io.TextIOWrapper):
        sys.__stderr__.reconfigure(errors=ERRORS_NAME)
    code = ParxApp(session, look, keys, awaited, greeting).run(mouse=look.mouse)
    for text in session.tracebacks:
        click.echo(text, err=True)
    return ExitCode.OK if code is None else code
