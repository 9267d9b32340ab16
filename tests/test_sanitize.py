"""Whatever a name holds, neither a terminal nor a clipboard gets a command from it, and a file can be shown on one."""

from __future__ import annotations

import ast
import asyncio
import io
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parx_tui
from parx_tui.cli.run import run
from parx_tui.data.drill import DrillPath
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.errors import ExitCode
from parx_tui.export import FORMATS
from parx_tui.export.value_text import guarded
from parx_tui.load.store.publish import holding
from parx_tui.sanitize import clean, clean_lines, clean_value, escaped
from tests.conftest import Cli
from tests.office_files import PENDING, Told, filings_csv, office
from tests.pilot import opened
from tests.terminal import Terminal
from tests.test_database_is_data import plant

COMMAND = "\x1b]52;c;ZXZpbA==\x07"
"""Has a terminal fill the clipboard."""

NASTY = f"{COMMAND}\x9b31m\x1b[2J\x7f\x85\r\n\x0b\u202ex\u2066\u200b\ufeff\U000e0041"
"""That, colours, an empty screen, ends of lines, and characters that turn the text round or take no room."""

DAY = date(2022, 3, 1)

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of Unicode of what is not seen: controls, formats, halves of characters, ends of lines."""

COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What a terminal acts upon, save ends of lines and tabs."""


def hidden(text: str, *, besides: str = "") -> list[str]:
    """Return the characters of a text that are not seen."""
    return [letter for letter in text if unicodedata.category(letter) in HIDDEN and letter not in besides]


# Single texts


def test_every_character_that_is_not_seen_is_replaced() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert hidden(clean(every)) == []
    assert hidden(clean_lines(every), besides="\t\n") == []
    changed = "".join(letter for letter in every if clean(letter) != letter)
    # Among them lie numbers that no character has yet.
    assert [letter for letter in changed if unicodedata.category(letter) != "Cn"] == hidden(every)
    assert COMMANDS.search(clean_value(every)) is None
    assert [letter for letter in every if clean_value(letter) != letter] == COMMANDS.findall(every)
    assert clean("Hà Nội – 99,12% │ đ") == "Hà Nội – 99,12% │ đ"


@given(st.text())
def test_json_says_the_same_without_any_of_them(text: str) -> None:
    line = escaped(json.dumps({"name": text}, ensure_ascii=False))
    assert hidden(line) == []
    assert json.loads(line) == {"name": text}


def test_half_a_character_is_escaped_as_well() -> None:
    assert escaped('"\udc9b"') == '"\\udc9b"'


@pytest.mark.parametrize("value", ["\x1b=1+1", "\x00@cmd", "\x9b\x1b-x"])
def test_a_command_before_a_formula_does_not_hide_it(value: str) -> None:
    assert guarded(value).startswith("'")


# Reports


