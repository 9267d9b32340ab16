"""A command on a pseudo-terminal: its keys, its output and the screen that a terminal would show.

Output is recorded as it comes and brought onto the screen only when somebody looks, so that
reading is never slowed down by drawing: times are those at which the bytes arrived.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import pyte

PATIENCE = 20.0
"""Seconds after which nothing more is expected: far more than anything takes, also on a busy machine."""

ENTER, ESCAPE, BACKSPACE, DOWN, PAGE_DOWN = b"\r", b"\x1b", b"\x7f", b"\x1b[B", b"\x1b[6~"

Condition = Callable[[list[str]], bool]
"""What a screen may be waited for to fulfil, given its lines."""

# The terminal that the leader of a session opens first becomes the one that hangs it up.
ON_TERMINAL = 'exec "$@" <>"$0" >&0 2>&0'


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one reading brought, and when it did (``time.perf_counter``)."""

    time: float
    data: bytes


class Terminal:
    """A terminal of a size in which a command runs; use it in a ``with`` statement, which ends the command.

    ``chunks`` is the recorded output, ``started`` when the command was started, ``attributes`` the
    terminal's settings (those of ``termios``) before that.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 80, rows: int = 24
    ) -> None:
        self.chunks: list[Chunk] = []
        self._shown = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        self._slave: int | None = slave
        self._is_hung_up = False
        termios.tcsetwinsize(slave, (rows, columns))
        self.attributes = termios.tcgetattr(slave)
        # Nothing is ever written to this pipe: it ends when the command, which holds the other end, does.
        self._alive, held = os.pipe()
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", ON_TERMINAL, os.ttyname(slave), *command],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=(held,),
        )
        os.close(held)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self.hang_up()
        os.close(self._alive)

    # Doing.

    def send(self, *packets: bytes) -> None:
        """Type; each packet is written at once, as a keyboard or an input method does."""
        for packet in packets:
            os.write(self._master, packet)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, of which the system tells the command by SIGWINCH."""
        self._show()
        self._screen.resize(rows, columns)
        termios.tcsetwinsize(self._master, (rows, columns))

    def signal(self, number: signal.Signals) -> None:
        """Send the command a signal."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal from outside, as a dropped line does."""
        if not self._is_hung_up:
            self._is_hung_up = True
            self._let_go()
            os.close(self._master)

    # Waiting.

    def wait_for(self, wanted: str | Condition, timeout: float = PATIENCE) -> float:
        """Wait until the screen shows a text or a condition holds; return when the output came that brought it.

        Output that is recorded already is looked at from where the screen stands, reading by reading.

        Raises ``AssertionError`` with the screen when the time is over or the command has ended.
        """

        def is_there() -> bool:
            lines = self._drawn()
            return any(wanted in line for line in lines) if isinstance(wanted, str) else wanted(lines)

        end = time.perf_counter() + timeout
        while not is_there():
            if self._shown == len(self.chunks) and not self._read(end - time.perf_counter()):
                what = repr(wanted) if isinstance(wanted, str) else "What was waited for"
                raise AssertionError(f"{what} did not come. Exit code: {self._process.poll()}. Screen:\n{self.text}")
            self._show(1)
        return self.chunks[self._shown - 1].time if self._shown else self.started

    def listen(self, seconds: float) -> bytes:
        """Return the output of the next seconds, fewer when the command ends."""
        first, end = len(self.chunks), time.perf_counter() + seconds
        while self._read(end - time.perf_counter()):
            pass
        return joined(self.chunks[first:])

    def settle(self, quiet: float, timeout: float = PATIENCE) -> bytes:
        """Wait for output and then until none comes for ``quiet`` seconds; return it.

        Raises ``AssertionError`` with the screen when there is none, or no end of it.
        """
        first, end = len(self.chunks), time.perf_counter() + timeout
        seconds = timeout
        while self._read(seconds):
            assert time.perf_counter() < end, f"Output does not end. Screen:\n{self.text}"
            seconds = quiet
        assert len(self.chunks) > first, f"No output came. Exit code: {self._process.poll()}. Screen:\n{self.text}"
        return joined(self.chunks[first:])

    def end(self, timeout: float = PATIENCE) -> int:
        """Wait until the command has ended and all its output is there; return its exit code.

        It is 128 and the number of the signal when a signal killed the command.
        Raises ``AssertionError`` with the screen when the command goes on.
        """
        end = time.perf_counter() + timeout
        while self._read(end - time.perf_counter()):
            pass
        try:
            code = self._process.wait(max(0.1, end - time.perf_counter()))
        except subprocess.TimeoutExpired as error:
            raise AssertionError(f"The command goes on. Screen:\n{self.text}") from error
        return 128 - code if code < 0 else code

    # Looking.

    @property
    def output(self) -> bytes:
        """All output so far."""
        return joined(self.chunks)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without the blanks at their ends."""
        self._show()
        return self._drawn()

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def attributes_now(self) -> list[int | list[bytes | int]]:
        """The terminal's settings as they are now."""
        return termios.tcgetattr(self._master)

    def _read(self, seconds: float) -> bool:
        """Record one reading; return whether there was one, before the time was over or the command had ended."""
        watched = [self._alive] if self._is_hung_up else [self._alive, self._master]
        readable, _writable, _failed = select.select(watched, [], [], max(0, seconds))
        if self._master not in readable:
            if self._slave is None or not readable:
                return False
            # The command has ended. Its last output may be on the way still; once nobody holds the
            # terminal open, reading tells when that is all.
            self._let_go()
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.chunks.append(Chunk(time.perf_counter(), data))
        return bool(data)

    def _drawn(self) -> list[str]:
        """Return the lines of the screen as far as it has been drawn."""
        return [line.rstrip() for line in self._screen.display]

    def _let_go(self) -> None:
        """Hold the command's end of the terminal open no longer."""
        if self._slave is not None:
            os.close(self._slave)
            self._slave = None

    def _show(self, most: int | None = None) -> None:
        """Bring output onto the screen, all of it or at most some chunks."""
        last = len(self.chunks) if most is None else min(len(self.chunks), self._shown + most)
        for chunk in self.chunks[self._shown : last]:
            self._stream.feed(chunk.data)
        self._shown = last


def joined(chunks: Sequence[Chunk]) -> bytes:
    """Return the output of some readings."""
    return b"".join(chunk.data for chunk in chunks)
