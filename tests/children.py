"""Processes that tests start: with the signals that a terminal gives, and ended when the test fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

PROGRAM = [sys.executable, "-m", "parx_tui"]

IGNORING_SIGNALS = ("/bin/sh", "-c", 'trap "" HUP INT QUIT TERM; exec "$@"', "sh")
"""Starts a command as ``nohup`` does, which has it ignore HUP, and as a script does in the background: INT, QUIT."""

ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""Signals that a session or a script may have its commands ignore."""


def environment(home: Path, database: Path, **more: str) -> dict[str, str]:
    """Return an environment without the developer's settings, in which the program speaks English."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "VIRTUAL_ENV", "PYTHONPATH")}
    return {**kept, "HOME": str(home), "PARX_DB": str(database), "PARX_LANG": "en", **more}


@contextmanager
def default_signals() -> Iterator[None]:
    """Have every process that is started in the block take signals as one started from a terminal does.

    A signal that this process ignores, as one in the background of a script does Ctrl+C, its children
    would ignore too. One that it hears and does nothing about ends them.
    """
    ignored = [number for number in ENDING if signal.getsignal(number) == signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, do_nothing)
    try:
        yield
    finally:
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)


def do_nothing(_number: int, _frame: FrameType | None) -> None:
    """Hear a signal and go on."""


@contextmanager
def started(
    arguments: Sequence[str], settings: Mapping[str, str] | None = None, *, encoding: str = "utf-8"
) -> Iterator[subprocess.Popen[str]]:
    """Yield a process in an environment, with pipes to it; wait for its end, or end it when the block fails."""
    with subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding=encoding,
        env=settings,
    ) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def finished(
    arguments: Sequence[str], settings: Mapping[str, str] | None = None, *, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    """Run a process in an environment to its end; return its exit code and what it said."""
    with started(arguments, settings, encoding=encoding) as process:
        out, err = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def line_of(process: subprocess.Popen[str], stream: str = "out") -> str:
    """Return the next line that a process says."""
    said = process.stdout if stream == "out" else process.stderr
    assert said is not None
    return said.readline().strip()
