"""Replies on their way from the worker to whoever waits for them."""

from __future__ import annotations

from threading import Condition

from parx_tui.ui.worker.protocol import Receiver, Reply


class ReplyInbox:
    """Replies on their way to a receiver; kept until there is one."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._receiver: Receiver | None = None
        self._kept: list[Reply] = []

    def deliver_to(self, receiver: Receiver) -> None:
        """Deliver replies to a function from now on, and those that nobody has received yet."""
        with self._changed:
            kept, self._kept = self._kept, []
            self._receiver = receiver
        for reply in kept:
            receiver(reply)

    def wait_for(self, number: int, seconds: float | None = None) -> Reply | None:
        """Return the reply to a request that nobody has received yet; ``None`` when it takes too many seconds."""

        def found() -> Reply | None:
            return next((reply for reply in self._kept if reply.number == number), None)

        with self._changed:
            return self._changed.wait_for(found, seconds)

    def _deliver(self, reply: Reply) -> None:
        with self._changed:
            receiver = self._receiver
            if receiver is None:
                self._kept.append(reply)
                self._changed.notify_all()
        if receiver is not None:
            receiver(reply)
