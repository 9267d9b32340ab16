"""The configuration file: what it may set, what is said about mistakes in it, and what takes precedence."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parx_tui.cli import screen
from parx_tui.config import (
    SETTING_TYPES,
    Settings,
    choose_database,
    choose_language,
    choose_memory_limit,
    config_path,
    read_settings,
    sample_path,
)
from parx_tui.data.questions import Question
from parx_tui.errors import UsageError
from parx_tui.ui import start
from parx_tui.ui.keys import bound_keys
from parx_tui.ui.terminal import THEMES, Appearance
from tests.conftest import Cli
from tests.depth import examples

EVERYTHING = """\
database = "~/office.duckdb"
language = "vi"
memory_limit = "500MB"
theme = "light"
calendar = "calendar"
mouse = false

[keys]
sort = "S,f5"
filter = "f"
"""


@pytest.fixture(autouse=True)
def _english_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have mistakes in the file told in English: they are found before the file could name a language."""
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


def write(text: str | bytes) -> Path:
    """Write the configuration file of this test."""
    path = config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@dataclass
class Opened:
    """What the text UI was asked to open."""

    path: Path
    question: Question
    memory_limit: str
    appearance: Appearance
    keys: dict[str, str]
    greeting: str


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    """Take the place of the text UI, on a terminal that could show it."""
    calls: list[Opened] = []

    def open_ui(path: Path, question: Question, **given: Any) -> int:
        calls.append(Opened(path, question, **given))
        return 0

    monkeypatch.setattr(start, "open_ui", open_ui)
    monkeypatch.setattr(screen, "refuse_unfit_terminal", lambda command, *, ascii_only: None)
    for variable in ("SSH_CONNECTION", "SSH_TTY", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    return calls


# WatchedShare


def test_every_setting_is_read() -> None:
    write(EVERYTHING)
    assert read_settings() == Settings(
        database="~/office.duckdb",
        language="vi",
        memory_limit="500MB",
        theme="light",
        calendar="calendar",
        mouse=False,
        keys={"sort": "S,f5", "filter": "f"},
    )
    assert {line.split(" =")[0] for line in EVERYTHING.splitlines()[:6]} | {"keys"} == set(SETTING_TYPES)


@pytest.mark.parametrize("text", [None, "", "# nothing\n", "[keys]\n"])
def test_a_file_that_says_nothing_changes_nothing(text: str | None) -> None:
    if text is not None:
        write(text)
    assert read_settings() == Settings()


def test_a_byte_order_mark_of_an_editor_on_windows_does_not_hide_the_first_setting() -> None:
    write(b'\xef\xbb\xbftheme = "light"\r\n')
    assert read_settings() == Settings(theme="light")


def test_the_file_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config_path() == tmp_path / ".config" / "parx-tui" / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert config_path() == tmp_path / "xdg" / "parx-tui" / "config.toml"
    monkeypatch.setenv("PARX_CONFIG", str(tmp_path / "own.toml"))
    assert config_path() == tmp_path / "own.toml"
    write('theme = "ansi"\n')
    assert read_settings().theme == "ansi"


# Mistakes that stop the program: what was wanted cannot be guessed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("databse = 'x'\n", "an unknown setting databse. Nearest: database"),
        ("colour = 'x'\n", "an unknown setting colour."),
        ("[key]\nsort = 's'\n", "an unknown setting key. Nearest: keys"),
        ("zzzz = 1\n", "Nearest: database, language, memory_limit, theme, calendar, mouse, keys"),
        ("database = 1\n", "database must be a text in quotes"),
        ("language = true\n", "language must be a text in quotes"),
        ("memory_limit = 2\n", "memory_limit must be a text in quotes"),
        ("theme = ['dark']\n", "theme must be a text in quotes"),
        ("calendar = 2022-01-01\n", "calendar must be a text in quotes"),
        ("database = ''\n", "database holds nothing"),
        ("calendar = ' '\n", "calendar holds nothing"),
        ("mouse = 'no'\n", "mouse must be true or false"),
        ("mouse = 0\n", "mouse must be true or false"),
        ("keys = 's'\n", "keys must be a section of lines"),
        ("[keys]\nsort = 1\n", "keys must be a section of lines"),
        ("[keys]\nsort = ['s', 'S']\n", "keys must be a section of lines"),
        ("[keys.table]\nsort = 's'\n", "keys must be a section of lines"),
        ("[[keys]]\nsort = 's'\n", "keys must be a section of lines"),
    ],
)
@pytest.mark.parametrize("is_named", [False, True])
def test_a_mistake_names_the_file_and_the_setting(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str, is_named: bool
) -> None:
    if is_named:
        monkeypatch.setenv("PARX_CONFIG", str(tmp_path / "own.toml"))
    path = write(text)
    outcome = cli("--export", "loads")
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert str(path) in outcome.err
    assert said in outcome.err


