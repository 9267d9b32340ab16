"""Undoing and redoing the last load: what is named, what is asked, and which load it is."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from parx_tui.config import sample_path as own_sample
from parx_tui.errors import ExitCode
from parx_tui.load.store.publish import previous_path, undone_path
from tests.conftest import Cli, Outcome
from tests.office_files import RESOLVED, Told, content, filings_csv, load, office
from tests.terminal import Terminal

FIRST = Told("H26.02-220301-0001", date(2022, 3, 1), due=date(2022, 3, 10))
RESOLVED_FIRST = replace(FIRST, completed=date(2022, 3, 9), status=RESOLVED)
SECOND = Told("HS/2", date(2022, 3, 2))
MARCH, APRIL = datetime(2022, 3, 31, 8, 15), datetime(2022, 4, 30, 17, 5)

UNITS = "Mã đơn vị,Tên đơn vị\nH26.01,Sở Tư pháp\n"


@dataclass(frozen=True, slots=True)
class Desk:
    """An office's database that ``march.csv`` was loaded into, then ``april.csv`` and ``units.csv`` by one command."""

    cli: Cli
    database: Path
    march: bytes
    april: bytes

    def __call__(self, option: str, *options: str) -> Outcome:
        """Undo or redo."""
        return self.cli("load", option, "--db", str(self.database), *options)

    def load(self, path: Path, *options: str) -> Outcome:
        """Load a file."""
        return self.cli("load", str(path), "--db", str(self.database), *options)

    def file(self, name: str, rows: Sequence[Told]) -> Path:
        """Write a file of filings."""
        return filings_csv(self.database.with_name(name), rows)

    def names(self) -> set[str]:
        """Return the names beside the database, its own included."""
        return {path.name for path in self.database.parent.iterdir() if ".duckdb" in path.name}


@pytest.fixture
def desk(cli: Cli, tmp_path: Path) -> Desk:
    folder = tmp_path / "office"
    folder.mkdir()
    database = office(folder)
    days = {"covered_from": date(2022, 3, 1)}
    load(database, filings_csv(folder / "march.csv", [FIRST]), now=MARCH, covered_to=date(2022, 3, 31), **days)
    march = database.read_bytes()
    units = folder / "units.csv"
    units.write_text(f"{UNITS}H26.04,UBND xã Mới\n", "utf-8")
    april = filings_csv(folder / "april.csv", [RESOLVED_FIRST, *(replace(SECOND, code=f"HS/{n}") for n in range(1200))])
    load(database, april, units, now=APRIL, covered_to=date(2022, 4, 30), **days)
    return Desk(cli, database, march, database.read_bytes())


