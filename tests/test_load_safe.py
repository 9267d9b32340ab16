"""Whatever happens in the middle of a load, the database is as it was before or as it is after, and stays readable."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import resource
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from parx_tui.cli.run import run
from parx_tui.data.database import connect, open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.errors import ExitCode
from parx_tui.load.store import build
from parx_tui.load.store.publish import holding, previous_path, undone_path
from tests.children import PROGRAM, environment, line_of, started
from tests.conftest import Cli
from tests.depth import deepens, only_deep, some
from tests.office_files import (
    OFFICE_NAME,
    PENDING,
    RESOLVED,
    Content,
    Told,
    content,
    filings_csv,
    load,
    office,
    rows_of,
)

FORKS = multiprocessing.get_context("forkserver")
# The server imports what a load needs, DuckDB above all, once; what it forks has no threads yet.
FORKS.set_forkserver_preload([__name__, "parx_tui.cli.load"])

TOGETHER = 2
"""Forked processes at work at one time."""

LONGEST = 60
"""Seconds after which a forked process that does not end is killed."""

EVERY_STATEMENT = 20
"""Of the statements of a load, each so many is one at which it is killed: no file changes its name between them."""

KNOWN = [
    Told("H26.02-220301-0001", date(2022, 3, 1), due=date(2022, 3, 10)),
    Told("H26.02-220302-0002", date(2022, 3, 2), due=date(2022, 3, 10), completed=date(2022, 3, 9), status=RESOLVED),
]
LATER = [
    Told("H26.02-220301-0001", date(2022, 3, 1), due=date(2022, 3, 20)),
    Told("HS/3", date(2022, 3, 16), unit="Sở Tư pháp", procedure="2.000002", status=PENDING),
]


@dataclass(frozen=True, slots=True)
class Case:
    """A database into which ``known.csv`` was loaded, and ``later.csv``, which is to be."""

    folder: Path
    log: Path

    @property
    def database(self) -> Path:
        """The database."""
        return self.folder / OFFICE_NAME

    @property
    def later(self) -> Path:
        """The file to be loaded."""
        return self.folder / "later.csv"

    @property
    def arguments(self) -> list[str]:
        """The command that loads it."""
        return ["load", str(self.later), "--db", str(self.database)]

    def names(self) -> set[str]:
        """Return the names of all that lies in the folder."""
        return {path.name for path in self.folder.iterdir()}


RANDOM_LETTERS = re.compile(r"(?<=\.)\w{8}(?=\.)")
"""What tells the names of files apart that a load makes on its way."""

TIDY = {OFFICE_NAME, f"{OFFICE_NAME}.previous", "known.csv", "later.csv"}
"""What may lie in the folder of a case."""


@dataclass(frozen=True, slots=True)
class Story:
    """Cases that are all alike, and what their database holds before and after the load."""

    origin: Path
    folder: Path
    before: Content
    after: Content

    def case(self, name: str) -> Case:
        """Return a new case."""
        shutil.copytree(self.origin, self.folder / name)
        return Case(self.folder / name, self.folder / f"{name}.log")

    def cases(self, number: int, prefix: str) -> list[Case]:
        """Return so many new cases."""
        return [self.case(f"{prefix}{place}") for place in range(number)]

    def unlike(self, cases: Sequence[Case]) -> list[Case]:
        """Return cases of which no two have the same kinds of files in their folders, and the same database."""
        kinds = {}
        for case in cases:
            names = frozenset(RANDOM_LETTERS.sub("", name) for name in case.names())
            kept = previous_path(case.database).read_bytes()
            kinds[names, self.is_before(case), hash(kept)] = case
        return list(kinds.values())

    def is_before(self, case: Case) -> bool:
        """Whether the database of a case is the very file that it was."""
        return case.database.read_bytes() == (self.origin / OFFICE_NAME).read_bytes()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as every case begins with it."""
    folder = tmp_path_factory.mktemp("origin")
    database = office(folder)
    load(database, filings_csv(folder / "known.csv", KNOWN), covered_to=date(2022, 3, 15))
    filings_csv(folder / "later.csv", LATER)
    return folder


@pytest.fixture(scope="module")
def contents(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, Content]:
    """What the database holds before and after a load that nothing disturbs."""
    folder = tmp_path_factory.mktemp("after") / "folder"
    shutil.copytree(origin, folder)
    load(folder / OFFICE_NAME, folder / "later.csv")
    return content(origin / OFFICE_NAME), content(folder / OFFICE_NAME, has_clock=False)


