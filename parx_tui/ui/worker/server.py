"""The worker's process: requests in by standard input, replies out by standard output.

DuckDB then works beside the screen instead of taking turns with it, and whatever happens to this
process, such as running out of memory, the screen is there to say so.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

from parx_tui.i18n import use_language
from parx_tui.ui.worker.protocol import Reply, Request
from parx_tui.ui.worker.query_queue import QueryQueue


def main() -> None:
    """Do tasks until standard input ends, which it does when the screen is gone, however it went."""
    path, memory_limit = sys.argv[1:]
    outbox = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr

    def send(reply: Reply) -> None:
        try:
            pickle.dump(reply, outbox)
            outbox.flush()
        except BrokenPipeError:
            os._exit(0)

    queue = QueryQueue(Path(path), memory_limit)
    queue.deliver_to(send)
    while True:
        try:
            message = pickle.load(sys.stdin.buffer)
        except EOFError:
            # A long query need not be waited for, but a file half written is to be removed.
            queue.close()
            os._exit(0)
        if isinstance(message, Request):
            use_language(message.language)
            queue.submit(message.slot, message.task, message.number)
        else:
            queue.cancel(*message.slots)
