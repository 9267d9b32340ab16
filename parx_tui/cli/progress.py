"""How far a load has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from parx_tui.data.figures import count_text
from parx_tui.i18n import _, language_in_use
from parx_tui.load.progress import NoProgress, Progress
from parx_tui.messages import tell
from parx_tui.sanitize import clean

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


def tell_interrupted(database: Path, before: os.stat_result, *, already: str) -> None:
    """Say after Ctrl+C that a database is the file that it was ``before``, else ``already``."""
    is_as_before = os.path.samestat(before, database.stat())
    tell((_("Interrupted: {path} is as it was.") if is_as_before else already).format(path=database))


@contextmanager
def progress_for(stream: TextIO, *, is_quiet: bool) -> Iterator[Progress]:
    """Yield what shows progress on a stream as its kind allows."""
    if is_quiet:
        yield NoProgress()
    elif not stream.isatty():
        yield LineProgress()
    else:
        # Imported for a terminal alone: scripts need no bars, and wait for nothing.
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[rows]}", markup=False),
            TimeRemainingColumn(compact=True),
        )
        with Bars(*columns, console=Console(file=stream), transient=True) as bars:
            yield BarProgress(bars)


class LineProgress:
    """Tells each step in a line when it ends."""

    def begin(self, step: str, rows: int | None) -> None:
        """Remember the step."""
        self._step = step
        self._started = time.monotonic()

    def reach(self, rows: int) -> None:
        """Tell nothing in the middle of a step."""

    def end(self) -> None:
        """Tell the step and the time that it took."""
        taken = f"{time.monotonic() - self._started:.1f}"
        if language_in_use() == "vi":
            taken = taken.replace(".", ",")
        tell(_("{step}: {seconds} s").format(step=self._step, seconds=taken))


class BarProgress:
    """Draws a bar for the step at work, with rows and the time left."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._total: int | None = None

    def begin(self, step: str, rows: int | None) -> None:
        """Draw an empty bar, or one that only moves when the number of rows is not known."""
        self._total = rows
        self._task = self._bars.add_task(clean(step), total=rows, rows=self._text(0))

    def reach(self, rows: int) -> None:
        """Draw the bar up to a row."""
        if self._task is not None:
            self._bars.update(self._task, completed=rows, rows=self._text(rows))

    def end(self) -> None:
        """Take the bar away."""
        if self._task is not None:
            self._bars.remove_task(self._task)
            self._task = None

    def _text(self, rows: int) -> str:
        language = language_in_use()
        done = count_text(rows, language) if rows else ""
        return f"{done}/{count_text(self._total, language)}" if self._total else done