def test_a_mistake_is_told_in_the_language_of_option_then_environment_then_locale(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("databse = 'x'\n", "database = \n"):
        write(text)
        monkeypatch.setenv("LANG", "vi_VN.UTF-8")
        monkeypatch.delenv("PARX_LANG", raising=False)
        assert "cấu hình" in cli("--export", "loads").err
        assert "configuration file" in cli("--export", "loads", "--lang", "en").err
        monkeypatch.setenv("PARX_LANG", "en")
        assert "configuration file" in cli("--export", "loads").err


# Files that cannot be read


BROKEN = {
    "no value": b"database =\n",
    "no quotes": b"theme = dark\n",
    "given twice": b"theme = 'dark'\ntheme = 'light'\n",
    "no TOML": b"\x7fELF",
    "no UTF-8": b"theme = 'd\xe0rk'\n",
    "UTF-16": "theme = 'dark'\n".encode("utf-16"),
    "a number too long": b"mouse = " + b"1" * 5000 + b"\n",
    "too deep": b"keys = " + b"[" * 20_000,
}

NEEDS_A_DATABASE: tuple[tuple[str, ...], ...] = (
    ("--export", "loads"),
    ("--export", "drill", "--format", "json"),
    ("check",),
    ("load", "filings.csv"),
    ("load", "filings.csv", "--dry-run"),
    ("load", "--undo"),
    (),
)


def plant(path: Path, kind: str) -> None:
    """Put something that cannot be read as a configuration file or a database in the place of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "dangling link":
        path.symlink_to("nowhere")
    elif kind == "loop of links":
        path.symlink_to(path)
    elif kind == "broken":
        path.write_text("database = ")


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_usual_file_that_cannot_be_understood_is_told_and_left_aside_where_the_database_is_named(
    cli: Cli, content: bytes
) -> None:
    path = write(content)
    outcome = cli("--export", "loads")
    assert outcome.code == 0
    assert outcome.out.startswith("load,")
    assert f"Cannot read the configuration file {path}: " in outcome.err
    assert "It is left aside." in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("arguments", NEEDS_A_DATABASE, ids=" ".join)
@pytest.mark.parametrize("kind", ["broken", "folder", "dangling link", "loop of links"])
def test_without_a_usual_file_that_can_be_read_nothing_stands_in_for_the_database_that_it_may_name(
    cli: Cli, opened: list[Opened], monkeypatch: pytest.MonkeyPatch, kind: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.delenv("PARX_DB")
    plant(config_path(), kind)
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, opened) == (2, "", [])
    assert outcome.err.count(str(config_path())) == 1
    assert "--db" in outcome.err


@pytest.mark.parametrize("place", ["--db", "PARX_DB"])
def test_a_usual_file_that_cannot_be_read_is_told_once_where_the_database_is_named(
    cli: Cli, opened: list[Opened], monkeypatch: pytest.MonkeyPatch, sample_path: Path, place: str
) -> None:
    named = ["--db", str(sample_path)] if place == "--db" else []
    if named:
        monkeypatch.delenv("PARX_DB")
    path = write("theme = \n")
    for arguments in (("--export", "loads"), ("check",)):
        outcome = cli(*arguments, *named)
        assert outcome.code == 0
        assert outcome.err.count(str(path)) == 1
    assert cli(*named).code == 0
    assert str(path) in opened[0].greeting


def test_periods_that_follow_no_calendar_of_a_broken_file_are_told(cli: Cli) -> None:
    write("calendar = \n")
    assert "Periods are those of nd09" in cli("--export", "drill").err
    assert "Periods are those of nd09" not in cli("--export", "drill", "--calendar", "calendar").err
    assert "Periods are those of nd09" not in cli("--export", "loads").err


@pytest.mark.parametrize("link", [".config", ".config/parx-tui"])
def test_a_folder_on_the_way_that_is_not_there_as_it_should_be_hides_the_file(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, link: str
) -> None:
    monkeypatch.delenv("PARX_DB")
    plant(tmp_path / link, "dangling link")
    assert cli("--export", "loads").code == 2


def test_a_file_in_the_place_of_the_folder_hides_the_file(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARX_DB")
    plant(config_path().parent, "broken")
    assert cli("--export", "loads").code == 2


@pytest.mark.parametrize("home", ["/dev/null", "/nowhere", None])
def test_who_has_no_home_has_no_configuration_file(cli: Cli, monkeypatch: pytest.MonkeyPatch, home: str | None) -> None:
    if home is None:
        monkeypatch.delenv("HOME")
        monkeypatch.setattr(Path, "expanduser", homeless)
    else:
        monkeypatch.setenv("HOME", home)
    assert read_settings() == Settings()
    assert cli("--export", "loads").code == 0
    monkeypatch.setenv("PARX_DB", "~nobody-of-this-name/office.duckdb")
    assert cli("--export", "loads").code == 3


def homeless(path: Path) -> Path:
    """Stand for ``Path.expanduser`` where the system knows no home."""
    raise RuntimeError("Could not determine home directory.")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(EVERYTHING)
    for locked in (path, path.parent):
        locked.chmod(0)
        with_database = cli("--export", "loads")
        with monkeypatch.context() as without:
            without.delenv("PARX_DB")
            without_database = cli("--export", "loads")
        locked.chmod(0o700)
        assert (with_database.code, without_database.code) == (0, 2)
        for outcome in (with_database, without_database):
            assert f"Cannot read the configuration file {path}: " in outcome.err


@pytest.mark.parametrize("command", [("reports",), ("init", "office.duckdb")], ids=" ".join)
def test_commands_without_a_database_tell_a_broken_file_as_well(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    monkeypatch.delenv("PARX_DB")
    monkeypatch.chdir(tmp_path)
    path = write("theme = \n")
    outcome = cli(*command)
    assert outcome.code == 0
    assert outcome.err.count(str(path)) == 1


# Files that are named


@pytest.mark.parametrize("arguments", [*NEEDS_A_DATABASE, ("reports",), ("init", "x.duckdb")], ids=" ".join)
@pytest.mark.parametrize("kind", ["missing", "broken", "folder", "dangling link", "loop of links"])
def test_a_file_that_is_named_and_cannot_be_read_stops_every_command(
    cli: Cli,
    opened: list[Opened],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARX_CONFIG", str(tmp_path / "own.toml"))
    plant(tmp_path / "own.toml", kind)
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, opened) == (2, "", [])
    assert outcome.err.count("\n") == 1
    assert str(tmp_path / "own.toml") in outcome.err
    assert "PARX_CONFIG" in outcome.err
    assert not (tmp_path / "x.duckdb").exists()


def test_a_name_that_no_file_can_have_is_refused(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARX_CONFIG", "x" * 5000)
    assert cli("--export", "loads").code == 2


def test_a_file_is_named_from_home_or_from_where_one_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cli: Cli
) -> None:
    (tmp_path / "own.toml").write_text('theme = "ansi"\n')
    monkeypatch.chdir(tmp_path)
    for named in ("~/own.toml", "own.toml", "./own.toml"):
        monkeypatch.setenv("PARX_CONFIG", named)
        assert read_settings().theme == "ansi"
    monkeypatch.setenv("PARX_CONFIG", "/dev/null")
    assert read_settings() == Settings()


# Databases that are named


@pytest.mark.parametrize("arguments", NEEDS_A_DATABASE[:-2], ids=" ".join)
@pytest.mark.parametrize("kind", ["missing", "broken", "folder", "dangling link", "loop of links"])
@pytest.mark.parametrize("place", ["PARX_DB", "file"])
def test_a_database_that_is_named_and_cannot_be_opened_is_told_with_who_names_it(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, kind: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "filings.csv").write_text("MaHoSo,NgayTiepNhan,MaTTHC\n1,15/03/2022,1.001776\n")
    plant(tmp_path / "office.duckdb", kind)
    if place == "PARX_DB":
        monkeypatch.setenv("PARX_DB", "office.duckdb")
    else:
        monkeypatch.delenv("PARX_DB")
        write('database = "office.duckdb"')
    outcome = cli(*arguments)
    assert outcome.code == 3
    assert "made up" not in outcome.err
    assert str(tmp_path / "office.duckdb") in outcome.err
    assert (str(config_path()) if place == "file" else "PARX_DB") in outcome.err
    # The map of a trial is about the file alone.
    assert outcome.out == "" or "--dry-run" in arguments


def test_a_database_of_an_option_that_cannot_be_opened_blames_no_one_else(cli: Cli, tmp_path: Path) -> None:
    outcome = cli("--export", "loads", "--db", str(tmp_path / "gone.duckdb"))
    assert outcome.code == 3
    assert "PARX_DB" not in outcome.err


@pytest.mark.parametrize("arguments", NEEDS_A_DATABASE, ids=" ".join)
@pytest.mark.parametrize(("variable", "code"), [("PARX_DB", 3), ("PARX_CONFIG", 2)])
@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_a_variable_that_holds_nothing_opens_no_sample(
    cli: Cli,
    opened: list[Opened],
    monkeypatch: pytest.MonkeyPatch,
    blank: str,
    variable: str,
    code: int,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.delenv("PARX_DB")
    monkeypatch.setenv(variable, blank)
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out, opened) == (code, "", [])
    assert variable in outcome.err


def test_a_variable_that_holds_nothing_hides_nothing(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, sample_path: Path
) -> None:
    monkeypatch.setenv("PARX_DB", "")
    monkeypatch.setenv("PARX_CONFIG", "")
    write(f'database = "{sample_path}"')
    assert cli("--export", "loads").code == 0


def test_the_sample_is_opened_where_nothing_is_asked_for(
    cli: Cli, opened: list[Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARX_DB")
    outcome = cli("--export", "drill")
    assert outcome.code == 0
    assert "made up" in outcome.err
    assert cli().code == 0
    assert opened[0].path == sample_path()


@examples(60)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")),
        st.builds(
            lambda key, value: f"{key} = {value}\n".encode(),
            st.sampled_from(sorted(SETTING_TYPES)),
            st.sampled_from(("1", "'x'", "true", "[]", "{}", "{a='b'}", "1.5", "nan", "1979-05-27", "0x1", '""', "'")),
        ),
    )
)
def test_any_file_gives_settings_or_a_sentence(content: bytes) -> None:
    write(content)
    try:
        problem = read_settings().problem
    except UsageError as error:
        problem = str(error)
    assert problem is None or str(config_path()) in problem


# What settings do


def test_the_text_ui_is_opened_as_the_file_says(
    cli: Cli, opened: list[Opened], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARX_DB")
    write(EVERYTHING)
    assert cli().code == 0
    (call,) = opened
    assert call.path == tmp_path / "office.duckdb"
    assert call.question.path.calendar == "calendar"
    assert call.memory_limit == "500MB"
    assert call.appearance == Appearance(theme="light", ascii=False, mouse=False, low_bandwidth=False)
    assert call.keys == bound_keys({"sort": "S,f5", "filter": "f"})
    assert call.greeting == ""


def test_options_take_precedence_over_the_file(cli: Cli, opened: list[Opened], sample_path: Path) -> None:
    write(EVERYTHING)
    options = ("--theme", "monochrome", "--mouse", "--calendar", "nd09", "--memory-limit", "1GB")
    assert cli(*options, "--db", str(sample_path)).code == 0
    (call,) = opened
    assert call.path == sample_path
    assert call.question.path.calendar == "nd09"
    assert call.memory_limit == "1GB"
    assert call.appearance == Appearance(theme="monochrome", ascii=False, mouse=True, low_bandwidth=False)


def test_without_a_file_the_text_ui_is_opened_as_usual(cli: Cli, opened: list[Opened]) -> None:
    assert cli().code == 0
    (call,) = opened
    assert call.appearance == Appearance(theme="dark", ascii=False, mouse=True, low_bandwidth=False)
    assert call.keys == bound_keys({})
    assert call.question == Question()


def test_the_text_ui_opens_a_named_database_with_a_broken_file_and_says_so(cli: Cli, opened: list[Opened]) -> None:
    path = write("theme = \n")
    assert cli().code == 0
    (call,) = opened
    assert str(path) in call.greeting
    assert call.appearance.theme == "dark"


def test_a_key_of_the_user_moves_the_action_that_has_it_and_both_screen_and_terminal_tell(
    cli: Cli, opened: list[Opened]
) -> None:
    write('[keys]\nsort = "/"\n')
    outcome = cli()
    assert outcome.code == 0
    (call,) = opened
    assert (call.keys["sort"], call.keys["filter"]) == ("/", "f")
    assert call.greeting == 'Keys moved because of your own: filter from "/" to "f". ? shows all keys.'
    assert outcome.err == call.greeting + "\n"


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_set(cli: Cli, opened: list[Opened], theme: str) -> None:
    write(f'theme = "{theme}"\n')
    assert cli().code == 0
    assert opened[0].appearance.theme == theme


def test_an_unknown_theme_names_the_file_and_all_themes(cli: Cli, opened: list[Opened]) -> None:
    path = write('theme = "solarized"\n')
    outcome = cli()
    assert outcome.code == 2
    assert opened == []
    assert f"{path} asks for the theme solarized" in outcome.err
    assert all(theme in outcome.err for theme in THEMES)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ('sorted = "S"', "There is no action sorted"),
        ('sort = "alt+s"', "alt+s is no key for sort"),
        ('sort = "f"\nfilter = "f"', "The key f is given to both sort and filter"),
    ],
)
def test_a_mistake_in_the_keys_names_the_file_and_the_section(
    cli: Cli, opened: list[Opened], section: str, said: str
) -> None:
    path = write(f"[keys]\n{section}\n")
    outcome = cli()
    assert outcome.code == 2
    assert opened == []
    assert f"In the configuration file {path}, section keys: {said}" in outcome.err


def test_an_export_does_not_care_about_theme_and_keys(cli: Cli) -> None:
    write('theme = "solarized"\n[keys]\nsorted = "S"\n')
    assert cli("--export", "loads").code == 0


def test_the_calendar_of_the_file_is_that_of_exports_unless_another_is_asked_for(cli: Cli) -> None:
    quarter = ("--export", "drill", "--period", "2022-Q2", "--limit", "1")
    usual = cli(*quarter).records()[0]
    write('calendar = "calendar"\n')
    assert cli(*quarter).records()[0]["period_from"] == "2022-04-01"
    assert usual["period_from"] == "2022-03-15"
    assert cli(*quarter, "--calendar", "nd09").records()[0] == usual
    assert cli("--export", "loads").code == 0, "a report about no period does not mind"


def test_an_unknown_calendar_in_the_file_is_refused_with_those_there_are(cli: Cli) -> None:
    write('calendar = "lunar"\n')
    outcome = cli("--export", "drill")
    assert outcome.code == 2
    assert "There is no calendar lunar" in outcome.err
    assert "nd09" in outcome.err


def test_the_memory_limit_of_the_file_is_used(cli: Cli) -> None:
    write('memory_limit = "plenty"\n')
    outcome = cli("--export", "loads")
    assert outcome.code == 2
    assert "plenty is no memory limit" in outcome.err
    assert cli("--export", "loads", "--memory-limit", "1GB").code == 0


# Precedence


def test_the_database_is_that_of_option_then_environment_then_file_then_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Settings(database="~/file.duckdb")
    monkeypatch.setenv("PARX_DB", "~/environment.duckdb")
    assert choose_database(Path("option.duckdb"), chosen) == Path("option.duckdb")
    assert choose_database(None, chosen) == tmp_path / "environment.duckdb"
    monkeypatch.setenv("PARX_DB", "")
    assert choose_database(None, chosen) == tmp_path / "file.duckdb"
    monkeypatch.delenv("PARX_DB")
    assert choose_database(None, Settings()) == sample_path()


def test_the_memory_limit_is_that_of_option_then_environment_then_file(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Settings(memory_limit="3GB")
    monkeypatch.setenv("PARX_MEMORY_LIMIT", "2GB")
    assert choose_memory_limit("1GB", chosen) == "1GB"
    assert choose_memory_limit(None, chosen) == "2GB"
    monkeypatch.delenv("PARX_MEMORY_LIMIT")
    assert choose_memory_limit(None, chosen) == "3GB"
    assert choose_memory_limit(None, Settings()) is None


def test_the_language_is_that_of_option_then_environment_then_file_then_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Settings(language="vi")
    monkeypatch.setenv("PARX_LANG", "en")
    assert choose_language("vi", chosen) == "vi"
    assert choose_language(None, chosen) == "en"
    monkeypatch.delenv("PARX_LANG")
    assert choose_language(None, chosen) == "vi"
    assert choose_language(None, Settings()) == "en"


def test_the_environment_takes_precedence_over_the_file_on_the_command_line(
    cli: Cli, tmp_path: Path, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.duckdb"
    write(f'database = "{own}"\nlanguage = "vi"\nmemory_limit = "plenty"\n')
    monkeypatch.setenv("PARX_MEMORY_LIMIT", "1GB")
    outcome = cli("--export", "drill", "--by", "level", "--limit", "1")
    assert outcome.code == 0
    monkeypatch.delenv("PARX_DB")
    outcome = cli("--export", "loads")
    assert outcome.code == 3
    assert f"There is no database at {own}" in outcome.err
    shutil.copy(sample_path, own)
    assert cli("--export", "loads").code == 0
    monkeypatch.delenv("PARX_LANG")
    monkeypatch.delenv("PARX_MEMORY_LIMIT")
    assert "plenty không" in cli("--export", "loads").err


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_configuration_file_that_is_no_file_is_refused(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / "config.toml"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    monkeypatch.setenv("PARX_CONFIG", str(path))
    outcome = cli("--export", "drill")
    assert outcome.code == 2
    assert str(path) in outcome.err
    assert "it is no file" in outcome.err
