"""The queue of the worker: a database on a thread of its own, which does one task at a time."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread, current_thread

import pytest

from parx_tui.data.database import Database
from parx_tui.data.pages import Page, run_report
from parx_tui.data.questions import Question
from parx_tui.data.statements import Statement
from parx_tui.errors import DatabaseError, QueryError, UsageError
from parx_tui.ui.worker.file_state import file_state
from parx_tui.ui.worker.protocol import Reply, Task
from parx_tui.ui.worker.query_queue import QueryQueue
from parx_tui.ui.worker.tasks import TableResult, table_task
from tests.children import finished

PATIENCE = 20.0
"""Seconds after which nothing more is expected: far more than anything takes on a busy machine."""

MEMORY = "1GB"


class Mailbox:
    """Receives replies."""

    def __init__(self) -> None:
        self._arrived: SimpleQueue[Reply] = SimpleQueue()

    def __call__(self, reply: Reply) -> None:
        """Take a reply."""
        self._arrived.put(reply)

    def next(self) -> Reply:
        """Wait for the next reply."""
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
def queue(sample_path: Path) -> Iterator[QueryQueue]:
    """A queue on the sample, opened, which has delivered nothing yet."""
    opened = QueryQueue(sample_path, MEMORY)
    assert opened.wait_for(opened.submit("open", None), PATIENCE) is not None
    yield opened
    opened.close()


@pytest.fixture
def inbox(queue: QueryQueue) -> Mailbox:
    """What the queue delivers after it was opened."""
    box = Mailbox()
    queue.deliver_to(box)
    assert box.next().slot == "open"
    return box


class Gate:
    """A task that holds the thread of a queue until it is let go."""

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
            text = "select count(*) from range(100000000000000) where range % 7 = 3"
            return database._run(Statement(text, frozenset()))
        finally:
            self.is_over.set()


def answer(value: object) -> Task:
    return lambda _database: value


def failing(error: Exception) -> Task:
    def task(_database: Database) -> object:
        raise error

    return task


def reply_to(queue: QueryQueue, task: Task | None, slot: str = "table") -> Reply:
    """Ask and wait for the reply, nobody receiving."""
    reply = queue.wait_for(queue.submit(slot, task), PATIENCE)
    assert reply is not None
    return reply


def run_drill(database: Database) -> Page:
    return run_report(database, Question(), language="en")


# Outcomes


def test_replies_come_in_the_order_of_the_questions(queue: QueryQueue, inbox: Mailbox) -> None:
    gate = Gate()
    numbers = [queue.submit("gate", gate)]
    assert gate.is_reached.wait(PATIENCE)
    numbers += [queue.submit(slot, answer(slot)) for slot in ("table", "gauges", "trend")]
    gate.is_open.set()
    replies = [inbox.next() for _number in numbers]
    assert [reply.value for reply in replies] == ["gate", "table", "gauges", "trend"]
    assert [reply.number for reply in replies] == numbers
    assert [reply.slot for reply in replies] == ["gate", "table", "gauges", "trend"]


def test_replies_are_kept_until_somebody_receives_them(queue: QueryQueue) -> None:
    first, second = reply_to(queue, answer(1), "table"), reply_to(queue, answer(2), "gauges")
    inbox = Mailbox()
    queue.deliver_to(inbox)
    assert [inbox.next().slot, inbox.next(), inbox.next()] == ["open", first, second]
    queue.submit("table", answer(3))
    assert inbox.next().value == 3
    assert inbox.is_empty()


def test_replies_are_delivered_to_the_last_receiver_once(queue: QueryQueue, inbox: Mailbox) -> None:
    queue.submit("table", answer(1))
    assert inbox.next().value == 1
    other = Mailbox()
    queue.deliver_to(other)
    queue.submit("table", answer(2))
    assert other.next().value == 2
    assert inbox.is_empty()
    assert other.is_empty()


def test_a_task_is_done_and_told_on_the_thread_of_the_queue(queue: QueryQueue) -> None:
    inbox: SimpleQueue[tuple[Thread, object]] = SimpleQueue()
    queue.deliver_to(lambda reply: inbox.put((current_thread(), reply.value)))
    inbox.get(timeout=PATIENCE)
    queue.submit("table", lambda _database: current_thread())
    told_on, done_on = inbox.get(timeout=PATIENCE)
    assert told_on is done_on
    assert done_on is not current_thread()


def test_a_question_of_the_screen_is_answered(queue: QueryQueue) -> None:
    reply = reply_to(queue, table_task(Question(), "en"))
    assert reply.error is None
    assert isinstance(reply.value, TableResult)
    assert reply.value.page.rows


def test_waiting_ends_when_it_takes_too_long(queue: QueryQueue) -> None:
    gate = Gate()
    number = queue.submit("table", gate)
    assert queue.wait_for(number, 0.01) is None
    gate.is_open.set()
    reply = queue.wait_for(number, PATIENCE)
    assert reply == Reply("table", number, "gate")
    assert queue.wait_for(number, 0) == reply, "looking at it does not take it away"


# Newer questions


def test_a_newer_question_takes_the_place_of_one_that_waits(queue: QueryQueue, inbox: Mailbox) -> None:
    gate = Gate()
    queue.submit("gate", gate)
    assert gate.is_reached.wait(PATIENCE)
    done: list[str] = []
    queue.submit("table", lambda _database: done.append("old"))
    queue.submit("gauges", lambda _database: done.append("gauges"))
    newer = queue.submit("table", lambda _database: done.append("new"))
    gate.is_open.set()
    assert inbox.next().value == "gate"
    assert inbox.next().slot == "gauges"
    assert inbox.next().number == newer
    assert done == ["gauges", "new"]
    assert inbox.is_empty()


def test_a_newer_question_stops_the_one_that_runs_and_nobody_is_told(queue: QueryQueue, inbox: Mailbox) -> None:
    for value in range(5):
        query = LongQuery()
        queue.submit("table", query)
        assert query.is_reached.wait(PATIENCE)
        newer = queue.submit("table", answer(value))
        assert inbox.next() == Reply("table", newer, value)
        assert query.is_over.is_set()
    assert inbox.is_empty()


def test_a_question_in_another_slot_waits_its_turn(queue: QueryQueue, inbox: Mailbox) -> None:
    gate = Gate()
    queue.submit("table", gate)
    assert gate.is_reached.wait(PATIENCE)
    queue.submit("gauges", answer("gauges"))
    gate.is_open.set()
    assert [inbox.next().value, inbox.next().value] == ["gate", "gauges"]


def test_an_answer_that_comes_in_spite_of_a_newer_question_is_not_told(queue: QueryQueue, inbox: Mailbox) -> None:
    gate = Gate()
    queue.submit("table", gate)
    assert gate.is_reached.wait(PATIENCE)
    newer = queue.submit("table", answer("new"))
    gate.is_open.set()
    assert inbox.next() == Reply("table", newer, "new")
    assert inbox.is_empty()


def test_a_task_of_several_queries_is_stopped_between_them(queue: QueryQueue, inbox: Mailbox) -> None:
    gate = Gate()
    went_on: list[Page] = []

    def task(database: Database) -> None:
        gate(database)
        went_on.append(run_drill(database))

    queue.submit("table", task)
    assert gate.is_reached.wait(PATIENCE)
    newer = queue.submit("table", run_drill)
    gate.is_open.set()
    reply = inbox.next()
    assert reply.number == newer
    assert isinstance(reply.value, Page)
    assert went_on == []
    assert inbox.is_empty()


def test_a_queue_answers_rightly_after_questions_that_were_stopped(queue: QueryQueue, inbox: Mailbox) -> None:
    queue.submit("table", run_drill)
    before = inbox.next().value
    for _time in range(20):
        queue.submit("table", run_drill)
    last = queue.submit("table", run_drill)
    reply = inbox.next()
    while reply.number != last:
        assert reply.error is None
        reply = inbox.next()
    assert reply.value == before


# Cancelling


def test_what_is_cancelled_while_it_waits_is_never_done(queue: QueryQueue, inbox: Mailbox) -> None:
    gate = Gate()
    queue.submit("gate", gate)
    assert gate.is_reached.wait(PATIENCE)
    done: list[str] = []
    for slot in ("table", "gauges", "trend"):
        queue.submit(slot, lambda _database, slot=slot: done.append(slot))  # type: ignore[misc]
    queue.cancel("table", "trend", "nothing")
    gate.is_open.set()
    assert [inbox.next().slot, inbox.next().slot] == ["gate", "gauges"]
    assert done == ["gauges"]


def test_what_is_cancelled_while_it_runs_is_stopped_and_nobody_is_told(queue: QueryQueue, inbox: Mailbox) -> None:
    query = LongQuery()
    queue.submit("table", query)
    assert query.is_reached.wait(PATIENCE)
    queue.cancel("gauges")
    assert not query.is_over.is_set()
    queue.cancel("table")
    assert query.is_over.wait(PATIENCE)
    queue.submit("gauges", answer("after"))
    assert inbox.next().value == "after"
    assert inbox.is_empty()


# Errors


@pytest.mark.parametrize("error", [UsageError("No such thing."), QueryError("Out of memory.")])
def test_a_failure_that_is_told_in_a_sentence_is_the_reply(queue: QueryQueue, error: Exception) -> None:
    reply = reply_to(queue, failing(error))
    assert reply.error is error
    assert reply.value is None


def test_a_question_that_makes_no_sense_is_told_and_the_next_is_answered(queue: QueryQueue) -> None:
    reply = reply_to(queue, table_task(Question("nothing"), "en"))
    assert isinstance(reply.error, UsageError)
    assert "nothing" in str(reply.error)
    assert reply_to(queue, answer("after")).value == "after"


@pytest.mark.parametrize(("debug", "kept"), [(None, 0), ("0", 0), ("1", 1)])
def test_the_unexpected_is_told_in_a_sentence_and_traced_only_when_asked_for(
    queue: QueryQueue, monkeypatch: pytest.MonkeyPatch, debug: str | None, kept: int
) -> None:
    if debug is not None:
        monkeypatch.setenv("PARX_DEBUG", debug)
    reply = reply_to(queue, failing(ZeroDivisionError("by nothing")))
    assert isinstance(reply.error, QueryError)
    assert str(reply.error) == "Something unexpected went wrong: ZeroDivisionError: by nothing."
    assert (reply.traceback is not None) == bool(kept)
    assert reply.traceback is None or ("Traceback" in reply.traceback and "by nothing" in reply.traceback)
    assert reply_to(queue, answer("after")).value == "after"


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
    queue = QueryQueue(path, MEMORY)
    reply = queue.wait_for(queue.submit("open", None), PATIENCE)
    assert reply is not None
    assert isinstance(reply.error, DatabaseError)
    assert str(path) in str(reply.error)
    assert not queue.is_replaced()
    queue.close()


def test_after_a_failed_opening_questions_are_told_why_until_one_succeeds(tmp_path: Path, sample_path: Path) -> None:
    path = tmp_path / "office.duckdb"
    queue = QueryQueue(path, MEMORY)
    inbox = Mailbox()
    queue.deliver_to(inbox)
    queue.submit("open", None)
    queue.submit("table", answer("early"))
    assert [inbox.next().slot, str(inbox.next().error)] == ["open", str(queue._open_error)]
    assert isinstance(queue._open_error, DatabaseError)
    shutil.copy(sample_path, path)
    queue.submit("open", None)
    queue.submit("table", run_drill)
    opened, table = inbox.next(), inbox.next()
    assert (opened.slot, opened.error) == ("open", None)
    assert isinstance(table.value, Page)
    queue.close()


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 1000])
def test_the_database_that_is_open_answers_on_when_the_new_one_cannot_be_opened(
    path: Path, content: bytes | None
) -> None:
    queue = QueryQueue(path, MEMORY)
    reply_to(queue, None, "open")
    before = reply_to(queue, run_drill).value
    spoil(path, content)
    assert isinstance(reply_to(queue, None, "open").error, DatabaseError)
    again = reply_to(queue, lambda database: run_report(database, Question(), language="en"))
    assert (again.error, again.value) == (None, before)
    filings = reply_to(queue, table_task(Question("filings", limit=3), "en"))
    assert filings.error is None
    assert queue.is_replaced()
    queue.close()


def test_a_replaced_file_is_noticed_and_opened(path: Path, sample_path: Path) -> None:
    queue = QueryQueue(path, MEMORY)
    assert not queue.is_replaced(), "nothing is open yet"
    reply_to(queue, None, "open")
    assert not queue.is_replaced()
    spoil(path, sample_path.read_bytes())
    assert queue.is_replaced()
    assert reply_to(queue, None, "open").error is None
    assert not queue.is_replaced()
    assert reply_to(queue, run_drill).error is None
    path.unlink()
    assert queue.is_replaced()
    queue.close()


def test_one_file_is_told_from_another_of_the_same_content(path: Path, tmp_path: Path) -> None:
    state = file_state(path)
    assert state is not None
    assert file_state(path) == state
    spoil(path, path.read_bytes())
    assert file_state(path) not in (state, None)
    assert file_state(tmp_path / "nothing") is None


# Ending


def test_closing_ends_the_thread_and_lets_go_of_the_file(path: Path) -> None:
    queue = QueryQueue(path, MEMORY)
    reply_to(queue, None, "open")
    reply_to(queue, run_drill)
    queue.close()
    assert not queue._thread.is_alive()
    assert holders(path) == []


def test_closing_stops_what_runs_and_forgets_what_waits(queue: QueryQueue, inbox: Mailbox) -> None:
    query = LongQuery()
    queue.submit("table", query)
    assert query.is_reached.wait(PATIENCE)
    done: list[str] = []
    queue.submit("gauges", lambda _database: done.append("gauges"))
    queue.close()
    assert query.is_over.wait(PATIENCE)
    queue._thread.join(PATIENCE)
    assert not queue._thread.is_alive()
    assert done == []
    assert inbox.is_empty()


def test_a_queue_that_was_never_opened_closes() -> None:
    queue = QueryQueue(Path("nowhere"), MEMORY)
    queue.close()
    assert not queue._thread.is_alive()


def holders(path: Path) -> list[str]:
    """Return the file descriptors of this process that lead to a file, where the system tells them."""
    folder = Path("/proc/self/fd")
    if not folder.exists():
        return []
    return [link.name for link in folder.iterdir() if link.is_symlink() and os.path.realpath(link) == str(path)]


def test_a_queue_imports_neither_textual_nor_rich() -> None:
    code = (
        "import sys; import parx_tui.ui.worker.query_queue;"
        "found = {name.split('.')[0] for name in sys.modules} & {'textual', 'rich', 'click'};"
        "assert not found, found"
    )
    imported = finished([sys.executable, "-c", code])
    assert imported.returncode == 0, imported.stderr