@pytest.fixture(scope="module")
def nasty(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with commands for terminals in every name and note."""
    path = tmp_path_factory.mktemp("nasty") / "nasty.duckdb"
    shutil.copy(sample_path, path)
    texts = {
        "city": ("city_name",),
        "agency": ("agency_name",),
        "field": ("field_name",),
        "procedure": ("procedure_name",),
        "level": ("name_en", "name_vi"),
        "channel": ("name_en", "name_vi"),
        "service_level": ("name_en", "name_vi"),
        "indicator": ("name_en", "name_vi"),
        "filing_status": ("name_en", "name_vi"),
        "load": ("file_name", "source_system"),
        "source_document": ("document", "issuer", "publisher"),
        "reported_figure": ("note",),
        "target": ("note",),
    }
    plant(
        path,
        *(
            f"update {table} set {column} = {column} || '{NASTY}' || {column}"
            for table, columns in texts.items()
            for column in columns
        ),
        f"insert into rejected_cell select load_id, 1, 'a{NASTY}', 'b{NASTY}', 'missing', 'c{NASTY}' from load limit 1",
    )
    return path


class Screen(io.BytesIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command with both its outputs on a terminal, and return what that gets."""

    def call(*arguments: str, code: int = 0) -> str:
        screen = Screen()
        with monkeypatch.context() as patched:
            patched.setenv("PARX_LANG", "en")
            stream = io.TextIOWrapper(screen, "utf-8", write_through=True)
            patched.setattr(sys, "stdout", stream)
            patched.setattr(sys, "stderr", stream)
            assert run(arguments) == code
            return screen.getvalue().decode()

    return call


@pytest.mark.parametrize("report", REPORTS)
def test_no_report_gives_a_terminal_a_command(nasty: Path, on_terminal: Callable[..., str], report: str) -> None:
    for format_name in FORMATS:
        got = on_terminal("--export", report, "--limit", "50", "--format", format_name, "--db", str(nasty))
        assert hidden(got, besides="\t\r\n") == []
        assert "\r" not in got.replace("\r\n", "")


@pytest.mark.parametrize("report", ["drill", "filings", "loads", "rejects", "reported"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_a_file_or_a_pipe_can_be_shown_on_a_terminal(
    nasty: Path, cli: Cli, tmp_path: Path, report: str, format_name: str
) -> None:
    target = tmp_path / "out"
    arguments = ["--export", report, "--limit", "50", "--format", format_name, "--db", str(nasty)]
    piped = cli(*arguments)
    assert cli(*arguments, "-o", str(target)).code == piped.code == 0
    for text in (piped.out, target.read_bytes().decode()):
        assert COMMANDS.search(text) is None
    if format_name == "json":
        names = [value for row in json.loads(piped.out) for value in row.values() if isinstance(value, str)]
        assert any(NASTY in name for name in names)
    else:
        # What only turns a text round or takes no room stays, for whoever compares it.
        assert "\u202ex\u2066\u200b" in piped.out


def test_a_row_on_a_terminal_is_one_line(nasty: Path, on_terminal: Callable[..., str], cli: Cli) -> None:
    got = on_terminal("--export", "drill", "--db", str(nasty))
    rows, _remarks = got.split("\r\n")[1:-1], got.split("\r\n")[-1]
    assert len(rows) == len(cli("--export", "drill", "--format", "json", "--db", str(nasty)).out.splitlines()) - 2
    assert all(row.startswith(("Hà Nội ", "Quy Nhơn ")) for row in rows)


def test_checks_and_remarks_give_a_terminal_no_command(nasty: Path, on_terminal: Callable[..., str]) -> None:
    for arguments in (["check"], ["--export", "drill", "--period", "2035-04"], ["--export", "filings"]):
        got = on_terminal(*arguments, "--db", str(nasty))
        assert hidden(got, besides="\r\n") == []


# Errors


ARGUMENTS = {
    "an option": [f"--{NASTY}"],
    "a command": [NASTY],
    "too much": ["reports", NASTY],
    "a choice": ["--export", "--by", NASTY],
    "a number": ["--export", "--limit", NASTY],
    "a report": ["--export", NASTY],
    "a city": ["--export", "--city", NASTY],
    "a city that names nothing": ["--export", "--city", "hanoi-nowhere"],
    "a period": ["--export", "--period", NASTY],
    "a database": ["--export", "--db", f"/nowhere/{NASTY}.duckdb"],
    "a file to write": ["--export", "-o", f"/nowhere/{NASTY}.csv"],
    "a file to load": ["load", f"/nowhere/{NASTY}.csv", "--quiet", "--db", "office.duckdb"],
    "a memory limit": ["--export", "--memory-limit", NASTY],
    "a language": ["--lang", NASTY],
    "a day": ["load", "x.csv", "--to", NASTY, "--db", "office.duckdb"],
    "a new database": ["init", f"/nowhere/{NASTY}.duckdb"],
}


@pytest.mark.parametrize("case", ARGUMENTS)
def test_no_error_gives_a_terminal_a_command(
    nasty: Path, on_terminal: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.chdir(tmp_path)
    office(tmp_path)
    monkeypatch.setenv("PARX_DB", str(nasty))
    for debug in ("0", "1"):
        monkeypatch.setenv("PARX_DEBUG", debug)
        got = on_terminal(*ARGUMENTS[case], code=3 if case == "a database" else 2 if "file to load" not in case else 1)
        assert hidden(got, besides="\n") == []
        assert "Error: " in got or "Lỗi: " in got


def test_names_in_a_foreign_database_give_a_terminal_no_command(
    tmp_path: Path, on_terminal: Callable[..., str]
) -> None:
    quoted = NASTY.replace('"', '""')
    for number, statements in enumerate(
        (
            [f'create table "{quoted}" (a integer)'],
            [f'alter table city add column "{quoted}" integer'],
            [f'create view "{quoted}" as select 1 as one'],
            [f"update meta set schema_version = 99, written_by = '{NASTY}'"],
        )
    ):
        (tmp_path / str(number)).mkdir()
        path = office(tmp_path / str(number))
        plant(path, *statements)
        assert hidden(on_terminal("--export", "--db", str(path), code=ExitCode.DATABASE), besides="\n") == []


def test_a_lock_and_a_configuration_file_give_a_terminal_no_command(
    tmp_path: Path, on_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = office(tmp_path)
    source = filings_csv(tmp_path / "x.csv", [Told("HS/1", DAY, status=PENDING)])
    with holding(database, wait=False, tell=print):
        database.with_name(f".{database.name}.lock").write_text(NASTY)
        got = on_terminal("load", str(source), "--no-wait", "--quiet", "--db", str(database), code=ExitCode.DATABASE)
    assert got == f"Error: Process ? is loading into {database}. Try again when it has finished.\n"
    settings = tmp_path / "config.toml"
    settings.write_text(f'{json.dumps(COMMAND)} = "x"\n')
    monkeypatch.setenv("PARX_CONFIG", str(settings))
    assert hidden(on_terminal("reports", code=ExitCode.USAGE), besides="\n") == []


# Loading, on a terminal that is one


def test_a_load_gives_a_terminal_no_command_of_a_file(tmp_path: Path) -> None:
    database = office(tmp_path)
    source = filings_csv(
        tmp_path / f"ho so {COMMAND}.csv",
        [
            *(Told(f"H26.02-220301-{number:04d}", DAY, status=PENDING) for number in range(1, 40)),
            Told("HS/2", DAY, unit=f"Sở {COMMAND} lạ", status=PENDING),
        ],
    )
    # A column that is not read, of which a trial tells.
    source.write_text(source.read_text("utf-8").replace("\n", f",Ghi {COMMAND}chú\n", 1), "utf-8")
    for arguments in (["--dry-run"], ["--max-rejects", "100"]):
        with Terminal(
            [sys.executable, "-m", "parx_tui", "load", str(source), *arguments, "--db", str(database)],
            {"PATH": "/usr/bin:/bin", "TERM": "xterm", "PARX_LANG": "en", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)},
            columns=200,
        ) as terminal:
            assert terminal.end(timeout=60) == 0, terminal.text
        # The bar is drawn with commands; none of them is the file's.
        assert COMMAND.encode() not in terminal.output
        assert b"\x1b]" not in terminal.output
        assert b"\x07" not in terminal.output
        assert b"lo" in terminal.output


# The screen and the clipboard


def test_the_screen_and_the_clipboard_get_no_command(nasty: Path) -> None:
    async def steps() -> None:
        async with opened(nasty, Question("drill", DrillPath(by="city")), size=(120, 40)) as driver:
            assert [line for line in driver.lines if hidden(line)] == []
            for key in ("c", "y"):
                await driver.press(key)
                assert driver.app.clipboard.startswith("Hà Nội")
                assert hidden(driver.app.clipboard, besides="\t") == []
            await driver.press("Y")
            assert len(driver.app.clipboard.split("\n")) == driver.table.grid.content.length + 1
            assert hidden(driver.app.clipboard, besides="\t\n") == []
            for over in ("space", "d", "x"):
                await driver.press(over)
                assert [line for line in driver.lines if hidden(line)] == []
                await driver.press("y")
                assert hidden(driver.app.clipboard, besides="\n") == []
                await driver.press("escape")
            driver.app.copy_to_clipboard(f"a{NASTY}b\tc\n")
            assert hidden(driver.app.clipboard, besides="\t\n") == []

    asyncio.run(steps())


def test_an_input_shows_a_path_without_its_commands(
    sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / f"a{COMMAND}b\u202ec"
    folder.mkdir()
    monkeypatch.chdir(folder)

    async def steps() -> None:
        async with opened(sample_path, Question("drill", DrillPath(by="city")), size=(250, 24)) as driver:
            await driver.press("e")
            assert "a ]52;c;ZXZpbA==b c" in driver.text
            assert [line for line in driver.lines if hidden(line)] == []
            # The path itself is as it was.
            await driver.press("enter")
            assert [path.suffix for path in folder.iterdir()] == [".csv"]

    asyncio.run(steps())


# One way out


ECHOES = {"echo", "secho", "echo_via_pager", "prompt", "confirm", "print_exc", "print_exception"}


def test_nothing_is_said_past_the_one_place_that_makes_it_harmless() -> None:
    package = Path(parx_tui.__file__).parent
    past = [
        f"{path.relative_to(package)}:{node.lineno}"
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and (node.attr in ECHOES or (node.attr == "write" and ast.unparse(node.value).startswith("sys.")))
        and path.name != "messages.py"
    ]
    assert past == []
