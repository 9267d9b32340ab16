"""The documents say what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from parx_tui.cli.commands import app
from parx_tui.i18n import LANGUAGES, Language
from tests.conftest import Cli
from tests.reports_page import PAGES, reports_page

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def examples() -> list[tuple[str, str]]:
    """Return the commands of the README with the output printed beneath them."""
    blocks = re.findall(r"^```\n\$ (parx-tui.*?)\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    return [(command, output) for command, output in blocks]


@pytest.mark.parametrize(("command", "output"), examples())
def test_examples_print_what_the_readme_says(cli: Cli, command: str, output: str) -> None:
    arguments, _pipe, cut = command.partition(" | cut -d, -f")
    outcome = cli(*shlex.split(arguments)[1:])
    lines = outcome.out.splitlines()
    if cut:
        lines = [",".join(cut_fields(line.split(","), cut)) for line in lines]
    said = [*lines, *outcome.err.splitlines()]
    assert [line.rstrip() for line in said] == output.splitlines()


def cut_fields(fields: list[str], wanted: str) -> list[str]:
    """Return the fields that ``cut -f`` would."""
    kept: list[str] = []
    for part in wanted.split(","):
        first, _dash, last = part.partition("-")
        kept.extend(fields[int(first) - 1 : int(last or first)])
    return kept


def test_every_option_and_command_is_documented() -> None:
    for command in (app, *app.commands.values()):
        assert command is app or f"parx-tui {command.name}" in README
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name not in ("help", "version"):
                assert any(name in README for name in parameter.opts), parameter.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_and_column_is_documented(language: Language) -> None:
    assert PAGES[language].read_text("utf-8") == reports_page(language)


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), (page.name, link)