@pytest.fixture
def story(origin: Path, contents: tuple[Content, Content], tmp_path: Path) -> Story:
    return Story(origin, tmp_path, *contents)


# Steps of a load, and what happens at them

Act = Callable[["Steps"], None]

FILE_STEPS = {
    "os.link",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.chmod",
    "os.truncate",
    "tempfile.mkstemp",
    "tempfile.mkdtemp",
    "fcntl.flock",
    "shutil.rmtree",
}
"""Events of ``sys.addaudithook`` that are a step whatever they are about."""

STATEMENT = "statement"


class Steps:
    """Counts the steps of a load: what it does to files, and the statements that it has DuckDB run.

    Steps in other folders than ``folder`` do not count. At step ``number`` it does ``act``, once.
    """

    def __init__(self, folder: Path, number: int | None = None, act: Act | None = None) -> None:
        self.reached: list[str] = []
        self.connection: Any = None
        self._folder = folder
        self._number = number
        self._act = act
        self._is_counting = True
        sys.addaudithook(self._hear)
        self._synchronise = os.fsync
        setattr(os, "fsync", self._fsync)  # noqa: B010 - mypy would have it the very function
        setattr(build, "connect", partial(_Counted.connected, connect, self))  # noqa: B010

    def end(self) -> None:
        """Count no more."""
        self._is_counting = False

    def reach(self, name: str) -> None:
        """Count a step that is about to be taken."""
        if not self._is_counting:
            return
        self.reached.append(name)
        if self._act and len(self.reached) - 1 == self._number:
            self._act(self)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in FILE_STEPS:
            self.reach(event)
        elif event == "open" and isinstance(arguments[0], str) and Path(arguments[0]).is_relative_to(self._folder):
            flags = arguments[2]
            is_written = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            self.reach("open to write" if is_written else "open to read")

    def _fsync(self, handle: int) -> None:
        self.reach("os.fsync")
        self._synchronise(handle)


class _Counted:
    """A connection whose statements are steps."""

    def __init__(self, connection: Any, steps: Steps) -> None:
        self._connection = connection
        self._steps = steps

    @classmethod
    def connected(cls, connect: Callable[..., Any], steps: Steps, *arguments: object, **options: object) -> _Counted:
        """Connect, and count."""
        steps.connection = connect(*arguments, **options)
        return cls(steps.connection, steps)

    def __enter__(self) -> _Counted:
        self._connection.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.__exit__(*error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: str, *parameters: object) -> Any:
        """Run a statement."""
        self._steps.reach(STATEMENT)
        return self._connection.execute(statement, *parameters)


def die(_steps: Steps) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt(_steps: Steps) -> None:
    signal.raise_signal(signal.SIGINT)


def fail(number: int, _steps: Steps) -> None:
    raise OSError(number, os.strerror(number))


def lose(path: Path, _steps: Steps) -> None:
    path.unlink()


# Forked processes


@dataclass(frozen=True, slots=True)
class Job:
    """A command for a forked process, what is to happen to it, and where its words go."""

    case: Case
    arguments: Sequence[str]
    number: int | None = None
    act: Act | None = None
    prepare: Callable[[], None] | None = None


