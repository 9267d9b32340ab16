"""Driving the text UI without a terminal: opened at a size, keys pressed, the screen read as text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.i18n import language_in_use
from parx_tui.ui.app import ParxApp
from parx_tui.ui.keys import bound_keys
from parx_tui.ui.screens.table import TableScreen
from parx_tui.ui.terminal import Appearance
from parx_tui.ui.worker.query_queue import QueryQueue
from parx_tui.ui.worker.tasks import table_task

APPEARANCE = Appearance(theme="dark", ascii=False, mouse=False, low_bandwidth=False)
TOLD_APART = 8
"""Letters by which the trend of a row is known."""

PATIENCE = 30.0


@dataclass
class Driver:
    """A running text UI."""

    app: ParxApp
    pilot: Pilot[int]

    @property
    def table(self) -> TableScreen:
        """The screen with the table, also while something lies over it."""
        return self.app.table

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once what the one before asked for is there."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text as it stands."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def settle(self) -> None:
        """Wait until every answer is there and drawn."""
        async with asyncio.timeout(PATIENCE):
            await self.pilot.pause()
            while self.table._handlers and self.app.is_running:
                await asyncio.sleep(0.002)
                await self.pilot.pause()

    @property
    def has_trend(self) -> bool:
        """Whether a trend is in sight, or will be once the cursor rests."""
        here = self.table.here
        is_covered = self.app.screen is not self.table
        is_high = self.app.size.height >= 18
        return here is not None and REPORTS[here.question.report].is_drilled and is_high and not is_covered

    async def trend(self) -> None:
        """Wait until the trend of the row is there, which is asked for once the cursor rests."""
        async with asyncio.timeout(PATIENCE):
            # That of the row before may still stand there.
            while not self.shown("trend").startswith(self.cursor[:TOLD_APART]):
                await asyncio.sleep(0.01)

    @property
    def lines(self) -> list[str]:
        """The screen as lines of text."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def shown(self, name: str) -> str:
        """Return one of the lines around the table."""
        return self.table.lines(name).text

    @property
    def hint(self) -> str:
        """What is told below the table, in one line wherever its own lines end."""
        return " ".join(self.shown("hint").split())

    @property
    def cursor(self) -> str:
        """The first cell of the row that the cursor stands on."""
        grid = self.table.grid
        return grid.content.columns[0].cell(grid.position.row)[0]

    async def go_to(self, name: str) -> None:
        """Put the cursor on the row whose first cell is ``name``."""
        grid = self.table.grid
        rows = [row for row in range(grid.content.length) if grid.content.columns[0].cell(row)[0] == name]
        assert rows, (name, self.text)
        grid.move(rows=rows[0] - grid.position.row)
        await self.settle()


@asynccontextmanager
async def opened(
    path: Path,
    question: Question,
    *,
    size: tuple[int, int] = (80, 24),
    appearance: Appearance = APPEARANCE,
    keys: dict[str, str] | None = None,
) -> AsyncIterator[Driver]:
    """Open the text UI on a database, settled on the answer to a question."""
    queue = QueryQueue(path, "2GB")
    queue.submit("open", None)
    awaited = queue.submit("table", table_task(question, language_in_use()))
    app = ParxApp(queue, appearance, bound_keys(keys or {}), awaited)
    try:
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            yield driver
    finally:
        queue.close()
