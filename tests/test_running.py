"""How the tests are run: on which versions, what their children hear."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.children import IGNORING_SIGNALS, finished
from tests.requirements import parsed, requirements

HERE = Path(__file__)
ROOT = HERE.parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider"]

TELL_IGNORED = "import signal; print(sorted(n for n in (1, 2, 3, 15) if signal.getsignal(n) == signal.SIG_IGN))"


def test_what_decides_whether_tests_pass_is_bounded_and_what_the_program_needs_reaches_down() -> None:
    needed, tools = requirements()
    assert [tool["name"] for tool in tools if not tool["high"]] == []
    assert [library["name"] for library in needed if not library["low"]] == []


def test_every_requirement_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    for text in (requirement.string for group in requirements() for requirement in group):
        assert any(re.fullmatch(rf' +"{re.escape(text)}", +# .+', line) for line in lines), text


@pytest.mark.parametrize("text", ["click==8.1", "click>=8.1,!=8.2", "click>=8.1; python_version < '3.12'", "click[x]"])
def test_a_requirement_that_cannot_be_lifted_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parsed(["rich>=14.2", text])


def test_children_ignore_no_signal() -> None:
    assert finished([sys.executable, "-c", TELL_IGNORED]).stdout == "[]\n"


def test_children_ignore_no_signal_where_the_tests_do(tmp_path: Path) -> None:
    command = [*IGNORING_SIGNALS, *PYTEST, f"{HERE}::{test_children_ignore_no_signal.__name__}"]
    tests = finished(command, {**os.environ, "PYTEST_DEBUG_TEMPROOT": str(tmp_path)})
    assert "1 passed" in tests.stdout
    ignored = finished([*IGNORING_SIGNALS, sys.executable, "-c", TELL_IGNORED])
    assert ignored.stdout == "[1, 2, 3, 15]\n"