# What is named


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (
            "en",
            "This takes back the load of 30/04/2022 17:05:\n"
            "  units.csv (units, 01/03/2022 to 30/04/2022, 1 row loaded, 0 updated)\n"
            "  april.csv (filings, 01/03/2022 to 30/04/2022, 1,200 rows loaded, 1 updated)\n",
            "Undone: {path} is as it was before that load. Its last load now is that of 31/03/2022 08:15: march.csv.\n"
            "To bring it back, until the next load: parx-tui load --redo --db {path}\n",
        ),
        (
            "vi",
            "Hoàn tác lần nạp lúc 30/04/2022 17:05:\n"
            "  units.csv (đơn vị, từ 01/03/2022 đến 30/04/2022, 1 dòng nạp mới, 0 dòng cập nhật)\n"
            "  april.csv (hồ sơ, từ 01/03/2022 đến 30/04/2022, 1.200 dòng nạp mới, 1 dòng cập nhật)\n",
            "Đã hoàn tác: {path} trở lại như trước lần nạp đó. Lần nạp cuối bây giờ là lần lúc 31/03/2022 08:15: "
            "march.csv.\n"
            "Để khôi phục lần nạp đó (chỉ trước lần nạp sau): parx-tui load --redo --db {path}\n",
        ),
    ],
)
def test_undo_names_every_file_of_the_command(desk: Desk, language: str, before: str, after: str) -> None:
    outcome = desk("--undo", "--lang", language)
    assert (outcome.code, outcome.out) == (ExitCode.OK, "")
    assert outcome.err == before + after.format(path=desk.database)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (
            "en",
            "This brings back the load of 30/04/2022 17:05:\n",
            "Redone: {path} is as it was after that load.\nTo take it back again: parx-tui load --undo --db {path}\n",
        ),
        (
            "vi",
            "Khôi phục lần nạp lúc 30/04/2022 17:05:\n",
            "Đã khôi phục: {path} trở lại như sau lần nạp đó.\nĐể hoàn tác lại: parx-tui load --undo --db {path}\n",
        ),
    ],
)
def test_redo_names_what_it_brings_back(desk: Desk, language: str, before: str, after: str) -> None:
    named = desk("--undo", "--lang", language).err.splitlines(keepends=True)[1:3]
    outcome = desk("--redo", "--lang", language)
    assert (outcome.code, outcome.out) == (ExitCode.OK, "")
    assert outcome.err == before + "".join(named) + after.format(path=desk.database)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({}, "units, 1 row loaded, 0 updated"),
        ({"covered_to": date(2022, 4, 30)}, "units, up to 30/04/2022, 1 row loaded, 0 updated"),
        ({"covered_from": date(2022, 4, 1)}, "units, from 01/04/2022 on, 1 row loaded, 0 updated"),
    ],
)
def test_days_that_a_list_does_not_tell_are_not_named(desk: Desk, days: dict[str, date], told: str) -> None:
    path = desk.database.with_name("more.csv")
    path.write_text(f"{UNITS}H26.05,UBND xã Khác\n", "utf-8")
    load(desk.database, path, **days)
    assert f"  more.csv ({told})\n" in desk("--undo").err


def test_that_no_file_is_left_is_told(cli: Cli, tmp_path: Path) -> None:
    database = tmp_path / "new.duckdb"
    assert cli("init", str(database), "--city", "01=Hà Nội").code == 0
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")
    assert cli("load", str(tmp_path / "units.csv"), "--db", str(database)).code == 0
    assert (
        "is as it was before that load. No file is loaded into it now."
        in cli("load", "--undo", "--db", str(database)).err
    )


@pytest.mark.parametrize("options", [["--quiet"], ["--quiet", "--yes"]])
def test_a_quiet_turn_says_nothing(desk: Desk, options: list[str]) -> None:
    for option, expected in (("--undo", desk.march), ("--redo", desk.april)):
        outcome = desk(option, *options)
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
        assert desk.database.read_bytes() == expected
    desk("--undo", *options)
    refused = desk("--undo", *options)
    assert refused.code == ExitCode.DATABASE
    assert refused.err.startswith("Error: Nothing to undo")


# What is asked


