"""The session: a database on a thread of its own, asked one question at a time."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread, current_thread

import pytest

from parx_tui.data.database import VIEW_LAYERS, Database
from parx_tui.data.pages import Page, run_report
from parx_tui.data.questions import Question
from parx_tui.data.sqlfiles import ordered
from parx_tui.errors import DatabaseError, QueryError, UsageError
from parx_tui.ui.answers import TableAnswer, read_table
from parx_tui.ui.outcome import Outcome, Work, file_state
from parx_tui.ui.session import Session
from tests.children import finished

PATIENCE = 20.0
"""Seconds after which nothing more is expected: far more than anything takes on a busy machine."""

MEMORY = "1GB"


class Inbox:
    """Receives outcomes."""

    def __init__(self) -> None:
        self._arrived: SimpleQueue[Outcome] = SimpleQueue()

    def __call__(self, outcome: Outcome) -> None:
        """Take an outcome."""
        self._arrived.put(outcome)

    def next(self) -> Outcome:
        """Wait for the next outcome."""
        return self._arrived.get(timeout=PATIENCE)

    def is_empty(self) -> bool:
        """Whether nothing has arrived that was not looked at."""
        try:
            self._arrived.get_nowait()
        except Empty:
            return True
        return False


@pytest.fixture
def path(tmp_path: Path, sample_path: Path) -> Path:
    """A sample that a test may replace."""
    return Path(shutil.copy(sample_path, tmp_path / "office.duckdb"))


@pytest.fixture
def session(sample_path: Path) -> Iterator[Session]:
    """A session on the sample, opened, which has delivered nothing yet."""
    opened = Session(sample_path, MEMORY)
    assert opened.wait_for(opened.ask("open", None), PATIENCE) is not None
    yield opened
    opened.close()


@pytest.fixture
def inbox(session: Session) -> Inbox:
    """What the session delivers after it was opened."""
    box = Inbox()
    session.deliver_to(box)
    assert box.next().slot == "open"
    return box


class Gate:
    """Work that holds the thread of a session until it is let go."""

    def __init__(self) -> None:
        self.is_reached = Event()
        self.is_open = Event()

    def __call__(self, database: Database) -> str:
        """Wait to be let go."""
        self.is_reached.set()
        assert self.is_open.wait(PATIENCE)
        return "gate"


class LongQuery:
    """Work that takes days unless it is interrupted."""

    def __init__(self) -> None:
        self.is_reached = Event()
        self.is_over = Event()

    def __call__(self, database: Database) -> object:
        """Count to a number that no machine counts to."""
        self.is_reached.set()
        try:
            # As a report runs: through the place where Database tells an interruption from an error.
            return database._run("select count(*) from range(100000000000000) where range % 7 = 3", [], {})
        finally:
            self.is_over.set()


def answer(value: object) -> Work:
    return lambda _database: value


def failing(error: Exception) -> Work:
    def work(_database: Database) -> object:
        raise error

    return work


def asked(session: Session, work: Work | None, slot: str = "table") -> Outcome:
    """Ask and wait for the outcome, nobody receiving."""
    outcome = session.wait_for(session.ask(slot, work), PATIENCE)
    assert outcome is not None
    return outcome


def run_drill(database: Database) -> Page:
    return run_report(database, Question(), language="en")


# Outcomes


def test_outcomes_come_in_the_order_of_the_questions(session: Session, inbox: Inbox) -> None:
    gate = Gate()
    numbers = [session.ask("gate", gate)]
    assert gate.is_reached.wait(PATIENCE)
    numbers += [session.ask(slot, answer(slot)) for slot in ("table", "gauges", "trend")]
    gate.is_open.set()
    outcomes = [inbox.next() for _number in numbers]
    assert [outcome.value for outcome in outcomes] == ["gate", "table", "gauges", "trend"]
    assert [outcome.number for outcome in outcomes] == numbers
    assert [outcome.slot for outcome in outcomes] == ["gate", "table", "gauges", "trend"]


def test_outcomes_are_kept_until_somebody_receives_them(session: Session) -> None:
    first, second = asked(session, answer(1), "table"), asked(session, answer(2), "gauges")
    inbox = Inbox()
    session.deliver_to(inbox)
    assert [inbox.next().slot, inbox.next(), inbox.next()] == ["open", first, second]
    session.ask("table", answer(3))
    assert inbox.next().value == 3
    assert inbox.is_empty()


def test_outcomes_are_delivered_to_the_last_receiver_once(session: Session, inbox: Inbox) -> None:
    session.ask("table", answer(1))
    assert inbox.next().value == 1
    other = Inbox()
    session.deliver_to(other)
    session.ask("table", answer(2))
    assert other.next().value == 2
    assert inbox.is_empty()
    assert other.is_empty()


def test_work_is_done_and_told_on_the_thread_of_the_session(session: Session) -> None:
    inbox: SimpleQueue[tuple[Thread, object]] = SimpleQueue()
    session.deliver_to(lambda outcome: inbox.put((current_thread(), outcome.value)))
    inbox.get(timeout=PATIENCE)
    session.ask("table", lambda _database: current_thread())
    told_on, done_on = inbox.get(timeout=PATIENCE)
    assert told_on is done_on
    assert done_on is not current_thread()


def test_a_question_of_the_screen_is_answered(session: Session) -> None:
    outcome = asked(session, read_table(Question(), "en"))
    assert outcome.error is None
    assert isinstance(outcome.value, TableAnswer)
    assert outcome.value.page.rows


def test_waiting_ends_when_it_takes_too_long(session: Session) -> None:
    gate = Gate()
    number = session.ask("table", gate)
    assert session.wait_for(number, 0.01) is None
    gate.is_open.set()
    outcome = session.wait_for(number, PATIENCE)
    assert outcome == Outcome("table", number, "gate")
    assert session.wait_for(number, 0) == outcome, "looking at it does not take it away"


# Newer questions


def test_a_newer_question_takes_the_place_of_one_that_waits(session: Session, inbox: Inbox) -> None:
    gate = Gate()
    session.ask("gate", gate)
    assert gate.is_reached.wait(PATIENCE)
    done: list[str] = []
    session.ask("table", lambda _database: done.append("old"))
    session.ask("gauges", lambda _database: done.append("gauges"))
    newer = session.ask("table", lambda _database: done.append("new"))
    gate.is_open.set()
    assert inbox.next().value == "gate"
    assert inbox.next().slot == "gauges"
    assert inbox.next().number == newer
    assert done == ["gauges", "new"]
    assert inbox.is_empty()


def test_a_newer_question_stops_the_one_that_runs_and_nobody_is_told(session: Session, inbox: Inbox) -> None:
    for value in range(5):
        query = LongQuery()
        session.ask("table", query)
        assert query.is_reached.wait(PATIENCE)
        newer = session.ask("table", answer(value))
        assert inbox.next() == Outcome("table", newer, value)
        assert query.is_over.is_set()
    assert inbox.is_empty()


def test_a_question_in_another_slot_waits_its_turn(session: Session, inbox: Inbox) -> None:
    gate = Gate()
    session.ask("table", gate)
    assert gate.is_reached.wait(PATIENCE)
    session.ask("gauges", answer("gauges"))
    gate.is_open.set()
    assert [inbox.next().value, inbox.next().value] == ["gate", "gauges"]


def test_an_answer_that_comes_in_spite_of_a_newer_question_is_not_told(session: Session, inbox: Inbox) -> None:
    gate = Gate()
    session.ask("table", gate)
    assert gate.is_reached.wait(PATIENCE)
    newer = session.ask("table", answer("new"))
    gate.is_open.set()
    assert inbox.next() == Outcome("table", newer, "new")
    assert inbox.is_empty()


def test_work_of_several_queries_is_stopped_between_them(session: Session, inbox: Inbox) -> None:
    gate = Gate()
    went_on: list[Page] = []

    def work(database: Database) -> None:
        gate(database)
        went_on.append(run_drill(database))

    session.ask("table", work)
    assert gate.is_reached.wait(PATIENCE)
    newer = session.ask("table", run_drill)
    gate.is_open.set()
    outcome = inbox.next()
    assert outcome.number == newer
    assert isinstance(outcome.value, Page)
    assert went_on == []
    assert inbox.is_empty()


def test_a_session_answers_rightly_after_questions_that_were_stopped(session: Session, inbox: Inbox) -> None:
    session.ask("table", run_drill)
    before = inbox.next().value
    for _time in range(20):
        session.ask("table", run_drill)
    last = session.ask("table", run_drill)
    outcome = inbox.next()
    while outcome.number != last:
        assert outcome.error is None
        outcome = inbox.next()
    assert outcome.value == before


# Cancelling


def test_what_is_cancelled_while_it_waits_is_never_done(session: Session, inbox: Inbox) -> None:
    gate = Gate()
    session.ask("gate", gate)
    assert gate.is_reached.wait(PATIENCE)
    done: list[str] = []
    for slot in ("table", "gauges", "trend"):
        session.ask(slot, lambda _database, slot=slot: done.append(slot))  # type: ignore[misc]
    session.cancel("table", "trend", "nothing")
    gate.is_open.set()
    assert [inbox.next().slot, inbox.next().slot] == ["gate", "gauges"]
    assert done == ["gauges"]


def test_what_is_cancelled_while_it_runs_is_stopped_and_nobody_is_told(session: Session, inbox: Inbox) -> None:
    query = LongQuery()
    session.ask("table", query)
    assert query.is_reached.wait(PATIENCE)
    session.cancel("gauges")
    assert not query.is_over.is_set()
    session.cancel("table")
    assert query.is_over.wait(PATIENCE)
    session.ask("gauges", answer("after"))
    assert inbox.next().value == "after"
    assert inbox.is_empty()


# Errors


@pytest.mark.parametrize("error", [UsageError("No such thing."), QueryError("Out of memory.")])
def test_a_failure_that_is_told_in_a_sentence_is_the_outcome(session: Session, error: Exception) -> None:
    outcome = asked(session, failing(error))
    assert outcome.error is error
    assert outcome.value is None


def test_a_question_that_makes_no_sense_is_an_outcome_and_the_next_is_answered(session: Session) -> None:
    outcome = asked(session, read_table(Question("nothing"), "en"))
    assert isinstance(outcome.error, UsageError)
    assert "nothing" in str(outcome.error)
    assert asked(session, answer("after")).value == "after"


@pytest.mark.parametrize(("debug", "kept"), [(None, 0), ("0", 0), ("1", 1)])
def test_the_unexpected_is_told_in_a_sentence_and_traced_only_when_asked_for(
    session: Session, monkeypatch: pytest.MonkeyPatch, debug: str | None, kept: int
) -> None:
    if debug is not None:
        monkeypatch.setenv("PARX_DEBUG", debug)
    outcome = asked(session, failing(ZeroDivisionError("by nothing")))
    assert isinstance(outcome.error, QueryError)
    assert str(outcome.error) == "Something unexpected went wrong: ZeroDivisionError: by nothing."
    assert (outcome.traceback is not None) == bool(kept)
    assert outcome.traceback is None or ("Traceback" in outcome.traceback and "by nothing" in outcome.traceback)
    assert asked(session, answer("after")).value == "after"


# Opening


def spoil(path: Path, content: bytes | None) -> None:
    """Put something else in the place of a file, or nothing."""
    if content is None:
        path.unlink()
        return
    other = path.with_suffix(".new")
    other.write_bytes(content)
    os.replace(other, path)  # noqa: PTH105


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 1000])
def test_a_file_that_cannot_be_opened_is_told(path: Path, content: bytes | None) -> None:
    spoil(path, content)
    session = Session(path, MEMORY)
    outcome = session.wait_for(session.ask("open", None), PATIENCE)
    assert outcome is not None
    assert isinstance(outcome.error, DatabaseError)
    assert str(path) in str(outcome.error)
    assert not session.is_replaced()
    session.close()


def test_after_a_failed_opening_questions_are_told_why_until_one_succeeds(tmp_path: Path, sample_path: Path) -> None:
    path = tmp_path / "office.duckdb"
    session = Session(path, MEMORY)
    inbox = Inbox()
    session.deliver_to(inbox)
    session.ask("open", None)
    session.ask("table", answer("early"))
    assert [inbox.next().slot, str(inbox.next().error)] == ["open", str(session._open_error)]
    assert isinstance(session._open_error, DatabaseError)
    shutil.copy(sample_path, path)
    session.ask("open", None)
    session.ask("table", run_drill)
    opened, table = inbox.next(), inbox.next()
    assert (opened.slot, opened.error) == ("open", None)
    assert isinstance(table.value, Page)
    session.close()


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 1000])
def test_the_database_that_is_open_answers_on_when_the_new_one_cannot_be_opened(
    path: Path, content: bytes | None
) -> None:
    session = Session(path, MEMORY)
    asked(session, None, "open")
    before = asked(session, run_drill).value
    spoil(path, content)
    assert isinstance(asked(session, None, "open").error, DatabaseError)
    again = asked(session, lambda database: run_report(database, Question(), language="en"))
    assert (again.error, again.value) == (None, before)
    filings = asked(session, read_table(Question("filings", limit=3), "en"))
    assert filings.error is None
    assert session.is_replaced()
    session.close()


def test_a_replaced_file_is_noticed_and_opened(path: Path, sample_path: Path) -> None:
    session = Session(path, MEMORY)
    assert not session.is_replaced(), "nothing is open yet"
    asked(session, None, "open")
    assert not session.is_replaced()
    spoil(path, sample_path.read_bytes())
    assert session.is_replaced()
    assert asked(session, None, "open").error is None
    assert not session.is_replaced()
    assert asked(session, run_drill).error is None
    path.unlink()
    assert session.is_replaced()
    session.close()


def test_one_file_is_told_from_another_of_the_same_content(path: Path, tmp_path: Path) -> None:
    state = file_state(path)
    assert state is not None
    assert file_state(path) == state
    spoil(path, path.read_bytes())
    assert file_state(path) not in (state, None)
    assert file_state(tmp_path / "nothing") is None


# Ending


def test_closing_ends_the_thread_and_lets_go_of_the_file(path: Path) -> None:
    session = Session(path, MEMORY)
    asked(session, None, "open")
    asked(session, run_drill)
    session.close()
    assert not session._thread.is_alive()
    assert holders(path) == []


def test_closing_stops_what_runs_and_forgets_what_waits(session: Session, inbox: Inbox) -> None:
    query = LongQuery()
    session.ask("table", query)
    assert query.is_reached.wait(PATIENCE)
    done: list[str] = []
    session.ask("gauges", lambda _database: done.append("gauges"))
    session.close()
    assert query.is_over.wait(PATIENCE)
    session._thread.join(PATIENCE)
    assert not session._thread.is_alive()
    assert done == []
    assert inbox.is_empty()


def test_a_session_that_was_never_opened_closes() -> None:
    session = Session(Path("nowhere"), MEMORY)
    session.close()
    assert not session._thread.is_alive()


def holders(path: Path) -> list[str]:
    """Return the file descriptors of this process that lead to a file, where the system tells them."""
    folder = Path("/proc/self/fd")
    if not folder.exists():
        return []
    return [link.name for link in folder.iterdir() if link.is_symlink() and os.path.realpath(link) == str(path)]


# Between questions


def test_views_are_made_one_by_one_between_questions(sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[str] = []
    is_done = Event()
    make_next_view: Callable[[Database], bool] = Database.make_next_view

    def noting(database: Database) -> bool:
        was_made = make_next_view(database)
        happened.append("view" if was_made else "done")
        if len(happened) == 2:
            # In the middle of it, so that the question is there before the next view is.
            asking.ask("table", lambda _database: happened.append("question"))
        if not was_made:
            is_done.set()
        return was_made

    monkeypatch.setattr(Database, "make_next_view", noting)
    asking = Session(sample_path, MEMORY)
    asking.ask("open", None)
    assert is_done.wait(PATIENCE)
    assert happened[:3] == ["view", "view", "question"]
    assert happened.count("view") == len(ordered(VIEW_LAYERS))
    assert happened[-1] == "done"
    made = asked(asking, lambda database: set(database._made))
    assert isinstance(made.value, set)
    assert {view.name for view in ordered(VIEW_LAYERS)} <= made.value
    asking.close()


def test_answers_are_the_same_before_and_after_the_views_are_made(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_next_view: Callable[[Database], bool] = Database.make_next_view
    monkeypatch.setattr(Database, "make_next_view", lambda _database: False)
    session = Session(sample_path, MEMORY)
    asked(session, None, "open")
    before = asked(session, run_drill).value

    def make_all(database: Database) -> None:
        while make_next_view(database):
            pass

    asked(session, make_all, "views")
    assert asked(session, run_drill).value == before
    session.close()


def test_a_view_that_cannot_be_made_stops_nothing(sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_database: Database) -> bool:
        raise QueryError("No such table.")

    monkeypatch.setattr(Database, "make_next_view", broken)
    session = Session(sample_path, MEMORY)
    asked(session, None, "open")
    assert isinstance(asked(session, run_drill).value, Page)
    session.close()


def test_a_session_imports_neither_textual_nor_rich() -> None:
    code = (
        "import sys; import parx_tui.ui.session;"
        "found = {name.split('.')[0] for name in sys.modules} & {'textual', 'rich', 'click'};"
        "assert not found, found"
    )
    session = finished([sys.executable, "-c", code])
    assert session.returncode == 0, session.stderr
