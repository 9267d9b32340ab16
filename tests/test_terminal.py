"""The text UI on a real terminal: what it draws there, how it listens, and how it leaves."""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.children import PROGRAM, environment
from tests.terminal import BACKSPACE, DOWN, ENTER, ESCAPE, Terminal

Start = Callable[..., Terminal]

FIRST_ROW, LAST_DRAWN = "1,030,435 999,560", "quarter I/2021"
"""Figures of the row of Hà Nội, and what is drawn last of all, once the cursor rests."""

SOON = 1.0
"""Seconds within which the program leaves when it is told to."""

WITHOUT_VIETNAMESE = (
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "latin-1"},
)
IGNORING_HANG_UPS = ("/bin/sh", "-c", 'trap "" HUP; exec "$@"', "sh")
UNDER_A_LEADER_THAT_IGNORES_HANG_UPS = ("/bin/sh", "-c", 'trap "" HUP; "$@"; exit $?', "sh")
INTO_A_PIPE = ("/bin/sh", "-c", '{ "$@"; echo "code $?" >&2; } | cat', "sh")


@pytest.fixture
def start(tmp_path: Path, sample_path: Path) -> Iterator[Start]:
    """Start the program on a terminal; ``through`` is a command that starts it in turn."""
    with ExitStack() as stack:

        def call(
            *arguments: str, columns: int = 80, rows: int = 24, through: Sequence[str] = (), **more: str
        ) -> Terminal:
            settings = environment(tmp_path, sample_path, **{"TERM": "xterm-256color", **more})
            return stack.enter_context(Terminal([*through, *PROGRAM, *arguments], settings, columns=columns, rows=rows))

        yield call


def assert_restored(terminal: Terminal) -> None:
    """Hold that the terminal is as it was before the program."""
    output = terminal.output
    for switched_on, switched_off in (
        (b"\x1b[?1049h", b"\x1b[?1049l"),
        (b"\x1b[?25l", b"\x1b[?25h"),
        (b"\x1b[?1000h", b"\x1b[?1000l"),
        (b"\x1b[?1003h", b"\x1b[?1003l"),
        (b"\x1b[?2004h", b"\x1b[?2004l"),
    ):
        assert output.rfind(switched_on) <= output.rfind(switched_off), switched_on
    assert b"Traceback" not in output
    assert terminal.attributes_now == terminal.attributes


def test_one_drills_to_a_commune_and_back_and_leaves_a_clean_terminal(start: Start) -> None:
    terminal = start()
    terminal.wait_for(FIRST_ROW)
    assert b"\x1b[?1049h" in terminal.output
    terminal.wait_for("All cities")
    terminal.send(ENTER)
    terminal.wait_for("Commune level (xã)")
    terminal.send(DOWN, DOWN, ENTER)
    terminal.wait_for("Hà Nội › Commune level (xã)")
    terminal.wait_for("Phường Bạch Mai")
    terminal.send(ENTER)
    terminal.wait_for("Hà Nội › Commune level (xã) › Phường Bạch Đằng")
    terminal.wait_for("Chứng thực")
    terminal.send(ESCAPE)
    terminal.wait_for("Phường Bạch Mai")
    terminal.send(BACKSPACE)
    terminal.wait_for("District level")
    terminal.send(b"q")
    assert terminal.end() == 0
    assert_restored(terminal)


def test_nothing_is_sent_while_nobody_does_anything(start: Start) -> None:
    terminal = start()
    terminal.wait_for(LAST_DRAWN)
    terminal.listen(0.5)
    assert terminal.listen(1.0) == b""


def test_a_key_that_moved_is_told_below_the_table_and_found_again_afterwards(start: Start, tmp_path: Path) -> None:
    config = tmp_path / "keys.toml"
    config.write_text('[keys]\nsort = "/,q,ctrl+c,ctrl+q"\n')
    terminal = start(PARX_CONFIG=str(config))
    told = 'filter from "/" to "f"; quit from "q" to "u"'
    terminal.wait_for(FIRST_ROW)
    # Before the screen is opened, and on it, below the table.
    assert told.encode() in terminal.output.partition(b"\x1b[?1049h")[0]
    terminal.wait_for("Keys moved because of your own")
    terminal.send(b"u")
    assert terminal.end() == 0
    assert_restored(terminal)


