"""Questions and their outcomes as they travel between the screen and whoever asks the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from typing import Protocol

from parx_tui.data.database import Database
from parx_tui.errors import ParxError
from parx_tui.i18n import Language

Work = Callable[[Database], object]
FileState = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: ``value``, or the ``error`` that stopped it.

    ``number`` is that of the question. ``traceback`` is that of an unexpected error, when
    ``PARX_DEBUG=1`` asks for it.
    """

    slot: str
    number: int
    value: object = None
    error: ParxError | None = None
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Have work done in a slot, and speak ``language`` from now on."""

    slot: str
    number: int
    work: Work | None
    language: Language


@dataclass(frozen=True, slots=True)
class Cancel:
    """Forget what is asked in some slots."""

    slots: tuple[str, ...]


Deliver = Callable[[Outcome], None]


class Inbox:
    """Outcomes on their way to a receiver; kept until there is one."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._receiver: Deliver | None = None
        self._kept: list[Outcome] = []

    def deliver_to(self, receiver: Deliver) -> None:
        """Deliver outcomes to a function from now on, and those that nobody has received yet."""
        with self._changed:
            kept, self._kept = self._kept, []
            self._receiver = receiver
        for outcome in kept:
            receiver(outcome)

    def wait_for(self, number: int, seconds: float | None = None) -> Outcome | None:
        """Return the outcome of a question that nobody has received yet; ``None`` when it takes too many seconds."""

        def found() -> Outcome | None:
            return next((outcome for outcome in self._kept if outcome.number == number), None)

        with self._changed:
            return self._changed.wait_for(found, seconds)

    def _deliver(self, outcome: Outcome) -> None:
        with self._changed:
            receiver = self._receiver
            if receiver is None:
                self._kept.append(outcome)
                self._changed.notify_all()
        if receiver is not None:
            receiver(outcome)


class Asks(Protocol):
    """Whoever answers questions about a database, in this process or another.

    Questions stand in slots. A newer question takes the place of the one in its slot, which is
    stopped if it is running; nobody is told of it then.
    """

    path: Path

    def ask(self, slot: str, work: Work | None) -> int:
        """Have ``work`` done, or the file opened without any; return the number that its outcome will bear."""

    def cancel(self, *slots: str) -> None:
        """Forget what is asked in some slots, stopping what is running."""

    def deliver_to(self, receiver: Deliver) -> None:
        """Deliver outcomes to a function from now on."""

    def is_replaced(self) -> bool:
        """Tell whether the file is no longer the one that was opened."""

    def close(self) -> None:
        """Stop what is running and let go of the file."""


def file_state(path: Path) -> FileState | None:
    """Return what tells one file at a path from another, ``None`` when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
