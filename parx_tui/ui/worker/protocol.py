"""What screen and worker say to each other: requests to do a task on the database, and the replies to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from parx_tui.data.database import Database
from parx_tui.errors import ParxError
from parx_tui.i18n import Language

Task = Callable[[Database], object]
"""A function of the open database; what it returns must be fit to be sent through a pipe, as it is itself."""


@dataclass(frozen=True, slots=True)
class Request:
    """Have a task done in a slot, or without one the file opened, and speak ``language`` from now on."""

    slot: str
    number: int
    task: Task | None
    language: Language


@dataclass(frozen=True, slots=True)
class Cancel:
    """Forget what is requested in some slots."""

    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a request: ``value``, or the ``error`` that stopped it.

    ``number`` is that of the request. ``traceback`` is that of an unexpected error, when
    ``PARX_DEBUG=1`` asks for it.
    """

    slot: str
    number: int
    value: object = None
    error: ParxError | None = None
    traceback: str | None = None


Receiver = Callable[[Reply], None]


class Worker(Protocol):
    """Whoever does tasks on a database, in this process or another.

    Requests stand in slots. A newer request takes the place of the one in its slot, which is
    stopped if it is running; nobody is told of it then.
    """

    path: Path

    def submit(self, slot: str, task: Task | None) -> int:
        """Have a task done, or the file opened without any; return the number that its reply will bear."""

    def cancel(self, *slots: str) -> None:
        """Forget what is requested in some slots, stopping what is running."""

    def deliver_to(self, receiver: Receiver) -> None:
        """Deliver replies to a function from now on."""

    def is_replaced(self) -> bool:
        """Tell whether the file is no longer the one that was opened."""

    def close(self) -> None:
        """Stop what is running and let go of the file."""