def test_ctrl_c_leaves(start: Start) -> None:
    terminal = start()
    terminal.wait_for(FIRST_ROW)
    terminal.send(b"\x03")
    assert terminal.end() == 0
    assert_restored(terminal)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_soon(start: Start, number: signal.Signals, code: int) -> None:
    terminal = start()
    terminal.wait_for(FIRST_ROW)
    terminal.signal(number)
    assert terminal.end(SOON) == code
    assert_restored(terminal)


@pytest.mark.parametrize("through", [(), IGNORING_HANG_UPS, UNDER_A_LEADER_THAT_IGNORES_HANG_UPS])
def test_a_dropped_line_ends_it_soon(start: Start, through: Sequence[str]) -> None:
    terminal = start(through=through)
    terminal.wait_for(FIRST_ROW)
    terminal.hang_up()
    assert terminal.end(SOON) == 129


@pytest.mark.parametrize("name", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_place_text_is_refused(start: Start, name: str) -> None:
    terminal = start(TERM=name)
    assert terminal.end() == 2
    told = terminal.output.decode()
    assert f"TERM={name}" in told
    assert "parx-tui --export drill" in told
    assert "\x1b" not in told


def test_a_pipe_is_refused(start: Start) -> None:
    terminal = start(through=INTO_A_PIPE)
    terminal.wait_for("code 2")
    told = terminal.output.decode()
    assert "needs a terminal" in told
    assert "parx-tui --export drill" in told


@pytest.mark.parametrize("settings", WITHOUT_VIETNAMESE)
def test_an_encoding_without_vietnamese_letters_is_refused(start: Start, settings: dict[str, str]) -> None:
    terminal = start(**settings)
    assert terminal.end() == 2
    told = terminal.output.decode()
    for advice in ("UTF-8", "--ascii", "parx-tui --export drill"):
        assert advice in told
    assert "\x1b" not in told


@pytest.mark.parametrize("settings", WITHOUT_VIETNAMESE)
def test_ascii_goes_without_accents_where_the_encoding_lacks_them(start: Start, settings: dict[str, str]) -> None:
    terminal = start("--ascii", "--by", "agency", "--city", "ha noi", "--filter", "dong da", **settings)
    terminal.wait_for("Quan Dong Da")
    terminal.send(b"?")
    terminal.wait_for("Moving")
    assert terminal.output.isascii()


def test_ascii_draws_no_blocks_and_keeps_the_letters(start: Start) -> None:
    terminal = start("--ascii")
    terminal.wait_for(LAST_DRAWN)
    terminal.send(ENTER)
    terminal.wait_for("District level (huy")
    terminal.wait_for("left")
    terminal.send(b"?")
    terminal.wait_for("Moving")
    signs = {sign for sign in terminal.output.decode() if not sign.isascii() and not sign.isalpha()}
    assert signs <= {"≥", "≤"}


def test_no_color_sends_no_colours(start: Start) -> None:
    terminal = start(NO_COLOR="1")
    terminal.wait_for(FIRST_ROW)
    terminal.send(ENTER)
    terminal.wait_for("District level")
    terminal.wait_for("left")
    codes = {
        int(code)
        for sequence in re.findall(rb"\x1b\[([0-9;:]*)m", terminal.output)
        for code in re.split(rb"[;:]", sequence)
        if code
    }
    colours = {*range(30, 50), *range(90, 108)} - {39, 49}
    assert not codes & colours, "but 39 and 49, which ask for the terminal's own"
    assert 7 in codes, "the cursor is shown reversed"


def test_a_plain_xterm_gets_sixteen_colours(start: Start) -> None:
    terminal = start(TERM="xterm")
    terminal.wait_for(LAST_DRAWN)
    assert not re.search(rb"\x1b\[[0-9;]*[34]8;", terminal.output)


def test_another_size_harms_nothing(start: Start) -> None:
    terminal = start("--by", "agency", "--city", "ha noi", columns=120, rows=40)
    terminal.wait_for(LAST_DRAWN)
    before = terminal.lines
    for columns, rows in ((40, 10), (80, 24), (120, 40)):
        terminal.resize(columns, rows)
        # The key line is the last line of every size.
        terminal.wait_for(lambda lines: lines[-1].startswith("Enter in") and lines[0].endswith("/06"))
        terminal.wait_for("630 rows")
    terminal.wait_for(lambda lines: lines == before)


@pytest.mark.parametrize(
    ("arguments", "settings", "listens"),
    [
        ([], {}, True),
        (["--no-mouse"], {}, False),
        ([], {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, False),
        (["--mouse"], {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, True),
    ],
)
def test_the_mouse_is_left_alone_over_ssh(
    start: Start, arguments: list[str], settings: dict[str, str], listens: bool
) -> None:
    terminal = start(*arguments, **settings)
    terminal.wait_for(FIRST_ROW)
    assert (b"\x1b[?1000h" in terminal.output) == listens


def test_a_replaced_file_is_told_and_reopened_and_a_lost_one_stays_in_sight(
    start: Start, tmp_path: Path, sample_path: Path
) -> None:
    watched, other = tmp_path / "watched.duckdb", tmp_path / "other.duckdb"
    shutil.copy(sample_path, watched)
    shutil.copy(sample_path, other)
    os.utime(other, (1, 1))
    terminal = start("--db", str(watched))
    terminal.wait_for(FIRST_ROW)
    other.replace(watched)
    terminal.wait_for("was replaced. r opens the new one")
    terminal.send(b"r")
    terminal.wait_for(lambda lines: "replaced" not in "".join(lines))
    assert FIRST_ROW in terminal.text
    watched.unlink()
    terminal.wait_for("is gone")
    assert FIRST_ROW in terminal.text
    terminal.send(ENTER)
    terminal.wait_for("District level")
    terminal.send(b"r")
    terminal.wait_for("There is no database at")
    assert "District level" in terminal.text
    terminal.send(b"q")
    assert terminal.end() == 0


def test_vietnamese_is_typed_with_an_input_method(start: Start) -> None:
    terminal = start()
    terminal.wait_for("Quy Nhơn")
    terminal.send(b"/")
    terminal.wait_for("text to look for")
    packets = ("h", "a", "\x7fà", " ", "n", "o", "\x7fô", "i", "\x7f\x7fội")
    terminal.send(*(packet.encode() for packet in packets))
    terminal.wait_for('filter "hà nội"')
    terminal.wait_for(lambda lines: "hà nội" in lines)
    terminal.wait_for(lambda lines: FIRST_ROW in "".join(lines) and "Quy Nhơn" not in "".join(lines))


def test_copying_reaches_the_clipboard_of_the_terminal(start: Start) -> None:
    terminal = start()
    terminal.wait_for(FIRST_ROW)
    terminal.send(b"c")
    copied = b"\x1b]52;c;" + base64.b64encode("Hà Nội".encode())
    terminal.wait_for(lambda _lines: copied in terminal.output)


def test_a_broken_configuration_file_is_told_on_the_screen(start: Start, tmp_path: Path) -> None:
    settings = tmp_path / ".config" / "parx-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("database = [\n")
    terminal = start(columns=200)
    terminal.wait_for("Cannot read the configuration file")
    terminal.wait_for(FIRST_ROW)


def test_a_broken_configuration_file_that_is_named_opens_no_screen(start: Start, tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text("database = [\n")
    terminal = start(PARX_CONFIG=str(settings))
    assert terminal.end() == 2
    assert str(settings) in terminal.output.decode()
    assert b"\x1b[?1049h" not in terminal.output


@pytest.mark.parametrize(
    ("text", "wrong", "nearest"),
    [('languge = "en"\n', "languge", "language"), ('[keys]\nsrot = "z"\n', "srot", "sort")],
)
def test_an_unknown_setting_is_refused(start: Start, tmp_path: Path, text: str, wrong: str, nearest: str) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(text)
    terminal = start(PARX_CONFIG=str(settings))
    assert terminal.end() == 2
    told = terminal.output.decode()
    assert str(settings) in told
    assert wrong in told
    assert nearest in told
