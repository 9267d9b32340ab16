"""The configuration file: what it may set, what is said about mistakes in it, and what takes precedence."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
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
from parx_tui.data.reports import Question
from parx_tui.errors import UsageError
from parx_tui.ui import start
from parx_tui.ui.keys import bound_keys
from parx_tui.ui.terminal import THEMES, Look
from tests.conftest import Cli

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


# Reading


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


def test_a_byte_order_mark_of_an_editor_on_windows_does_not_hide_the_first_setting(cli: Cli) -> None:
    write(b'\xef\xbb\xbftheme = "light"\r\n')
    assert read_settings().problem is not None or read_settings().theme == "light"
    assert cli("--export", "loads").code == 0


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
        ("mouse = 'no'\n", "mouse must be true or false"),
        ("mouse = 0\n", "mouse must be true or false"),
        ("keys = 's'\n", "keys must be a section of lines"),
        ("[keys]\nsort = 1\n", "keys must be a section of lines"),
        ("[keys]\nsort = ['s', 'S']\n", "keys must be a section of lines"),
        ("[keys.table]\nsort = 's'\n", "keys must be a section of lines"),
        ("[[keys]]\nsort = 's'\n", "keys must be a section of lines"),
    ],
)
def test_a_mistake_names_the_file_and_the_setting(cli: Cli, text: str, said: str) -> None:
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


# Files that cannot be read: the program does without


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


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_understood_is_told_and_left_aside(cli: Cli, content: bytes) -> None:
    path = write(content)
    outcome = cli("--export", "loads")
    assert outcome.code == 0
    assert outcome.out.startswith("load,")
    assert f"Cannot read the configuration file {path}: " in outcome.err
    assert "It is left aside." in outcome.err
    assert "Traceback" not in outcome.err


def test_a_folder_in_its_place_is_told_and_left_aside(cli: Cli) -> None:
    config_path().mkdir(parents=True)
    outcome = cli("--export", "loads")
    assert outcome.code == 0
    assert f"Cannot read the configuration file {config_path()}: " in outcome.err


def test_a_path_that_leads_nowhere_is_told_and_left_aside(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for named in (tmp_path / "loop", tmp_path / ("x" * 5000)):
        monkeypatch.setenv("PARX_CONFIG", str(named))
        outcome = cli("--export", "loads")
        assert outcome.code == 0, outcome.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_told_and_left_aside(cli: Cli) -> None:
    path = write(EVERYTHING)
    for locked in (path, path.parent):
        locked.chmod(0)
        outcome = cli("--export", "loads")
        locked.chmod(0o700)
        assert outcome.code == 0
        assert f"Cannot read the configuration file {path}: " in outcome.err


def test_reports_and_check_tell_a_broken_file_as_well(cli: Cli) -> None:
    path = write("theme = \n")
    for command in ("reports", "check"):
        outcome = cli(command)
        assert outcome.code == 0
        assert outcome.err.count(str(path)) == 1


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
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


@dataclass
class Opened:
    """What the text UI was asked to open."""

    path: Path
    question: Question
    memory_limit: str
    look: Look
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
    assert call.look == Look(theme="light", ascii=False, mouse=False, low_bandwidth=False)
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
    assert call.look == Look(theme="monochrome", ascii=False, mouse=True, low_bandwidth=False)


def test_without_a_file_the_text_ui_is_opened_as_usual(cli: Cli, opened: list[Opened]) -> None:
    assert cli().code == 0
    (call,) = opened
    assert call.look == Look(theme="dark", ascii=False, mouse=True, low_bandwidth=False)
    assert call.keys == bound_keys({})
    assert call.question == Question()


def test_the_text_ui_opens_with_a_broken_file_and_says_so(cli: Cli, opened: list[Opened]) -> None:
    path = write("theme = \n")
    assert cli().code == 0
    (call,) = opened
    assert str(path) in call.greeting
    assert call.look.theme == "dark"


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
    assert opened[0].look.theme == theme


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
