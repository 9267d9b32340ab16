"""Measures the text UI on a pseudo-terminal: the first data, a step of a drill, the bytes on the line.

Part of ``make bench``. Output is recorded while it comes and brought onto a screen afterwards, so
that drawing it slows nothing down; the time of a step ends when the bytes arrive after which the
screen shows the new table: its way at the top, its heading and its first row.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tests.terminal import BACKSPACE, DOWN, ENTER, ESCAPE, Terminal

PROGRAM = [str(Path(sys.executable).parent / "parx-tui")]
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PARX_LANG": "en", "TERM": "xterm-256color"}

BARE_APP = """
from textual.app import App
from textual.widgets import DataTable

class Bare(App):
    def compose(self):
        yield DataTable()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns(*(f"head {column}" for column in range(9)))
        for row in range(50):
            table.add_row(*(f"row {row}.{column}" for column in range(9)))

Bare().run()
"""

LEVELS = ("City", "Level", "Agency", "Field", "Procedure")
INTO = tuple(f"Enter, to the table by {level.lower()}" for level in LEVELS[1:])
BACK, OUT = "Backspace, back out", "Esc, back out"
ROWS_IN_SIGHT = 15
ROW = r"\S.* \d.* \d"
"""A row of a table: a name and figures."""

QUIET = 0.4
"""Seconds without output after which a step is over: a trend comes 0.15 s after the cursor rests."""

VIEWS_MADE_AFTER = 2.0
"""Seconds after the first answer in which the session makes its views, several times what that takes."""


@dataclass
class Steps:
    """What was measured of one kind of step: seconds until the table is there, and bytes until all is quiet."""

    seconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)


def report(databases: Mapping[str, Path], runs: int) -> Iterator[str]:
    """Yield the lines of the report on some databases, given by the names to be printed."""
    yield "\n## The first data on the screen, against a bare Textual program with a table of 50 rows\n"
    yield "| database | parx-tui | bare Textual | ratio | bytes |\n| --- | ---: | ---: | ---: | ---: |"
    for name, path in databases.items():
        ours, bare = measure_start(path, runs)
        pairs = zip(ours.seconds, bare.seconds, strict=True)
        ratio = statistics.median(one / other for one, other in pairs)
        yield (
            f"| {name} | {milliseconds(ours.seconds)} | {milliseconds(bare.seconds)} | {ratio:.2f} "
            f"| {size(ours.sizes)} |"
        )
    yield "\n## A step of a drill, from the key to the table on the screen\n"
    yield "| database | step | median | slowest | bytes | most |\n| --- | --- | ---: | ---: | ---: | ---: |"
    for name, path in databases.items():
        found = measure_steps(path, runs)
        every = Steps()
        for step in INTO:
            every.seconds += found[step].seconds
            every.sizes += found[step].sizes
        for step, steps in {"Enter, whatever table": every, **found}.items():
            times = f"{milliseconds(steps.seconds)} | {max(steps.seconds) * 1000:.0f} ms" if steps.seconds else "| "
            yield f"| {name} | {step} | {times} | {size(steps.sizes)} | {max(steps.sizes):,} |"


def measure_start(path: Path, runs: int) -> tuple[Steps, Steps]:
    """Return what it takes from starting the program to its first data, and the same of a bare program, in turn."""
    ours, bare = Steps(), Steps()
    for turn in range(runs + 1):
        for steps, command, head, row in (
            (ours, [*PROGRAM, "--db", str(path)], "City ", ROW),
            (bare, [sys.executable, "-c", BARE_APP], " head 0", r" row 0\.0 "),
        ):
            with Terminal(command, ENVIRONMENT) as terminal:
                output = terminal.settle(QUIET)
                seconds = wait_for_row(terminal, head, row) - terminal.started
            if turn:
                steps.seconds.append(seconds)
                steps.sizes.append(len(output))
    return ours, bare


def measure_steps(path: Path, runs: int) -> dict[str, Steps]:
    """Return what every kind of step takes: down to the procedures of a field and back, another way each time."""
    names = (*INTO, BACK, OUT, "cursor down", "a second of waiting")
    found = {name: Steps() for name in names}
    with Terminal([*PROGRAM, "--db", str(path)], ENVIRONMENT) as terminal:
        terminal.settle(VIEWS_MADE_AFTER)
        for turn in range(runs + 1):
            # The first turn is not counted.
            kept = found if turn else {name: Steps() for name in names}
            for name, level, row in zip(INTO, LEVELS[1:], (0, turn % 3, turn, 0), strict=True):
                go_down(terminal, row)
                take_step(terminal, ENTER, level, kept[name])
            name, key = (OUT, ESCAPE) if turn % 2 else (BACK, BACKSPACE)
            for level in reversed(LEVELS[:-1]):
                take_step(terminal, key, level, kept[name])
        take_step(terminal, ENTER, LEVELS[1], Steps())
        go_down(terminal, 2)
        take_step(terminal, ENTER, LEVELS[2], Steps())
        for _row in range(2 * ROWS_IN_SIGHT):
            terminal.send(DOWN)
            found["cursor down"].sizes.append(len(terminal.settle(QUIET)))
        found["a second of waiting"].sizes.append(len(terminal.listen(1.0)))
    return found


def go_down(terminal: Terminal, rows: int) -> None:
    """Move the cursor down from the first row and wait until all is quiet."""
    if rows:
        terminal.send(DOWN * rows)
        terminal.settle(QUIET)


def take_step(terminal: Terminal, key: bytes, level: str, steps: Steps) -> None:
    """Type a key and record what it takes until the table of a level is there."""
    before = terminal.lines[0]
    start = time.perf_counter()
    terminal.send(key)
    sent = terminal.settle(QUIET)
    arrived = wait_for_row(terminal, f"{level} ", ROW, before)
    steps.seconds.append(arrived - start)
    steps.sizes.append(len(sent))


def wait_for_row(terminal: Terminal, head: str, row: str, crumbs_before: str | None = None) -> float:
    """Return when the output came after which a first row is on the screen, below its heading.

    Where the crumbs before are given, others must be there too.
    """

    def is_there(lines: list[str]) -> bool:
        is_elsewhere = crumbs_before is None or (lines[0] != "" and lines[0] != crumbs_before)
        return is_elsewhere and any(line.startswith(head) and re.match(row, below) for line, below in pairwise(lines))

    return terminal.wait_for(is_there)


def milliseconds(times: Sequence[float]) -> str:
    """Return the median of times in seconds, as text."""
    return f"{statistics.median(times) * 1000:.0f} ms"


def size(sizes: Sequence[int]) -> str:
    """Return the median of numbers of bytes, as text."""
    return f"{statistics.median(sizes):,.0f}"
