"""What is given to options: nothing of it gets lost, and what says nothing is refused."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from parx_tui.cli.commands import app
from tests.conftest import Cli
from tests.office_files import office

COMMANDS = {"": app, **app.commands}

WITH_VALUES = [
    (name, parameter)
    for name, command in COMMANDS.items()
    for parameter in command.params
    if isinstance(parameter, click.Option) and not parameter.is_flag
]

ONLY_ONCE = [(name, parameter) for name, parameter in WITH_VALUES if not parameter.multiple]


def named(case: object) -> str:
    """Return the name of a case."""
    return max(case.opts, key=len) if isinstance(case, click.Option) else str(case)


def given(command: str, *arguments: str) -> list[str]:
    """Return the arguments of a command, ``""`` for the program itself."""
    return [command, *arguments] if command else list(arguments)


def value_of(parameter: click.Option) -> str:
    """Return a value that an option could take, of languages the one in which the test listens."""
    return str(parameter.type.choices[-1]) if isinstance(parameter.type, click.Choice) else "1"


def test_only_a_city_of_a_new_database_may_be_given_again() -> None:
    several = [(name, named(parameter)) for name, parameter in WITH_VALUES if parameter.multiple]
    assert several == [("init", "--city")]


@pytest.mark.parametrize(("command", "parameter"), ONLY_ONCE, ids=named)
def test_an_option_that_is_given_again_is_refused(cli: Cli, command: str, parameter: click.Option) -> None:
    value = value_of(parameter)
    for first, second in ((parameter.opts[0], parameter.opts[-1]), (parameter.opts[-1], parameter.opts[0])):
        outcome = cli(*given(command, first, value, second, value))
        assert (outcome.code, outcome.out) == (2, "")
        assert f"{named(parameter)} is given more than once" in outcome.err


@pytest.mark.parametrize("blank", ["", "  ", "\u00a0"])
@pytest.mark.parametrize(("command", "parameter"), WITH_VALUES, ids=named)
def test_an_option_that_is_given_an_empty_text_is_refused(
    cli: Cli, command: str, parameter: click.Option, blank: str
) -> None:
    outcome = cli(*given(command, named(parameter), blank))
    assert (outcome.code, outcome.out) == (2, "")
    # An unknown language is refused before there is one to speak.
    assert f"{named(parameter)} is empty" in outcome.err or (parameter.name == "lang" and blank)


def test_an_empty_text_behind_an_equals_sign_is_refused(cli: Cli) -> None:
    for arguments in (("--export=",), ("--export", "drill", "--filter="), ("--export", "drill", "--city=")):
        outcome = cli(*arguments)
        assert (outcome.code, outcome.out) == (2, "")
        assert "is empty" in outcome.err


@pytest.mark.parametrize("option", ["--db", "--memory-limit", "--lang"])
def test_an_option_before_a_command_and_behind_it_is_given_twice(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    database = str(office(tmp_path))
    monkeypatch.setenv("PARX_DB", database)
    value = {"--db": database, "--memory-limit": "1GB", "--lang": "en"}[option]
    outcome = cli(option, value, "check", option, value)
    assert outcome.code == 2
    assert f"{option} is given more than once" in outcome.err
    assert cli(option, value, "check").code == 0
    assert cli("check", option, value).code == 0


def test_a_database_before_the_command_is_not_replaced_by_the_one_behind_it(
    cli: Cli, sample_path: Path, tmp_path: Path
) -> None:
    assert cli("--db", str(tmp_path / "gone.duckdb"), "check", "--db", str(sample_path)).code == 2


@pytest.mark.parametrize(
    "arguments",
    [("load", "x.csv", "--whole", "--part"), ("load", "x.csv", "--part", "--whole"), ("--mouse", "--no-mouse")],
    ids=" ".join,
)
def test_a_switch_and_its_opposite_exclude_each_other(cli: Cli, arguments: tuple[str, ...]) -> None:
    outcome = cli(*arguments)
    assert outcome.code == 2
    assert "exclude each other" in outcome.err
    assert arguments[-1] in outcome.err
    assert arguments[-2] in outcome.err


def test_a_switch_may_be_given_again(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    asked = ("--export", "loads", "-o", str(target))
    assert cli(*asked, "--force", "--labels", "--labels", "--force").code == 0
    # It is refused for the terminal that is none, not for the mouse.
    assert "exclude" not in cli("--no-mouse", "--no-mouse").err


def test_several_cities_of_a_new_database(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "office.duckdb"
    assert cli("init", str(path), "--city", "01=Hà Nội", "--city", "540=Quy Nhơn").code == 0
    outcome = cli("--export", "drill", "--city", "x", "--db", str(path))
    assert "Hà Nội (01)" in outcome.err
    assert "Quy Nhơn (540)" in outcome.err
