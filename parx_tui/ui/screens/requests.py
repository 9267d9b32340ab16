"""Requests to the worker: each with what becomes of its reply, and what keys ask for until it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from parx_tui.i18n import _
from parx_tui.ui.keys import key_sign
from parx_tui.ui.worker.protocol import Reply, Task, Worker

Value = TypeVar("Value")

WAIT_SHOWN_AFTER = 0.2

AT_ONCE = frozenset({"go_out", "quit"})
"""Actions that do not wait for a table that is on its way."""

MOST_HELD = 20
"""Actions that are kept for it; a key that was leant on shall not go on for minutes."""


class Replied(Message):
    """The worker has a reply."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


class RequestingScreen(Screen[None]):
    """A screen that has a worker do tasks, and does actions once the table is there that they are meant for."""

    def __init__(self, worker: Worker, keys: dict[str, str]) -> None:
        super().__init__()
        self.worker = worker
        self.keys = keys
        self._handlers: dict[str, tuple[int, Callable[[object], None]]] = {}
        self._waiting: Timer | None = None
        self._held: list[str] = []

    def say(self, message: str) -> None:
        """Tell something."""
        raise NotImplementedError

    def receive_replies(self) -> None:
        """Wait for the first reply."""
        self._wait()
        self.worker.deliver_to(self._deliver)

    def _deliver(self, reply: Reply) -> None:
        """Bring a reply from the thread that it came on to that of the screen."""
        self.post_message(Replied(reply))

    def request(self, slot: str, task: Task | None, value_type: type[Value], handler: Callable[[Value], None]) -> None:
        """Have the worker do a task; ``handler`` gets its value of a type, unless a newer request comes between."""
        self._handle(slot, self.worker.submit(slot, task), value_type, handler)
        if slot == "table":
            self._wait()

    def cancel(self, *slots: str) -> bool:
        """Forget what is requested in some slots; return whether anything was."""
        self.worker.cancel(*slots)
        forgotten = [self._handlers.pop(slot, None) for slot in slots]
        if "table" in slots:
            self._held.clear()
            self._stop_waiting()
        return any(forgotten)

    @property
    def is_waiting(self) -> bool:
        """Whether another table is on its way, so that the one in sight is no longer what is meant."""
        return any(slot in self._handlers for slot in ("table", "open"))

    def action_act(self, name: str) -> None:
        """Do an action; while a table is on its way, keep it for that, as keys come faster than replies."""
        if self.is_waiting and name not in AT_ONCE:
            self._held = [*self._held, name][:MOST_HELD]
        else:
            self.perform(name)

    def perform(self, name: str) -> None:
        """Do what an action is."""
        getattr(self, f"action_{name}")()

    def _do_held(self) -> None:
        """Do the actions that were kept, until one of them asks for another table."""
        while self._held and not self.is_waiting and self.is_current:
            self.action_act(self._held.pop(0))

    def on_replied(self, message: Replied) -> None:
        """Hand a reply to the one who waits for it; drop one that nobody waits for any more."""
        reply = message.reply
        number, handler = self._handlers.get(reply.slot, (0, None))
        if number != reply.number or handler is None:
            return
        del self._handlers[reply.slot]
        if reply.slot == "table":
            self._stop_waiting()
        if reply.error is not None:
            self._held.clear()
            self.say(str(reply.error))
        else:
            handler(reply.value)
            self._do_held()

    def _handle(self, slot: str, number: int, value_type: type[Value], handler: Callable[[Value], None]) -> None:
        def handle(value: object) -> None:
            if isinstance(value, value_type):
                handler(value)

        self._handlers[slot] = (number, handle)

    def _wait(self) -> None:
        """Say that a query runs, but only if it takes long enough to be noticed."""
        self._stop_waiting()
        self._waiting = self.set_timer(WAIT_SHOWN_AFTER, self._say_waiting)

    def _say_waiting(self) -> None:
        self.say(_("Asking… {key} stops it.").format(key=key_sign(self.keys["go_out"])))

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
