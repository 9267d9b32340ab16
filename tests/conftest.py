"""What every test gets: its own environment, a copy of the sample, and a way to run the command line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from parx_tui import config
from parx_tui.cli.run import run
from parx_tui.data.database import Database, open_database
from parx_tui.i18n import use_language
from tests.children import default_signals
from tests.depth import without_most_cases

# Properties are tried on the same examples everywhere, however fast the machine is.
settings.register_profile(
    "parx-tui",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("parx-tui")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many tests run at one time: more than there are processors, since loads wait for the disk."""
    return max(2, len(os.sched_getaffinity(0)) * 3 // 2)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave most cases of slow tests to a deeper run, unless they are asked for by name."""
    if any("::" in argument for argument in config.args):
        return
    items[:], left = without_most_cases(items)
    config.hook.pytest_deselected(items=left)


@dataclass(frozen=True)
class Outcome:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str

    def records(self) -> list[dict[str, str]]:
        """Return standard output, read as CSV."""
        import csv
        import io

        return list(csv.DictReader(io.StringIO(self.out, newline="")))


Cli = Callable[..., Outcome]


@pytest.fixture(scope="session", autouse=True)
def _default_signals() -> Iterator[None]:
    """Start every child with default signals, whoever starts it: a test, the program, multiprocessing."""
    with default_signals():
        yield


@pytest.fixture(autouse=True)
def _own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the developer's settings out of the tests, and the tests out of the developer's folders."""
    for variable in list(os.environ):
        if variable.startswith(("PARX_", "LC_")) or variable in ("LANG", "LANGUAGE", "XDG_CONFIG_HOME"):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en")
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample that ships with the package."""
    copy = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    shutil.copy(config.sample_path(), copy)
    return copy


@pytest.fixture
def sample(sample_path: Path) -> Iterator[Database]:
    """The sample, opened."""
    with open_database(sample_path, memory_limit="2GB") as database:
        yield database


@pytest.fixture
def cli(sample_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run the command line on the sample, in English, in this process."""
    monkeypatch.setenv("PARX_DB", str(sample_path))
    monkeypatch.setenv("PARX_LANG", "en")

    def call(*arguments: str) -> Outcome:
        capsysbinary.readouterr()
        code = run(arguments)
        captured = capsysbinary.readouterr()
        return Outcome(int(code), captured.out.decode(), captured.err.decode())

    return call
