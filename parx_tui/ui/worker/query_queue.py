"""In the worker's process: tasks done on a thread of their own, one at a time, newer ones in place of older.

Knows nothing of Textual: replies are delivered to a function that is called on that thread. The
first task can be handed over before there is anybody to receive them; its reply is kept until then.
"""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer

from parx_tui.data.database import Database, Interrupted, open_database
from parx_tui.errors import ParxError, QueryError
from parx_tui.i18n import _
from parx_tui.ui.worker.file_state import FileState, file_state
from parx_tui.ui.worker.inbox import ReplyInbox
from parx_tui.ui.worker.protocol import Reply, Task

INTERRUPTED_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class QueuedTask:
    """A task to be done in a slot; without one, the file is to be opened."""

    slot: str
    number: int
    task: Task | None


class QueryQueue(ReplyInbox):
    """An open database and the thread that does tasks on it, as a ``Worker``.

    A newer task takes the place of the one in its slot, which is stopped if it is running; slots
    have their turn in the order in which they were last filled.
    """

    def __init__(self, path: Path, memory_limit: str) -> None:
        super().__init__()
        self.path = path
        self._memory_limit = memory_limit
        self._waiting: dict[str, QueuedTask] = {}
        self._running: QueuedTask | None = None
        self._occupied_by: QueuedTask | None = None
        self._database: Database | None = None
        self._open_error: ParxError | None = None
        self._file_state: FileState | None = None
        self._number = 0
        self._is_closed = False
        self._thread = Thread(target=self._run, name="queries", daemon=True)
        self._thread.start()

    def submit(self, slot: str, task: Task | None, number: int | None = None) -> int:
        """Have a task done, or the file opened without any; return the number that its reply will bear.

        A reply to opening holds the state of the file. ``number`` is one more than the last unless given.
        """
        with self._changed:
            self._number = self._number + 1 if number is None else number
            self._stop(slot)
            self._waiting[slot] = QueuedTask(slot, self._number, task)
            self._changed.notify()
            return self._number

    def cancel(self, *slots: str) -> None:
        """Forget what is requested in some slots, stopping what is running; nobody is told."""
        with self._changed:
            for slot in slots:
                self._stop(slot)

    def is_replaced(self) -> bool:
        """Tell whether the file is no longer the one that was opened."""
        state = file_state(self.path)
        return self._file_state is not None and state != self._file_state

    def close(self) -> None:
        """Stop what is running and let go of the file."""
        with self._changed:
            self._is_closed = True
            self._waiting.clear()
            self._interrupt()
            self._changed.notify()
        self._thread.join(timeout=1)

    def _stop(self, slot: str) -> None:
        """Forget the task of a slot, waiting or running."""
        self._waiting.pop(slot, None)
        if self._running is not None and self._running.slot == slot:
            self._running = None
            self._interrupt()

    def _interrupt(self) -> None:
        """Stop what runs and is not wanted, again and again: DuckDB forgets what comes just as it begins a query."""
        with self._changed:
            is_stopped = self._is_closed or self._running is not self._occupied_by
            if self._occupied_by is None or not is_stopped or self._database is None:
                return
            self._database.interrupt()
            again = Timer(INTERRUPTED_EVERY, self._interrupt)
            again.daemon = True
            again.start()

    def _run(self) -> None:
        """Do tasks until the queue is closed."""
        while True:
            with self._changed:
                while not (self._waiting or self._is_closed):
                    self._changed.wait()
                if self._is_closed:
                    break
                queued = self._waiting.pop(next(iter(self._waiting)))
                self._running = self._occupied_by = queued
                if self._database is not None:
                    self._database.resume()
            reply = self._reply_to(queued)
            with self._changed:
                is_wanted = self._running is queued
                self._running = self._occupied_by = None
            if is_wanted and reply is not None:
                self._deliver(reply)
        if self._database is not None:
            self._database.close()

    def _reply_to(self, queued: QueuedTask) -> Reply | None:
        """Do a task; ``None`` when it was stopped."""
        try:
            if queued.task is None:
                self._open()
                return Reply(queued.slot, queued.number, self._file_state)
            if self._database is None:
                return Reply(queued.slot, queued.number, error=self._open_error)
            return Reply(queued.slot, queued.number, queued.task(self._database))
        except Interrupted:
            return None
        except ParxError as error:
            if queued.task is None:
                self._open_error = error
            return Reply(queued.slot, queued.number, error=error)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            failure = QueryError(_("Something unexpected went wrong: {reason}.").format(reason=reason))
            told = traceback.format_exc() if os.environ.get("PARX_DEBUG") == "1" else None
            return Reply(queued.slot, queued.number, error=failure, traceback=told)

    def _open(self) -> None:
        """Open the file; its state is read first, so that one replaced meanwhile is noticed."""
        state = file_state(self.path)
        database = open_database(self.path, memory_limit=self._memory_limit)
        with self._changed:
            before, self._database = self._database, database
            self._file_state = state
        if before is not None:
            before.close()