def command(job: Job) -> None:
    """Run the command of a job in a process that ends with it."""
    with job.case.log.open("w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ |= {"PARX_LANG": "en", "HOME": str(job.case.folder.parent)}
    if job.prepare:
        job.prepare()
    steps = Steps(job.case.folder, job.number, job.act)
    code = run(job.arguments)
    steps.end()
    if job.number is None:
        job.case.log.with_suffix(".steps").write_text("\n".join(steps.reached))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def run_jobs(jobs: Sequence[Job]) -> list[int]:
    """Run jobs in forked processes; return their exit codes, negative for the signal that ended them."""
    codes = []
    waiting = iter(jobs)
    while together := list(islice(waiting, TOGETHER)):
        processes = []
        try:
            for job in together:
                process = FORKS.Process(target=command, args=[job])
                process.start()
                processes.append(process)
            for process in processes:
                process.join(LONGEST)
        finally:
            for process in processes:
                process.kill()
                process.join()
                codes.append(process.exitcode or 0)
                process.close()
    return codes


def steps_of(
    story: Story, arguments: Callable[[Case], list[str]], prepare: Callable[[], None] | None = None
) -> list[str]:
    """Return the steps of a command that nothing disturbs."""
    case = story.case("undisturbed")
    assert run_jobs([Job(case, arguments(case), prepare=prepare)]) == [0], case.log.read_text()
    return case.log.with_suffix(".steps").read_text().splitlines()


def load_arguments(case: Case) -> list[str]:
    return case.arguments


def chosen(steps: Sequence[str], *, every: int = EVERY_STATEMENT) -> list[int]:
    """Return the numbers of steps about files, and of each so many statements; in a quick run, of some of them."""
    statements = [number for number, step in enumerate(steps) if step == STATEMENT]
    return some(sorted({number for number, step in enumerate(steps) if step != STATEMENT} | {*statements[::every]}), 6)


def assert_whole(story: Story, case: Case) -> None:
    """Hold that the database is as it was before the load, or as it is after, and the version kept with it too."""
    kept = previous_path(case.database)
    if not story.is_before(case):
        assert content(case.database, has_clock=False) == story.after
        assert content(kept) == story.before
    else:
        kept_before = content(previous_path(story.origin / OFFICE_NAME))
        assert content(kept) in (kept_before, story.before)
    made = [path for path in case.folder.iterdir() if OFFICE_NAME in path.name]
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


def assert_loads_on(story: Story, cases: Sequence[Case]) -> None:
    """Hold that the next load of each case goes as if nothing had happened, and leaves nothing lying about."""
    assert run_jobs([Job(case, case.arguments) for case in cases]) == [0] * len(cases)
    for case in cases:
        assert content(case.database, has_clock=False) == story.after
        assert content(previous_path(case.database)) == story.before
        assert case.names() == TIDY


def assert_told(case: Case, code: int, *words: str) -> None:
    """Hold that a failure was told in one sentence, the last line, with an exit code of the contract."""
    said = case.log.read_text()
    assert code in (ExitCode.FAILED, ExitCode.USAGE, ExitCode.DATABASE), said
    assert "Traceback" not in said
    assert [line for line in said.splitlines() if line.startswith("Error: ")] == said.splitlines()[-1:]
    assert "unexpected" not in said
    for word in words:
        assert word in said


# Killed


@deepens
def test_a_load_killed_at_any_step_leaves_the_database_as_before_or_as_after(story: Story) -> None:
    numbers = chosen(steps_of(story, load_arguments))
    cases = story.cases(len(numbers), "killed")
    codes = run_jobs([Job(case, case.arguments, number, die) for case, number in zip(cases, numbers, strict=True)])
    assert codes == [-signal.SIGKILL] * len(numbers)
    for case in cases:
        assert_whole(story, case)
    # Steps before and after the one that publishes are among them.
    assert {story.is_before(case) for case in cases} == {True, False}
    assert_loads_on(story, story.unlike(cases))


def test_the_new_file_is_on_the_disk_before_it_has_the_name_and_the_name_after(story: Story) -> None:
    steps = [step for step in steps_of(story, load_arguments) if step in ("os.fsync", "os.link", "os.rename")]
    # The first link holds what bears the name of the version before, should the second rename fail.
    assert steps == ["os.fsync", "os.link", "os.link", "os.rename", "os.rename", "os.fsync"]


@deepens
@pytest.mark.parametrize("size", some([4_096, 16_384, 200_000, 500_000, 900_000, 1_300_000], 2))
def test_a_load_killed_while_duckdb_writes_leaves_the_database_as_it_was(story: Story, size: int) -> None:
    # The system kills the process as its file outgrows what is allowed.
    case = story.case("killed")
    assert run_jobs([Job(case, case.arguments, prepare=partial(limit_files, size, signal.SIG_DFL))]) == [
        -signal.SIGXFSZ
    ]
    assert story.is_before(case)
    assert_whole(story, case)
    assert_loads_on(story, [case])


@only_deep
@deepens
def test_a_load_that_dies_as_it_takes_the_place_is_not_the_one_that_is_undone(story: Story, cli: Cli) -> None:
    steps = steps_of(story, load_arguments)
    places = some([place for place, step in enumerate(steps) if step in ("os.link", "os.rename")], 3)
    kept = content(previous_path(story.origin / OFFICE_NAME))
    for act in (die, partial(fail, errno.EACCES), interrupt):
        cases = story.cases(len(places), f"{act}")
        run_jobs([Job(case, case.arguments, place, act) for case, place in zip(cases, places, strict=True)])
        broken = [case for case in cases if story.is_before(case)]
        assert broken
        for case in broken:
            assert cli("load", "--undo", "--db", str(case.database)).code == 0
            assert content(case.database) == kept


# Undone and redone


def undo_arguments(case: Case) -> list[str]:
    return ["load", "--undo", "--db", str(case.database)]


def redo_arguments(case: Case) -> list[str]:
    return ["load", "--redo", "--db", str(case.database)]


@dataclass(frozen=True, slots=True)
class Turn:
    """A command that takes a load back or brings it back, the one that does the contrary, and the cases for them."""

    story: Story
    arguments: Callable[[Case], list[str]]
    contrary: Callable[[Case], list[str]]
    tidy: set[str]

    def assert_turned_or_not(self, cases: Sequence[Case]) -> None:
        """Hold that the database of each case is as before or as after, and that both commands go on from there."""
        for case in {self._files(case): case for case in cases}.values():
            self._assert_turned_or_not(case)

    def _files(self, case: Case) -> frozenset[tuple[str, int]]:
        """Return what tells a case from others: the kinds of files in its folder, and what they hold."""
        paths = (path for path in case.folder.rglob("*") if path.is_file())
        return frozenset(
            (RANDOM_LETTERS.sub("", str(path.relative_to(case.folder))), hash(path.read_bytes())) for path in paths
        )

    def _assert_turned_or_not(self, case: Case) -> None:
        found = content(case.database)
        assert found in (self.story.before, self.story.after)
        made = [path for path in case.folder.iterdir() if OFFICE_NAME in path.name]
        assert [path.name for path in made if path.stat().st_mode & 0o077] == []
        codes = run_jobs([Job(case, self.arguments(case))])
        assert codes == [0 if found == self.story.before else ExitCode.DATABASE], case.log.read_text()
        assert content(case.database) == self.story.after
        for arguments, expected in ((self.contrary, self.story.before), (self.arguments, self.story.after)):
            assert run_jobs([Job(case, arguments(case))]) == [0], case.log.read_text()
            assert content(case.database) == expected
        assert case.names() == self.tidy


@pytest.fixture(params=["undo", "redo"])
def turn(request: pytest.FixtureRequest, story: Story) -> Turn:
    start = story.case("start")
    load(start.database, start.later)
    loaded = content(start.database)
    undone_names = TIDY - {previous_path(start.database).name} | {undone_path(start.database).name}
    if request.param == "undo":
        begun = Story(start.folder, story.folder / "undo", loaded, story.before)
        return Turn(begun, undo_arguments, redo_arguments, undone_names)
    assert run_jobs([Job(start, undo_arguments(start))]) == [0]
    begun = Story(start.folder, story.folder / "redo", story.before, loaded)
    return Turn(begun, redo_arguments, undo_arguments, TIDY)


@deepens
@pytest.mark.parametrize("has_links", [True, False])
def test_a_turn_killed_at_any_step_is_done_or_not(turn: Turn, has_links: bool) -> None:
    prepare = None if has_links else forbid_links
    steps = steps_of(turn.story, turn.arguments, prepare)
    places = some([place for place, step in enumerate(steps) if has_links or step in NEEDS_ROOM], 5)
    cases = turn.story.cases(len(places), "killed")
    codes = run_jobs(
        [
            Job(case, turn.arguments(case), place, die, prepare=prepare)
            for place, case in zip(places, cases, strict=True)
        ]
    )
    assert codes == [-signal.SIGKILL] * len(places)
    assert {turn.story.is_before(case) for case in cases} == {True, False}
    turn.assert_turned_or_not(cases)


@only_deep
@deepens
def test_a_load_after_a_turn_that_was_killed_leaves_nothing_of_it(turn: Turn) -> None:
    steps = steps_of(turn.story, turn.arguments)
    places = some([place for place, step in enumerate(steps) if step in ("os.link", "os.rename", "os.remove")], 2)
    cases = turn.story.cases(len(places), "killed")
    run_jobs([Job(case, turn.arguments(case), place, die) for place, case in zip(places, cases, strict=True)])
    for case in cases:
        before = content(case.database)
        filings_csv(case.later, [*LATER, Told("HS/4", date(2022, 3, 17))])
        assert run_jobs([Job(case, case.arguments)]) == [0], case.log.read_text()
        assert case.names() == TIDY
        assert run_jobs([Job(case, undo_arguments(case))]) == [0], case.log.read_text()
        assert content(case.database) == before


def forbid_links() -> None:
    """Have the system refuse second names, as some disks do."""
    setattr(os, "link", partial(fail_to_link, errno.EPERM))  # noqa: B010 - mypy would have it the very function


def fail_to_link(number: int, *_paths: object, **_options: object) -> None:
    raise OSError(number, os.strerror(number))


def limit_files(size: int, heard: signal.Handlers) -> None:
    """Let no file of this process grow beyond a size; ``heard`` is how it takes the signal that says so."""
    signal.signal(signal.SIGXFSZ, heard)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


# Failing

NEEDS_ROOM = {
    "open to write",
    "os.truncate",
    "os.mkdir",
    "tempfile.mkstemp",
    "tempfile.mkdtemp",
    "os.link",
    "os.rename",
    "os.fsync",
}
NEEDS_LEAVE = NEEDS_ROOM - {"os.truncate", "os.fsync"} | {"os.chmod", "os.remove", "os.rmdir", "fcntl.flock"}


@deepens
@pytest.mark.parametrize(
    ("number", "names"),
    [(errno.ENOSPC, NEEDS_ROOM), (errno.EACCES, NEEDS_LEAVE), (errno.EIO, {"os.fsync"})],
    ids=["ENOSPC", "EACCES", "EIO"],
)
def test_a_load_that_the_system_fails_says_so_and_leaves_the_database(
    story: Story, number: int, names: set[str]
) -> None:
    steps = steps_of(story, load_arguments)
    places = some([place for place, step in enumerate(steps) if step in names], 5)
    cases = story.cases(len(places), "failed")
    codes = run_jobs(
        [Job(case, case.arguments, place, partial(fail, number)) for case, place in zip(cases, places, strict=True)]
    )
    for case, code in zip(cases, codes, strict=True):
        assert_whole(story, case)
        # What only tidies up, or has another way, may fail.
        assert story.is_before(case) == (code != 0)
        if code:
            assert_told(case, code, str(case.database), os.strerror(number))
    untidy = [case for case in cases if case.names() != TIDY]
    assert number == errno.EACCES or untidy == []
    assert_loads_on(story, untidy)


@deepens
@pytest.mark.parametrize(
    ("number", "names"),
    [(errno.ENOSPC, NEEDS_ROOM), (errno.EACCES, NEEDS_LEAVE), (errno.EIO, {"os.fsync"})],
    ids=["ENOSPC", "EACCES", "EIO"],
)
@pytest.mark.parametrize("has_links", [True, False])
def test_a_turn_that_the_system_fails_says_so_and_leaves_the_database(
    turn: Turn, number: int, names: set[str], has_links: bool
) -> None:
    prepare = None if has_links else forbid_links
    steps = steps_of(turn.story, turn.arguments, prepare)
    places = some([place for place, step in enumerate(steps) if step in names], 5)
    cases = turn.story.cases(len(places), "failed")
    codes = run_jobs(
        [
            Job(case, turn.arguments(case), place, partial(fail, number), prepare)
            for case, place in zip(cases, places, strict=True)
        ]
    )
    # That the names in the folder are on the disk is made sure of where the system can.
    assert any(codes) is not (has_links and number == errno.EIO)
    for case, code in zip(cases, codes, strict=True):
        # What only tidies up, or has another way, may fail.
        assert turn.story.is_before(case) == (code != 0)
        if code:
            assert_told(case, code, str(case.database), os.strerror(number))
    turn.assert_turned_or_not(cases)


@deepens
@pytest.mark.parametrize("size", some([4_096, 16_384, 200_000, 500_000, 900_000, 1_300_000], 2))
def test_a_load_that_duckdb_cannot_write_says_so_and_leaves_the_database(story: Story, size: int) -> None:
    case = story.case("failed")
    code = run_jobs([Job(case, case.arguments, prepare=partial(limit_files, size, signal.SIG_IGN))])[0]
    assert story.is_before(case)
    assert_told(case, code, str(case.database), os.strerror(errno.EFBIG))
    assert case.names() == TIDY


@only_deep
@deepens
def test_a_load_interrupted_at_any_step_leaves_silently(story: Story) -> None:
    steps = steps_of(story, load_arguments)
    numbers = chosen(steps, every=50)
    cases = story.cases(len(numbers), "interrupted")
    codes = run_jobs(
        [Job(case, case.arguments, number, interrupt) for case, number in zip(cases, numbers, strict=True)]
    )
    assert codes == [ExitCode.INTERRUPTED] * len(numbers)
    for case in cases:
        assert_whole(story, case)
        assert_silent(case)
    # Only what is interrupted while it tidies up, or takes the lock, leaves something, for the next load to remove.
    untidy = {steps[number]: case for case, number in zip(cases, numbers, strict=True) if case.names() != TIDY}
    locking, tidying = (
        {"os.chmod", "fcntl.flock", "os.truncate"},
        {"shutil.rmtree", "open to read", "os.rmdir", "os.remove"},
    )
    assert untidy.keys() <= locking | tidying
    assert_loads_on(story, list(untidy.values()))


@only_deep
@deepens
def test_a_turn_interrupted_at_any_step_tells_what_is_there(turn: Turn) -> None:
    steps = steps_of(turn.story, turn.arguments)
    places = some(range(len(steps)), 5)
    cases = turn.story.cases(len(places), "interrupted")
    codes = run_jobs(
        [Job(case, turn.arguments(case), place, interrupt) for place, case in zip(places, cases, strict=True)]
    )
    assert codes == [ExitCode.INTERRUPTED] * len(places)
    for case in cases:
        assert_silent(case)
        if "Interrupted" in case.log.read_text():
            assert turn.story.is_before(case) == (f"{case.database} is as it was" in case.log.read_text())
    turn.assert_turned_or_not(cases)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_load_interrupted_while_duckdb_works_leaves_silently(story: Story, number: signal.Signals) -> None:
    case = story.case("interrupted")
    steps = steps_of(story, load_arguments)
    last = max(place for place, step in enumerate(steps) if step == STATEMENT)
    assert run_jobs([Job(case, case.arguments, last, partial(interrupt_a_query, number))]) == [ExitCode.INTERRUPTED]
    assert story.is_before(case)
    assert_silent(case)
    assert case.names() == TIDY


def interrupt_a_query(number: signal.Signals, steps: Steps) -> None:
    """Have DuckDB work for hours, and be interrupted."""
    threading.Timer(0.2, os.kill, [os.getpid(), number]).start()
    steps.connection.execute(
        "select sum(one.range * other.range) from range(10000000) as one, range(10000000) as other"
    )


def assert_silent(case: Case) -> None:
    """Hold that nothing was said but how far the load had come."""
    said = case.log.read_text()
    assert "Traceback" not in said
    assert "Error" not in said


@only_deep
@deepens
def test_a_file_that_vanishes_at_any_step_is_named(story: Story) -> None:
    numbers = chosen(steps_of(story, load_arguments), every=50)
    cases = story.cases(len(numbers), "vanished")
    codes = run_jobs(
        [
            Job(case, case.arguments, number, partial(lose, case.later))
            for case, number in zip(cases, numbers, strict=True)
        ]
    )
    assert 0 < codes.count(0) < len(codes)
    for case, code in zip(cases, codes, strict=True):
        assert_whole(story, case)
        assert story.is_before(case) == (code != 0)
        assert case.names() == TIDY - {"later.csv"}
        if code:
            assert_told(case, code, str(case.later), os.strerror(errno.ENOENT))


IS_ROOT = os.geteuid() == 0


@pytest.mark.skipif(IS_ROOT, reason="root may write and read everywhere")
@pytest.mark.parametrize(("name", "mode"), [(".", 0o555), (OFFICE_NAME, 0o000), ("later.csv", 0o000)])
def test_what_may_not_be_used_is_named(story: Story, cli: Cli, name: str, mode: int) -> None:
    case = story.case("forbidden")
    path = case.folder / name
    usual = path.stat().st_mode
    path.chmod(mode)
    outcome = cli(*case.arguments)
    path.chmod(usual)
    assert outcome.code in (ExitCode.FAILED, ExitCode.USAGE, ExitCode.DATABASE)
    assert "Traceback" not in outcome.err
    last = outcome.err.splitlines()[-1]
    assert last.startswith("Error: ")
    assert str(case.database if name == "." else path) in last
    assert story.is_before(case)
    assert case.names() == TIDY


@deepens
@pytest.mark.parametrize("share", some([0, 0.1, 0.3, 0.5, 0.9], 3))
def test_a_file_cut_short_is_refused_or_its_broken_row_is_rejected(story: Story, cli: Cli, share: float) -> None:
    case = story.case("cut")
    whole = filings_csv(case.later, [Told(f"HS/{number}", date(2022, 3, 16)) for number in range(100)]).read_bytes()
    # In the middle of the second cell of a row.
    cut = whole.rfind(b",1.000001,", 0, int(len(whole) * share)) + 6
    case.later.write_bytes(whole[:cut] if share else b"")
    outcome = cli(*case.arguments, "--max-rejects", "100")
    assert "Traceback" not in outcome.err
    if outcome.code:
        assert outcome.code == ExitCode.FAILED
        assert str(case.later) in outcome.err
        assert story.is_before(case)
    else:
        rows = whole[:cut].count(b"\n")
        assert f"(filings): {rows} read = {rows - 1} loaded + 0 updated + 0 unchanged + 1 rejected." in outcome.err


@deepens
def test_a_damaged_database_is_named_and_left(story: Story, cli: Cli) -> None:
    case = story.case("damaged")
    block = 65_536
    content = case.database.read_bytes()
    codes = set()
    for start in some(range(12_288, len(content), block), 8):
        damaged = bytearray(content)
        damaged[start + 100 : start + 200] = bytes(255 - byte for byte in damaged[start + 100 : start + 200])
        case.database.write_bytes(damaged)
        outcome = cli(*case.arguments, "--dry-run", "--quiet")
        codes.add(outcome.code)
        if outcome.code:
            assert f"Error: {case.database} is damaged" in outcome.err
        assert case.database.read_bytes() == damaged
    assert codes == {ExitCode.OK, ExitCode.DATABASE}
    assert case.names() == TIDY


# Side by side


READER = """
import sys
import duckdb

connection = duckdb.connect(sys.argv[1], read_only=True)
cursor = connection.cursor()
cursor.execute("select code_serial, other_code, due_on from filing order by all")
first = cursor.fetchone()
print("reading", flush=True)
sys.stdin.readline()
print([first, *cursor.fetchall()])
print(connection.execute("select count(*), max(load.load_id) from load, filing").fetchall())
"""


def test_a_reader_goes_on_with_what_it_opened(story: Story, cli: Cli) -> None:
    case = story.case("read")
    with started([sys.executable, "-c", READER, str(case.database)]) as reader:
        assert line_of(reader) == "reading"
        assert cli(*case.arguments).code == 0
        assert cli("load", "--undo", "--db", str(case.database)).code == 0
        assert cli(*case.arguments).code == 0
        told, _ = reader.communicate("\n")
    before = rows_of(story.origin / OFFICE_NAME, "select code_serial, other_code, due_on from filing order by all")
    counts = rows_of(story.origin / OFFICE_NAME, "select count(*), max(load.load_id) from load, filing")
    assert told.splitlines() == [str(before), str(counts)]
    assert content(case.database, has_clock=False) == story.after


def test_an_open_database_answers_on_from_what_it_opened(story: Story, cli: Cli) -> None:
    case = story.case("open")
    with open_database(case.database, memory_limit="500MB") as database:
        before = run_report(database, Question("loads", DrillPath()), language="en").rows
        assert cli(*case.arguments).code == 0
        assert run_report(database, Question("loads", DrillPath()), language="en").rows == before
        filings = run_report(database, Question("filings", DrillPath()), language="en").rows
        assert len(filings) == len(KNOWN)


def test_a_database_that_is_being_written_is_not_loaded_into(story: Story, cli: Cli) -> None:
    case = story.case("written")
    writer = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('writing', flush=True); sys.stdin.readline()"
    with started([sys.executable, "-c", writer, str(case.database)]) as process:
        assert line_of(process) == "writing"
        outcome = cli(*case.arguments)
        process.communicate("\n")
    assert outcome.code == ExitCode.DATABASE
    assert f"process {process.pid}" in outcome.err
    assert case.names() == TIDY


def test_a_link_to_a_database_stays_a_link(story: Story, cli: Cli, tmp_path: Path) -> None:
    case = story.case("linked")
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "today.duckdb"
    link.symlink_to(case.database)
    assert cli("load", str(case.later), "--db", str(link)).code == 0
    assert link.readlink() == case.database
    assert content(link, has_clock=False) == story.after
    assert case.names() == TIDY
    assert [path.name for path in link.parent.iterdir()] == [link.name]
    loaded = content(link)
    for option, expected in (("--undo", story.before), ("--redo", loaded)):
        assert cli("load", option, "--db", str(link)).code == 0
        assert link.readlink() == case.database
        assert content(link) == expected
        assert [path.name for path in link.parent.iterdir()] == [link.name]
    assert case.names() == TIDY


def test_two_loads_at_once_are_both_in_the_end(story: Story) -> None:
    case = story.case("both")
    other = filings_csv(case.folder / "other.csv", [Told("HS/4", date(2022, 3, 17))])
    with holding(case.database, wait=False, tell=print), ExitStack() as stack:
        loads = [stack.enter_context(loading(case, path)) for path in (case.later, other)]
        assert all(f"Process {os.getpid()} is loading into {case.database}" in line_of(one, "err") for one in loads)
        release = stack.pop_all()
    with release:
        told = [one.communicate()[1] for one in loads]
        assert [one.returncode for one in loads] == [0, 0], told
    found = rows_of(
        case.database, "select file_name, rows_loaded, rows_updated from load where load_id > 4 order by all"
    )
    assert found == [("later.csv", 1, 1), ("other.csv", 1, 0)]
    assert rows_of(
        case.database, "select count(distinct batch_id), count(distinct load_id) from load where load_id > 4"
    ) == [(2, 2)]
    assert case.names() == TIDY | {"other.csv"}


def test_a_load_that_is_not_to_wait_names_the_one_at_work(story: Story, cli: Cli) -> None:
    case = story.case("busy")
    with holding(case.database, wait=False, tell=print):
        outcome = cli(*case.arguments, "--no-wait")
        turns = [cli("load", option, "--no-wait", "--db", str(case.database)) for option in ("--undo", "--redo")]
    for refused in (outcome, *turns):
        assert refused.code == ExitCode.DATABASE
        assert refused.err == (
            f"Error: Process {os.getpid()} is loading into {case.database}. Try again when it has finished.\n"
        )
    assert story.is_before(case)
    assert cli(*case.arguments, "--no-wait").code == 0


def test_a_load_that_stops_waiting_leaves_the_lock_to_its_holder(story: Story, cli: Cli) -> None:
    case = story.case("patient")
    with holding(case.database, wait=False, tell=print):
        with loading(case, case.later) as waiting:
            assert "Waiting for it to finish" in line_of(waiting, "err")
            waiting.send_signal(signal.SIGINT)
            _, told = waiting.communicate()
        assert waiting.returncode == ExitCode.INTERRUPTED
        assert told.strip() == f"Interrupted: {case.database} is as it was."
        assert cli(*case.arguments, "--no-wait").code == ExitCode.DATABASE
    assert story.is_before(case)
    assert case.names() == TIDY


HOLDER = """
import sys
from pathlib import Path
from parx_tui.load.store.publish import holding

with holding(Path(sys.argv[1]), wait=False, tell=print):
    print("holding", flush=True)
    sys.stdin.readline()
"""


def test_a_load_goes_on_when_the_one_at_work_dies(story: Story) -> None:
    case = story.case("orphaned")
    with started([sys.executable, "-c", HOLDER, str(case.database)]) as holder:
        assert line_of(holder) == "holding"
        with loading(case, case.later) as waiting:
            assert f"Process {holder.pid} is loading" in line_of(waiting, "err")
            holder.kill()
            _, told = waiting.communicate()
    assert waiting.returncode == 0, told
    assert content(case.database, has_clock=False) == story.after
    assert case.names() == TIDY


def test_what_dead_processes_left_is_no_hindrance_and_goes(story: Story, cli: Cli) -> None:
    case = story.case("[littered]")
    database = case.database.rename(case.folder / "sở [1].duckdb")
    begin = f".{database.name}."
    for name in ("lock", "abcd_123.part", "abcd_123.part.wal", "abcd_123.previous"):
        (case.folder / f"{begin}{name}").write_text("999999")
    for name in ("abcd_123.work", "abcd_123.spill", "abcd_123.part.tmp"):
        (case.folder / f"{begin}{name}").mkdir()
        (case.folder / f"{begin}{name}" / "rows.csv").write_text("1")
    others = {f".{OFFICE_NAME}.abcd_123.part", f"{begin}notes", f"{database.name}.part", f"{OFFICE_NAME}.previous"}
    for name in others:
        (case.folder / name).touch()
    assert cli("load", str(case.later), "--db", str(database)).code == 0
    assert case.names() == others | {database.name, f"{database.name}.previous", "known.csv", "later.csv"}


def test_a_disk_without_second_names_keeps_a_copy(story: Story) -> None:
    case = story.case("copied")
    assert run_jobs([Job(case, case.arguments, prepare=forbid_links)]) == [0]
    assert content(case.database, has_clock=False) == story.after
    assert content(previous_path(case.database)) == story.before
    assert case.names() == TIDY


def loading(case: Case, path: Path) -> AbstractContextManager[Popen[str]]:
    """Start a process that loads a file."""
    command = [*PROGRAM, "load", str(path), "--db", str(case.database)]
    return started(command, environment(case.folder.parent, case.database))
