"""The database of a session, asked on a thread of its own: one question at a time, the newest first.

Knows nothing of Textual: outcomes are delivered to a function that is called on the thread of the
session. The first question can be asked before there is a screen; its outcome is kept until then.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import cast

from parx_tui.data.database import Database, Interrupted, open_database
from parx_tui.errors import ParxError, QueryError
from parx_tui.i18n import _

Work = Callable[[Database], object]
FileState = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: ``value``, or the ``error`` that stopped it. ``number`` is that of the job."""

    slot: str
    number: int
    value: object = None
    error: ParxError | None = None


Deliver = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done in a slot; without work, the file is to be opened."""

    slot: str
    number: int
    work: Work | None


class Session:
    """An open database and the thread that asks it.

    Questions stand in slots. A newer job takes the place of the one in its slot, which is
    stopped if it is running; slots are answered in the order in which they were last asked.
    ``tracebacks`` keeps those of unexpected errors when ``PARX_DEBUG=1`` asks for them.
    """

    def __init__(self, path: Path, memory_limit: str) -> None:
        self.path = path
        self.tracebacks: list[str] = []
        self._memory_limit = memory_limit
        self._changed = Condition()
        self._waiting: dict[str, Job] = {}
        self._running: Job | None = None
        self._database: Database | None = None
        self._file_state: FileState | None = None
        self._number = 0
        self._receiver: Deliver | None = None
        self._kept: list[Outcome] = []
        self._is_closed = False
        self._thread = Thread(target=self._run, name="session", daemon=True)
        self._thread.start()

    def deliver_to(self, receiver: Deliver) -> None:
        """Deliver outcomes to a function from now on, and those that nobody has received yet."""
        with self._changed:
            kept, self._kept = self._kept, []
            self._receiver = receiver
        for outcome in kept:
            receiver(outcome)

    def ask(self, slot: str, work: Work | None) -> int:
        """Have ``work`` done; return the number that its outcome will bear."""
        with self._changed:
            self._number += 1
            self._stop(slot)
            self._waiting[slot] = Job(slot, self._number, work)
            self._changed.notify()
            return self._number

    def cancel(self, *slots: str) -> None:
        """Forget what is asked in some slots, stopping what is running; nobody is told."""
        with self._changed:
            for slot in slots:
                self._stop(slot)

    def open(self) -> int:
        """Open the file, in place of the database that is open; that stays open when it fails."""
        return self.ask("open", None)

    def wait_for(self, number: int, seconds: float | None) -> Outcome | None:
        """Return the outcome of a question that nobody has received yet; ``None`` when it takes too many seconds."""

        def found() -> Outcome | None:
            return next((outcome for outcome in self._kept if outcome.number == number), None)

        with self._changed:
            return self._changed.wait_for(found, seconds)

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
        if self._database is not None:
            self._database.interrupt()

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
                self._running = job
                if self._database is not None:
                    self._database.resume()
            if job is None:
                has_views_to_make = self._make_view()
                continue
            outcome = self._answer(job)
            has_views_to_make = True
            with self._changed:
                is_wanted = self._running is job and outcome is not None
                self._running = None
                receiver = self._receiver
                if is_wanted and receiver is None:
                    self._kept.append(cast(Outcome, outcome))
                    self._changed.notify_all()
            if is_wanted and receiver is not None:
                receiver(cast(Outcome, outcome))
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
                return Outcome(job.slot, job.number)
            if self._database is None:
                # The file could not be opened, and the one who asked for that has been told.
                return None
            return Outcome(job.slot, job.number, job.work(self._database))
        except Interrupted:
            return None
        except ParxError as error:
            return Outcome(job.slot, job.number, error=error)
        except Exception as error:
            if os.environ.get("PARX_DEBUG") == "1":
                self.tracebacks.append(traceback.format_exc())
            reason = f"{type(error).__name__}: {error}"
            failure = QueryError(_("Something unexpected went wrong: {reason}.").format(reason=reason))
            return Outcome(job.slot, job.number, error=failure)

    def _open(self) -> None:
        """Open the file; its state is read first, so that one replaced meanwhile is noticed."""
        state = file_state(self.path)
        database = open_database(self.path, memory_limit=self._memory_limit)
        with self._changed:
            before, self._database = self._database, database
            self._file_state = state
        if before is not None:
            before.close()


def file_state(path: Path) -> FileState | None:
    """Return what tells one file at a path from another, ``None`` when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
