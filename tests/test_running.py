"""How the tests are run: on which versions, what their children hear, how long each takes, what warnings do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
from pathlib import Path
from types import ModuleType

import pytest

from tests.children import IGNORING_SIGNALS, finished
from tests.depth import deepens, only_deep
from tests.requirements import parsed, requirements

ROOT = Path(__file__).parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]

TELL_IGNORED = "import signal; print(sorted(n for n in (1, 2, 3, 15) if signal.getsignal(n) == signal.SIG_IGN))"

HANGING = """
import itertools
import sys
from pathlib import Path

from tests.children import started

def test_waiting():
    with started([sys.executable, "-c", "import signal; signal.pause()"]) as child:
        Path(__file__).with_name("child").write_text(str(child.pid))
        child.wait()

def test_deaf():
    # No signal is heard in this sum.
    sum(itertools.repeat(0))

def test_next():
    pass
"""


def run_tests(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tests as the project's are run, with a folder of their own and nothing that was asked of these."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return finished(arguments, {**others, "PYTEST_DEBUG_TEMPROOT": str(folder), "PYTHONPATH": str(ROOT)})


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
    one = f"{__file__}::{test_children_ignore_no_signal.__name__}"
    assert "1 passed" in run_tests(tmp_path, *IGNORING_SIGNALS, *PYTEST, "-n", "0", one).stdout
    ignored = finished([*IGNORING_SIGNALS, sys.executable, "-c", TELL_IGNORED])
    assert ignored.stdout == "[1, 2, 3, 15]\n"


def test_every_test_has_a_time_limit(pytestconfig: pytest.Config) -> None:
    limit = float(pytestconfig.getini("timeout"))
    assert 0 < limit < float(pytestconfig.getini("faulthandler_timeout"))
    assert pytestconfig.getini("faulthandler_exit_on_timeout")


@only_deep
@deepens
def test_a_test_that_hangs_fails_and_the_next_is_run(tmp_path: Path) -> None:
    (tmp_path / "test_hanging.py").write_text(HANGING)
    limits = ["-o", "timeout=2", "-o", "faulthandler_timeout=5"]
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), *limits]
    outcome = run_tests(tmp_path, *PYTEST, "-n", "1", *settings, str(tmp_path))
    assert "2 failed, 1 passed" in outcome.stdout, outcome.stdout
    child = int((tmp_path / "child").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def library(name: str) -> ModuleType:
    """Return a module of a name, whose ``warn`` blames itself (1) or whoever calls it (2)."""
    module = ModuleType(name)
    code = "import warnings\ndef warn(level): warnings.warn('going away', DeprecationWarning, stacklevel=level)"
    exec(code, vars(module))
    return module


@pytest.mark.parametrize("name", ["click.core", "rich", "lxml.html", "tomlkit.api", "parx_tui_plugin", "_pytest.tests"])
def test_a_library_may_warn_itself_but_not_the_project(name: str) -> None:
    with warnings.catch_warnings(record=True) as told:
        library(name).warn(1)
    assert [str(warning.message) for warning in told] == ["going away"]
    with pytest.raises(DeprecationWarning, match="going away"):
        library(name).warn(2)


@pytest.mark.parametrize("name", ["parx_tui", "parx_tui.cli.run", "tests.conftest", "benchmarks"])
@pytest.mark.parametrize("category", [DeprecationWarning, UserWarning, ResourceWarning])
def test_no_part_of_the_project_warns(name: str, category: type[Warning]) -> None:
    with pytest.raises(category):
        warnings.warn_explicit("going away", category, "file.py", 1, name)
