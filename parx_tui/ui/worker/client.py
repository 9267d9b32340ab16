"""In the screen's process: hands tasks to the worker (``server``), which is started anew when it ends too soon."""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

from parx_tui.errors import QueryError
from parx_tui.i18n import _, language_in_use
from parx_tui.ui.worker.file_state import FileState, file_state
from parx_tui.ui.worker.inbox import ReplyInbox
from parx_tui.ui.worker.protocol import Cancel, Reply, Request, Task


class WorkerClient(ReplyInbox):
    """The ``Worker`` of another process."""

    def __init__(self, path: Path, memory_limit: str) -> None:
        super().__init__()
        self.path = path
        self.tracebacks: list[str] = []
        self._memory_limit = memory_limit
        self._number = 0
        self._file_state: FileState | None = None
        self._is_closed = False
        self._process = self._start()

    def submit(self, slot: str, task: Task | None) -> int:
        """Have a task done, or the file opened without any; return the number that its reply will bear."""
        if self._process.poll() is not None:
            self._end(self._process)
            self._process = self._start()
            if task is not None:
                self._send_request("open", None)
        return self._send_request(slot, task)

    def cancel(self, *slots: str) -> None:
        """Forget what is requested in some slots, stopping what is running."""
        for slot in slots:
            self._pending.pop(slot, None)
        self._send(Cancel(slots))

    def is_replaced(self) -> bool:
        """Tell whether the file is no longer the one that was opened."""
        return self._file_state is not None and file_state(self.path) != self._file_state

    def close(self) -> None:
        """End the process."""
        self._is_closed = True
        self._process.kill()
        self._end(self._process)

    def _start(self) -> subprocess.Popen[bytes]:
        # Modules are looked for where this process finds them. "-m" would look in the current folder first, and
        # run any file there that bears the name of a module.
        program = f"import sys; sys.path[:] = {sys.path!r}; from parx_tui.ui.worker.server import main; main()"
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", program, str(self.path), self._memory_limit],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A signal from the terminal is for the screen alone, whose end is the end of this one too.
            start_new_session=True,
        )
        # Each process has its own, so that the end of one is not told to those who wait for the next.
        self._pending: dict[str, int] = {}
        Thread(target=self._receive, args=(process, self._pending), name="replies", daemon=True).start()
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for a process that ends, and close what was written to it."""
        process.wait()
        if process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.close()

    def _send_request(self, slot: str, task: Task | None) -> int:
        self._number += 1
        self._pending[slot] = self._number
        self._send(Request(slot, self._number, task, language_in_use()))
        return self._number

    def _send(self, message: Request | Cancel) -> None:
        if self._process.stdin is not None:
            # That the process has ended is told to those who wait (see _receive).
            with suppress(BrokenPipeError):
                pickle.dump(message, self._process.stdin)
                self._process.stdin.flush()

    def _receive(self, process: subprocess.Popen[bytes], pending: dict[str, int]) -> None:
        """Deliver replies until the process ends; tell those who still wait if it ends before its time."""
        while process.stdout is not None:
            try:
                reply = pickle.load(process.stdout)
            except (EOFError, pickle.UnpicklingError):
                break
            if reply.traceback:
                self.tracebacks.append(reply.traceback)
            if reply.slot == "open" and reply.error is None:
                self._file_state = reply.value
            if pending.get(reply.slot) == reply.number:
                pending.pop(reply.slot, None)
            self._deliver(reply)
        if process.stdout is not None:
            process.stdout.close()
        if not self._is_closed:
            error = QueryError(
                _("The process that asks the database ended, perhaps for want of memory. Ask again, or for less.")
            )
            for slot, number in list(pending.items()):
                self._deliver(Reply(slot, number, error=error))
