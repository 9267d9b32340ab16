"""The database of a session, asked on a thread of its own: one question at a time, the newest first.

Knows nothing of Textual: outcomes are delivered to a function that is called on the thread of the
session. The first question can be asked before there is a screen; its outcome is kept until then.
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
from parx_tui.ui.outcome import FileState, Inbox, Outcome, Work, file_state

INTERRUPTED_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done in a slot; without work, the file is to be opened."""

    slot: str
    number: int
    work: Work | None


class Session(Inbox):
    """An open database and the thread that asks it.

    Questions stand in slots. A newer job takes the place of the one in its slot, which is
    stopped if it is running; slots are answered in the order in which they were last asked.
    """

    def __init__(self, path: Path, memory_limit: str) -> None:
        super().__init__()
        self.path = path
        self._memory_limit = memory_limit
        self._waiting: dict[str, Job] = {}
        self._running: Job | None = None
        self._answering: Job | None = None
        self._database: Database | None = None
        self._open_error: ParxError | None = None
        self._file_state: FileState | None = None
        self._number = 0
        self._is_closed = False
        self._thread = Thread(target=self._run, name="session", daemon=True)
        self._thread.start()

    def ask(self, slot: str, work: Work | None, number: int | None = None) -> int:
        """Have ``work`` done, or the file opened without any; return the number that its outcome will bear.

        An outcome of opening holds the state of the file. ``number`` is one more than the last unless given.
        """
        with self._changed:
            self._number = self._number + 1 if number is None else number
            self._stop(slot)
            self._waiting[slot] = Job(slot, self._number, work)
            self._changed.notify()
            return self._number

    def cancel(self, *slots: str) -> None:
        """Forget what is asked in some slots, stopping what is running; nobody is told."""
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
        """Forget the job of a slot, waiting or running."""
        self._waiting.pop(slot, None)
        if self._running is not None and self._running.slot == slot:
            self._running = None
            self._interrupt()

    def _interrupt(self) -> None:
        """Stop what runs and is not wanted, again and again: DuckDB forgets what comes just as it begins a query."""
        with self._changed:
            is_stopped = self._is_closed or self._running is not self._answering
            if self._answering is None or not is_stopped or self._database is None:
                return
            self._database.interrupt()
            again = Timer(INTERRUPTED_EVERY, self._interrupt)
            again.daemon = True
            again.start()

    def _run(self) -> None:
        """Answer jobs until the session is closed; between them, make the views one by one."""
        has_views_to_make = False
        while True:
            with self._changed:
                job = self._waiting.pop(next(iter(self._waiting))) if self._waiting else None
                if self._is_closed:
                    break
                if job is None and not has_views_to_make:
                    self._changed.wait()
                    continue
                self._running = self._answering = job
                if self._database is not None:
                    self._database.resume()
            if job is None:
                has_views_to_make = self._make_view()
                continue
            outcome = self._answer(job)
            has_views_to_make = True
            with self._changed:
                is_wanted = self._running is job
                self._running = self._answering = None
            if is_wanted and outcome is not None:
                self._deliver(outcome)
        if self._database is not None:
            self._database.close()

    def _make_view(self) -> bool:
        """Make a view that later jobs are answered sooner with; return whether there are more to make."""
        try:
            return self._database is not None and self._database.make_next_view()
        except (Interrupted, ParxError):
            # Questions are answered without it too, and tell what is wrong with the file.
            return False

    def _answer(self, job: Job) -> Outcome | None:
        """Do the work of a job; ``None`` when it was stopped."""
        try:
            if job.work is None:
                self._open()
                return Outcome(job.slot, job.number, self._file_state)
            if self._database is None:
                return Outcome(job.slot, job.number, error=self._open_error)
            return Outcome(job.slot, job.number, job.work(self._database))
        except Interrupted:
            return None
        except ParxError as error:
            if job.work is None:
                self._open_error = error
            return Outcome(job.slot, job.number, error=error)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            failure = QueryError(_("Something unexpected went wrong: {reason}.").format(reason=reason))
            told = traceback.format_exc() if os.environ.get("PARX_DEBUG") == "1" else None
            return Outcome(job.slot, job.number, error=failure, traceback=told)

    def _open(self) -> None:
        """Open the file; its state is read first, so that one replaced meanwhile is noticed."""
        state = file_state(self.path)
        database = open_database(self.path, memory_limit=self._memory_limit)
        with self._changed:
            before, self._database = self._database, database
            self._file_state = state
        if before is not None:
            before.close()
