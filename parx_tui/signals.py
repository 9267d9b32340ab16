"""Ctrl+C in the middle of a query: heard at once."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread, current_thread, main_thread

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPT_AGAIN = 0.05
"""Seconds between two interruptions: DuckDB forgets one that comes just as a query begins."""


@contextmanager
def heeding_signals(interrupt: Callable[[], None]) -> Iterator[None]:
    """Call ``interrupt``, which stops DuckDB, when a signal is to end the block.

    Python hears of signals in its main thread alone, which waits for DuckDB: Ctrl+C would be heard
    at the end of a statement.
    """
    if current_thread() is not main_thread():
        yield
        return
    receiver, sender = os.pipe()
    os.set_blocking(sender, False)
    heeder = Thread(target=_interrupt_on_signal, args=[interrupt, receiver], name="signals", daemon=True)
    before = signal.set_wakeup_fd(sender, warn_on_full_buffer=False)
    heeder.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(sender)
        heeder.join()
        os.close(receiver)


def _interrupt_on_signal(interrupt: Callable[[], None], receiver: int) -> None:
    """Interrupt again and again from the first signal to end the program until the other end is closed."""
    numbers = os.read(receiver, 16)
    while numbers and not any(number in ENDING_SIGNALS for number in numbers):
        numbers = os.read(receiver, 16)
    import duckdb

    # The signal may end the block before it waits for this thread; the connection is closed then.
    with suppress(duckdb.ConnectionException):
        while numbers:
            interrupt()
            if select.select([receiver], [], [], INTERRUPT_AGAIN)[0]:
                numbers = os.read(receiver, 16)