@pytest.fixture
def type_in(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """Have the command line find itself on a terminal, at which something has been typed."""
    keyboard, slave = pty.openpty()
    with os.fdopen(slave) as stdin:

        def type_in(typed: bytes) -> None:
            # Not before the test itself begins: pytest exchanges the streams between its phases.
            monkeypatch.setattr(sys, "stdin", stdin)
            for stream in (sys.stdout, sys.stderr):
                monkeypatch.setattr(stream, "isatty", lambda: True)
            os.write(keyboard, typed)

        yield type_in
    os.close(keyboard)


@pytest.mark.parametrize(
    ("language", "typed", "is_undone"),
    [
        ("en", "y\n", True), ("en", " YES \n", True), ("en", "n\n", False), ("en", "\n", False), ("en", "\x04", False),
        ("en", "perhaps\ny\n", True), ("en", "c\n\n", False),
        ("vi", "c\n", True), ("vi", "Có\n", True), ("vi", "co\n", True), ("vi", "y\n", True),
        ("vi", "k\n", False), ("vi", "Không\n", False), ("vi", "n\n", False), ("vi", "\n", False),
        ("vi", "ừ\nc\n", True),
    ],
)  # fmt: skip
def test_on_a_terminal_it_is_asked_first(
    desk: Desk, type_in: Callable[[bytes], None], language: str, typed: str, is_undone: bool
) -> None:
    type_in(typed.encode())
    outcome = desk("--undo", "--lang", language)
    assert outcome.code == (ExitCode.OK if is_undone else ExitCode.FAILED)
    assert desk.database.read_bytes() == (desk.march if is_undone else desk.april)
    question = "Hoàn tác? [c/K] " if language == "vi" else "Take it back? [y/N] "
    assert outcome.err.count(question) == max(1, typed.count("\n"))
    assert outcome.err.index("april.csv") < outcome.err.index(question)
    if not is_undone:
        assert outcome.err.splitlines()[-1].endswith(
            f"Không hoàn tác gì: {desk.database} giữ nguyên."
            if language == "vi"
            else f"Nothing was taken back: {desk.database} is as it was."
        )
        assert desk.names() == {desk.database.name, previous_path(desk.database).name}


def test_letters_that_cannot_be_read_are_no_yes(desk: Desk, type_in: Callable[[bytes], None]) -> None:
    type_in(b"\xff\xfe\n\n")
    assert desk("--undo").code == ExitCode.FAILED
    assert desk.database.read_bytes() == desk.april


@pytest.mark.parametrize("options", [["--yes"], ["--quiet"]])
def test_who_is_sure_is_not_asked(desk: Desk, type_in: Callable[[bytes], None], options: list[str]) -> None:
    type_in(b"n\n")
    outcome = desk("--undo", *options)
    assert outcome.code == ExitCode.OK
    assert "?" not in outcome.err
    assert desk.database.read_bytes() == desk.march


@pytest.mark.parametrize("name", ["stdin", "stderr"])
def test_a_script_is_not_asked(
    desk: Desk, type_in: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    type_in(b"n\n")
    monkeypatch.setattr(getattr(sys, name), "isatty", lambda: False)
    assert desk("--undo").code == ExitCode.OK
    assert desk.database.read_bytes() == desk.march


def test_who_sends_the_output_to_a_file_is_asked_all_the_same(
    desk: Desk, type_in: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(b"n\n")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert desk("--undo").code == ExitCode.FAILED
    assert desk.database.read_bytes() == desk.april


def test_what_is_brought_back_can_be_undone_and_so_is_not_asked_for(
    desk: Desk, type_in: Callable[[bytes], None]
) -> None:
    assert desk("--undo", "--yes").code == ExitCode.OK
    type_in(b"n\n")
    assert desk("--redo").code == ExitCode.OK
    assert desk.database.read_bytes() == desk.april


@contextmanager
def asking(desk: Desk, tmp_path: Path) -> Iterator[Terminal]:
    """Yield a terminal on which it is asked whether the load shall be taken back."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "VIRTUAL_ENV", "PYTHONPATH")}
    environment = {**kept, "HOME": str(tmp_path), "PARX_LANG": "vi", "LC_ALL": "C.UTF-8", "TERM": "xterm"}
    command = [sys.executable, "-m", "parx_tui", "load", "--undo", "--db", str(desk.database)]
    with Terminal(command, environment) as terminal:
        terminal.wait_for("Hoàn tác? [c/K]")
        yield terminal


def test_a_terminal_shows_the_question_and_takes_the_answer(desk: Desk, tmp_path: Path) -> None:
    with asking(desk, tmp_path) as terminal:
        terminal.send("có\r".encode())
        assert terminal.end() == ExitCode.OK
        assert "Đã hoàn tác" in terminal.text
    assert desk.database.read_bytes() == desk.march


def test_ctrl_c_at_the_question_leaves_the_database(desk: Desk, tmp_path: Path) -> None:
    with asking(desk, tmp_path) as terminal:
        terminal.send(b"\x03")
        assert terminal.end() == ExitCode.INTERRUPTED
        assert "Đã dừng" in terminal.text
    assert desk.database.read_bytes() == desk.april


def test_what_is_loaded_while_it_is_asked_is_not_taken_back(desk: Desk, tmp_path: Path) -> None:
    with asking(desk, tmp_path) as terminal:
        # The question keeps no other load waiting.
        assert desk.load(desk.file("may.csv", [replace(SECOND, code="HS/may")]), "--no-wait").code == ExitCode.OK
        loaded = desk.database.read_bytes()
        terminal.send(b"c\r")
        assert terminal.end() == ExitCode.DATABASE
        assert "Chưa hoàn tác gì" in " ".join(terminal.lines)
    assert desk.database.read_bytes() == loaded
    assert previous_path(desk.database).read_bytes() == desk.april


# Which load it is


def test_undo_and_redo_take_turns_as_often_as_one_likes(desk: Desk) -> None:
    before = content(previous_path(desk.database))
    for _turn in range(3):
        assert desk("--undo").code == ExitCode.OK
        assert desk.database.read_bytes() == desk.march
        assert undone_path(desk.database).read_bytes() == desk.april
        assert desk.names() == {"office.duckdb", "office.duckdb.undone"}
        assert desk("--redo").code == ExitCode.OK
        assert desk.database.read_bytes() == desk.april
        assert previous_path(desk.database).read_bytes() == desk.march
        assert desk.names() == {"office.duckdb", "office.duckdb.previous"}
    assert content(previous_path(desk.database)) == before


def test_a_load_ends_what_could_be_redone_and_says_so(desk: Desk) -> None:
    assert desk("--undo").code == ExitCode.OK
    outcome = desk.load(desk.file("may.csv", [SECOND]))
    assert outcome.code == ExitCode.OK
    assert "What was undone before can no longer be brought back: something else is loaded now.\n" in outcome.err
    assert desk.names() == {"office.duckdb", "office.duckdb.previous"}
    assert previous_path(desk.database).read_bytes() == desk.march
    again = desk("--redo")
    assert again.code == ExitCode.DATABASE
    assert again.err.startswith(f"Error: Nothing to redo: no load of {desk.database} is undone.")
    assert "What was undone before" not in desk.load(desk.file("june.csv", [replace(SECOND, code="HS/june")])).err


@pytest.mark.parametrize(
    ("options", "code"),
    [([], ExitCode.OK), (["--dry-run"], ExitCode.OK), (["--as", "returns"], ExitCode.FAILED)],
    ids=["nothing new", "trial", "failed"],
)
def test_a_load_that_changes_nothing_leaves_what_can_be_undone_and_redone(
    desk: Desk, options: list[str], code: int
) -> None:
    rows = [SECOND] if options else [FIRST]
    days = ["--from", "01/03/2022", "--to", "31/03/2022"]
    for option, names in (
        ("--undo", {"office.duckdb", "office.duckdb.previous"}),
        ("--redo", {"office.duckdb", "office.duckdb.undone"}),
    ):
        assert desk.names() == names
        before = {name: desk.database.with_name(name).read_bytes() for name in names}
        assert desk.load(desk.file("again.csv", rows), *days, *options).code == code
        assert {name: desk.database.with_name(name).read_bytes() for name in desk.names()} == before
        assert desk(option).code == ExitCode.OK


def test_a_load_that_only_confirms_is_one_that_is_undone(desk: Desk) -> None:
    path = desk.file("later.csv", [RESOLVED_FIRST])
    outcome = desk.load(path, "--from", "01/03/2022", "--to", "31/05/2022")
    assert "1 read = 0 loaded + 0 updated + 1 unchanged" in outcome.err
    assert previous_path(desk.database).read_bytes() == desk.april
    undone = desk("--undo")
    assert "  later.csv (filings, 01/03/2022 to 31/05/2022, 0 rows loaded, 0 updated)\n" in undone.err
    assert desk.database.read_bytes() == desk.april


# Why not


def test_a_database_without_loads_has_nothing_to_undo(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    assert cli("init", str(path), "--city", "01=Hà Nội").code == 0
    outcome = cli("load", "--undo", "--db", str(path))
    assert outcome.code == ExitCode.DATABASE
    assert outcome.err == f"Error: Nothing to undo: no file has been loaded into {path} yet.\n"
    outcome = cli("load", "--redo", "--db", str(path))
    assert outcome.code == ExitCode.DATABASE
    assert outcome.err.startswith(f"Error: Nothing to redo: no load of {path} is undone.")


def test_a_second_undo_says_how_the_first_is_taken_back(desk: Desk) -> None:
    assert desk("--undo").code == ExitCode.OK
    again = desk("--undo")
    assert again.code == ExitCode.DATABASE
    assert again.err == (
        f"Error: Nothing to undo: the last load of {desk.database} is undone already, and the one before it can no "
        f"longer be. To bring it back: parx-tui load --redo --db {desk.database}\n"
    )
    assert desk.database.read_bytes() == desk.march


def test_a_version_that_is_gone_is_named(desk: Desk) -> None:
    previous_path(desk.database).unlink()
    outcome = desk("--undo")
    assert outcome.code == ExitCode.DATABASE
    assert outcome.err == (
        f"Error: Nothing to undo: {previous_path(desk.database)}, where the version before the last load was kept, "
        "is not there.\n"
    )


@pytest.mark.parametrize("how", ["another city", "another load", "the version with the load"])
def test_redo_refuses_a_version_of_another_history(desk: Desk, cli: Cli, how: str) -> None:
    assert desk("--undo").code == ExitCode.OK
    undone = undone_path(desk.database).read_bytes()
    if how == "another city":
        # Both know one load that came from no file, and differ by the city alone.
        other = desk.database.with_name("other.duckdb")
        for code, path in (("01=Hà Nội", desk.database), ("02=Hải Phòng", other)):
            assert cli("init", str(path), "--city", code, "--force").code == ExitCode.OK
        units = desk.database.with_name("units.csv")
        assert desk.load(units).code == ExitCode.OK
        assert desk("--undo").code == ExitCode.OK
        undone = undone_path(desk.database).read_bytes()
        desk.database.write_bytes(other.read_bytes())
    elif how == "another load":
        assert desk.load(desk.file("may.csv", [SECOND])).code == ExitCode.OK
        undone_path(desk.database).write_bytes(undone)
    else:
        desk.database.write_bytes(undone)
    before = desk.database.read_bytes()
    outcome = desk("--redo")
    assert outcome.code == ExitCode.DATABASE
    assert f"{undone_path(desk.database)} is not the version of {desk.database} with the load" in outcome.err
    assert desk.database.read_bytes() == before
    assert undone_path(desk.database).read_bytes() == undone


@pytest.mark.parametrize(("option", "kept"), [("--undo", previous_path), ("--redo", undone_path)])
def test_a_version_that_cannot_be_opened_is_named(desk: Desk, option: str, kept: Callable[[Path], Path]) -> None:
    if option == "--redo":
        assert desk("--undo").code == ExitCode.OK
    before = desk.database.read_bytes()
    kept(desk.database).write_bytes(b"no database")
    outcome = desk(option)
    assert outcome.code == ExitCode.DATABASE
    assert f"{kept(desk.database)} is not a DuckDB database" in outcome.err
    assert desk.database.read_bytes() == before


def test_the_sample_is_not_redone(cli: Cli) -> None:
    outcome = cli("load", "--redo", "--db", str(own_sample()))
    assert outcome.code == ExitCode.USAGE
    assert outcome.err.startswith("Error: Say with --db which database to load into.")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_who_may_read_the_database_may_read_what_is_kept_of_it(desk: Desk, mode: int) -> None:
    desk.database.chmod(mode)
    for option, kept in (("--undo", undone_path), ("--redo", previous_path)):
        assert desk(option).code == ExitCode.OK
        assert desk.database.stat().st_mode & 0o777 == mode
        assert kept(desk.database).stat().st_mode & 0o777 == mode
