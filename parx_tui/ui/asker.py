"""The process that asks the database for the text UI: questions in by standard input, outcomes out by standard output.

DuckDB then works beside the screen instead of taking turns with it, and whatever happens to this
process, such as running out of memory, the screen is there to say so.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

from parx_tui.i18n import use_language
from parx_tui.ui.outcome import Ask, Outcome
from parx_tui.ui.session import Session


def main() -> None:
    """Answer until standard input ends, which it does when the screen is gone, however it went."""
    path, memory_limit = sys.argv[1:]
    outbox = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr

    def send(outcome: Outcome) -> None:
        try:
            pickle.dump(outcome, outbox)
            outbox.flush()
        except BrokenPipeError:
            os._exit(0)

    session = Session(Path(path), memory_limit)
    session.deliver_to(send)
    while True:
        try:
            message = pickle.load(sys.stdin.buffer)
        except EOFError:
            # A long query need not be waited for, but a file half written is to be removed.
            session.close()
            os._exit(0)
        if isinstance(message, Ask):
            use_language(message.language)
            session.ask(message.slot, message.work, message.number)
        else:
            session.cancel(*message.slots)
