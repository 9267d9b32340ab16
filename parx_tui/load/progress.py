"""Telling how far a load has come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Protocol

import duckdb

POLL = 0.25
"""Seconds between two looks at how far DuckDB has come."""


class Progress(Protocol):
    """Shows the steps of a load."""

    def begin(self, step: str, rows: int | None) -> None:
        """Begin a step; ``rows`` is how many rows it goes through, as far as is known."""

    def reach(self, rows: int) -> None:
        """Tell how many rows of the step are done."""

    def end(self) -> None:
        """End the last step begun."""


class NoProgress:
    """Shows nothing."""

    def begin(self, step: str, rows: int | None) -> None:
        """Show nothing."""

    def reach(self, rows: int) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""


@contextmanager
def watched(progress: Progress, connection: duckdb.DuckDBPyConnection, step: str, rows: int | None) -> Iterator[None]:
    """Show a step in which DuckDB works: the share of a statement that it tells, in rows."""
    progress.begin(step, rows)
    ended = Event()

    def poll() -> None:
        furthest = 0
        while not ended.wait(POLL):
            try:
                share = min(connection.query_progress(), 100)
            except duckdb.Error:
                # The step was broken off, and the connection closed, while this one was waiting.
                return
            # Each statement of a step begins anew.
            furthest = max(furthest, int((rows or 0) * share / 100))
            if furthest:
                progress.reach(furthest)

    poller = Thread(target=poll, name="progress", daemon=True)
    poller.start()
    try:
        yield
    finally:
        ended.set()
        poller.join()
        progress.end()
