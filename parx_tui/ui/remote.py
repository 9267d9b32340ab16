"""A session in a process of its own (``asker``), which is started anew when it ends before its time."""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

from parx_tui.errors import QueryError
from parx_tui.i18n import _, language_in_use
from parx_tui.ui.outcome import Ask, Cancel, FileState, Inbox, Outcome, Work, file_state


class RemoteSession(Inbox):
    """Asks a database through another process; see ``Asks``."""

    def __init__(self, path: Path, memory_limit: str) -> None:
        super().__init__()
        self.path = path
        self.tracebacks: list[str] = []
        self._memory_limit = memory_limit
        self._number = 0
        self._file_state: FileState | None = None
        self._is_closed = False
        self._process = self._start()

    def ask(self, slot: str, work: Work | None) -> int:
        """Have ``work`` done, or the file opened without any; return the number that its outcome will bear."""
        if self._process.poll() is not None:
            self._end(self._process)
            self._process = self._start()
            if work is not None:
                self._send_question("open", None)
        return self._send_question(slot, work)

    def cancel(self, *slots: str) -> None:
        """Forget what is asked in some slots, stopping what is running."""
        for slot in slots:
            self._asked.pop(slot, None)
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
        program = f"import sys; sys.path[:] = {sys.path!r}; from parx_tui.ui.asker import main; main()"
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", program, str(self.path), self._memory_limit],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A signal from the terminal is for the screen alone, whose end is the end of this one too.
            start_new_session=True,
        )
        # Each process has its own, so that the end of one is not told to those who wait for the next.
        self._asked: dict[str, int] = {}
        Thread(target=self._receive, args=(process, self._asked), name="outcomes", daemon=True).start()
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for a process that ends, and close what was written to it."""
        process.wait()
        if process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.close()

    def _send_question(self, slot: str, work: Work | None) -> int:
        self._number += 1
        self._asked[slot] = self._number
        self._send(Ask(slot, self._number, work, language_in_use()))
        return self._number

    def _send(self, message: Ask | Cancel) -> None:
        if self._process.stdin is not None:
            # That the process has ended is told to those who wait (see _receive).
            with suppress(BrokenPipeError):
                pickle.dump(message, self._process.stdin)
                self._process.stdin.flush()

    def _receive(self, process: subprocess.Popen[bytes], asked: dict[str, int]) -> None:
        """Deliver outcomes until the process ends; tell those who still wait if it ends before its time."""
        while process.stdout is not None:
            try:
                outcome = pickle.load(process.stdout)
            except (EOFError, pickle.UnpicklingError):
                break
            if outcome.traceback:
                self.tracebacks.append(outcome.traceback)
            if outcome.slot == "open" and outcome.error is None:
                self._file_state = outcome.value
            if asked.get(outcome.slot) == outcome.number:
                asked.pop(outcome.slot, None)
            self._deliver(outcome)
        if process.stdout is not None:
            process.stdout.close()
        if not self._is_closed:
            error = QueryError(
                _("The process that asks the database ended, perhaps for want of memory. Ask again, or for less.")
            )
            for slot, number in list(asked.items()):
                self._deliver(Outcome(slot, number, error=error))
