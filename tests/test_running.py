"""How the tests themselves are run: the signals that their children hear."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.children import IGNORING_SIGNALS, finished

HERE = Path(__file__)
PYTEST = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider"]

TELL_IGNORED = "import signal; print(sorted(n for n in (1, 2, 3, 15) if signal.getsignal(n) == signal.SIG_IGN))"


def test_children_ignore_no_signal() -> None:
    assert finished([sys.executable, "-c", TELL_IGNORED]).stdout == "[]\n"


def test_children_ignore_no_signal_where_the_tests_do(tmp_path: Path) -> None:
    command = [*IGNORING_SIGNALS, *PYTEST, f"{HERE}::{test_children_ignore_no_signal.__name__}"]
    tests = finished(command, {**os.environ, "PYTEST_DEBUG_TEMPROOT": str(tmp_path)})
    assert "1 passed" in tests.stdout
    ignored = finished([*IGNORING_SIGNALS, sys.executable, "-c", TELL_IGNORED])
    assert ignored.stdout == "[1, 2, 3, 15]\n"
