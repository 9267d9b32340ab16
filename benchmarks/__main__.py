"""Measures the program on made-up databases and prints Markdown tables: ``make bench``.

    python -m benchmarks [--filings N]... [--runs R] [--folder DIR]

Databases are built in DIR when they are not there yet (else in a temporary folder), one for each
N (1,000,000 and 10,000,000 without). Times are medians; what is compared runs in turn, since a
machine's speed drifts.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from benchmarks import loading, terminal
from parx_tui.config import sample_path
from parx_tui.data.database import Database, open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.query_terms import query_terms
from parx_tui.data.reports import REPORTS

PROGRAM = [str(Path(sys.executable).parent / "parx-tui")]
BARE = [sys.executable, "-c", "import duckdb, click, csv"]
SIZES = (1_000_000, 10_000_000)
MOST_LOADS = 5
"""Runs of a load, which takes seconds."""

CITY, AGENCY, PERIOD = "M01", "M01.31", "2022-Q2"

LEVELS = {
    "cities": DrillPath(by="city", period=PERIOD),
    "levels of a city": DrillPath(by="level", city=CITY, period=PERIOD),
    "agencies of a city": DrillPath(by="agency", city=CITY, period=PERIOD),
    "fields of a city": DrillPath(by="field", city=CITY, period=PERIOD),
    "procedures of a city": DrillPath(by="procedure", city=CITY, period=PERIOD),
    "channels of an agency": DrillPath(by="channel", agency=AGENCY, period=PERIOD),
    "procedures of an agency": DrillPath(by="procedure", agency=AGENCY, period=PERIOD),
}

BY_HAND = Path(__file__).with_name("by_hand.sql").read_text("utf-8")
STRAIGHT = Path(__file__).with_name("straight.sql").read_text("utf-8")
KEYS = {
    "city": "city_id",
    "level": "level_id",
    "agency": "agency_id",
    "field": "field_id",
    "procedure": "procedure_id",
    "channel": "channel_id",
}


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--filings", type=int, action="append", help="size of a database; may be given again")
    parser.add_argument("--runs", type=int, default=11, help="counted runs of each measurement")
    parser.add_argument("--folder", type=Path, help="where databases are kept between runs")
    arguments = parser.parse_args()
    with kept_or_temporary(arguments.folder) as folder:
        sizes = arguments.filings or list(SIZES)
        paths = {size: build(folder, size) for size in sizes}
        say("\n## `--export drill` as a whole process, against importing duckdb, click and csv alone\n")
        say("| filings | export | bare import | ratio |\n| ---: | ---: | ---: | ---: |")
        for size, path in paths.items():
            export, bare = paired(
                lambda path=path: run([*PROGRAM, "--db", str(path), "--export", "drill"]),  # type: ignore[misc]
                lambda: run(BARE),
                arguments.runs,
            )
            say(f"| {size:,} | {milliseconds(export)} | {milliseconds(bare)} | {ratio(export, bare):.2f} |")
        on_screen = {"sample": sample_path(), f"{max(paths):,} filings": paths[max(paths)]}
        for line in terminal.report(on_screen, arguments.runs):
            say(line)
        say("\n## The drill query in a session, against the same sums taken straight from the filings\n")
        say("| filings | level | drill | straight | straight / drill |\n| ---: | --- | ---: | ---: | ---: |")
        for size, path in paths.items():
            with open_database(path, memory_limit="3GB") as database:
                for level, drill_path in LEVELS.items():
                    drill, straight = measure_level(database, drill_path, arguments.runs)
                    say(
                        f"| {size:,} | {level} | {milliseconds(drill)} | {milliseconds(straight)} "
                        f"| {ratio(straight, drill):.1f} |"
                    )
        say("\n## The drill query in a session, against the same table written by hand\n")
        say("| filings | drill | by hand | ratio |\n| ---: | ---: | ---: | ---: |")
        for size, path in paths.items():
            with open_database(path, memory_limit="3GB") as database:
                drill, by_hand = measure_by_hand(database, arguments.runs)
                say(f"| {size:,} | {milliseconds(drill)} | {milliseconds(by_hand)} | {ratio(drill, by_hand):.2f} |")
        for line in loading.report(paths, folder, min(arguments.runs, MOST_LOADS)):
            say(line)


@contextmanager
def kept_or_temporary(folder: Path | None) -> Iterator[Path]:
    """Yield the folder to build databases in, removed afterwards unless it was named."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory() as temporary:
            yield Path(temporary)


def build(folder: Path, filings: int) -> Path:
    """Return the path of a database of a size; when it is built for this, say how long that took."""
    path = folder / f"{filings}.duckdb"
    if not path.exists():
        start = time.perf_counter()
        run([*PROGRAM, "sample", str(path), "--filings", str(filings)])
        taken = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        size = path.stat().st_size / 1e6
        say(f"Built {filings:,} filings in {taken:.1f} s, at most {peak:.1f} GB of memory, {size:.1f} MB on disk.")
    return path


def measure_level(database: Database, path: DrillPath, runs: int) -> tuple[list[float], list[float]]:
    """Return the times of the drill query of a path, and of the same sums straight from the filings."""
    variables = query_terms(database, REPORTS["drill"], path, language="en").variables
    scope = "".join(
        f" and {column} = {variables[variable]}"
        for column, variable in (("agency.city_id", "ask_city_id"), ("agency_id", "ask_agency_id"))
        if variables[variable] is not None
    )
    statement = STRAIGHT.format(key=KEYS[path.by or "city"], scope=scope)
    return paired(
        lambda: database.query("drill", variables),
        lambda: database._connection.execute(statement).fetchall(),
        runs,
    )


def measure_by_hand(database: Database, runs: int) -> tuple[list[float], list[float]]:
    """Return the times of the drill by level of a city, and of a statement written by hand that gives the same rows."""
    path = DrillPath(by="level", city=CITY, period=PERIOD)
    variables = query_terms(database, REPORTS["drill"], path, language="en").variables
    statement = BY_HAND.format(city_id=variables["ask_city_id"], period=PERIOD)
    found, expected = database.query("drill", variables).rows, database._connection.execute(statement).fetchall()
    if not all(_is_like(*cells) for rows in zip(found, expected, strict=True) for cells in zip(*rows, strict=True)):
        raise ValueError("the statement written by hand gives other rows")
    return paired(
        lambda: database.query("drill", variables),
        lambda: database._connection.execute(statement).fetchall(),
        runs,
    )


def _is_like(one: object, other: object) -> bool:
    """Whether two cells are the same, whatever the types of their numbers."""
    if isinstance(one, int | Decimal) and isinstance(other, int | float | Decimal):
        return abs(float(one) - float(other)) < 0.0001
    return one == other


def paired(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[list[float], list[float]]:
    """Return the times in seconds of two things done in turn, after one uncounted turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(runs + 1):
        for place, action in enumerate((one, other)):
            start = time.perf_counter()
            action()
            if turn:
                times[place].append(time.perf_counter() - start)
    return times


def run(command: Sequence[str]) -> None:
    """Run a command to its end, its output thrown away."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARX_")}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the median of the ratios of two lists of times, pair by pair."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def milliseconds(times: Sequence[float]) -> str:
    """Return the median of times in seconds, as text."""
    return f"{statistics.median(times) * 1000:.0f} ms"


def say(line: str) -> None:
    """Print a line of the report at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
