"""Starting the text UI: another process opens and asks the database while this one imports Textual."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from parx_tui.data.questions import Question
from parx_tui.errors import ExitCode
from parx_tui.i18n import language_in_use
from parx_tui.messages import tell_lines
from parx_tui.ui.glyphs import ERRORS_NAME
from parx_tui.ui.terminal import Appearance, screen_encoding
from parx_tui.ui.worker.client import WorkerClient
from parx_tui.ui.worker.tasks import check_task, table_task


def open_ui(
    path: Path,
    question: Question,
    *,
    memory_limit: str,
    appearance: Appearance,
    keys: dict[str, str],
    greeting: str = "",
) -> int:
    """Show the text UI until the user leaves it; return the exit code.

    ``question`` is the first, ``greeting`` what is to be said at the start.

    Raises ``DatabaseError`` and ``UsageError`` when the database cannot be opened or the question not be asked.
    """
    worker = WorkerClient(path, memory_limit)
    opened = worker.submit("open", None)
    checked = worker.submit("check", check_task(question, language_in_use()))
    awaited = worker.submit("table", table_task(question, language_in_use()))
    # Textual draws at most so often in a second, read when it is imported; a reply need not wait for the next turn.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    # The theme without colours stands for it; Textual would make every theme grey.
    os.environ.pop("NO_COLOR", None)
    from parx_tui.ui.app import ParxApp

    for number in (opened, checked):
        reply = worker.wait_for(number)
        if reply is not None and reply.error is not None:
            worker.close()
            raise reply.error
    if screen_encoding() != "utf-8" and isinstance(sys.__stderr__, io.TextIOWrapper):
        sys.__stderr__.reconfigure(encoding="ascii", errors=ERRORS_NAME)
    app = ParxApp(worker, appearance, keys, awaited, greeting)
    code = app.run(mouse=appearance.mouse)
    worker.close()
    for text in worker.tracebacks:
        tell_lines(text)
    # Without a result it was ended by the user, or by an error that Textual has told of.
    return (app.return_code or ExitCode.OK) if code is None else code
