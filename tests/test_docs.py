"""The documents say what the program does, and the same in both languages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

import parx_tui
from parx_tui.cli.commands import app
from parx_tui.config import SETTING_TYPES
from parx_tui.data.reports import REPORTS
from parx_tui.errors import ExitCode
from parx_tui.i18n import LANGUAGES, Language
from tests.conftest import Cli
from tests.pages import ROOT, page_file
from tests.reports_page import PAGES, reports_page

IN_BOTH = ("README", "keys", "loading", "options", "reports", "troubleshooting")
"""Pages for officers, which are there in both languages."""

ENGLISH_ONLY = ("design", "speed")
"""Pages of ``docs`` for developers."""

SWITCHES = ("English", "Tiếng Việt")
"""What the links are called that lead to the same page in the other language."""

COMMANDS: dict[str, click.Command] = {"parx-tui": app} | {
    f"parx-tui {name}": command for name, command in app.commands.items()
}


def text_of(name: str, language: Language) -> str:
    return page_file(name, language).read_text("utf-8")


def prose(page: str) -> str:
    """Return a page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)


def has_word(word: str, text: str) -> bool:
    """Tell whether an option, a value or a name stands in a text, and not only as a part of another."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def examples() -> list[tuple[Language, str, str]]:
    """Return the commands of the README in each language with the output printed beneath them."""
    block = re.compile(r"^```\n\$ (parx-tui.*?)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
    return [(language, *found) for language in LANGUAGES for found in block.findall(text_of("README", language))]


@pytest.mark.parametrize(("language", "command", "output"), examples())
def test_examples_print_what_the_readme_says(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, language: Language, command: str, output: str
) -> None:
    monkeypatch.setenv("PARX_LANG", language)
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


def test_both_readmes_have_the_same_examples() -> None:
    commands: dict[Language, list[str]] = {language: [] for language in LANGUAGES}
    for language, command, _output in examples():
        commands[language].append(command.replace(" --lang en", ""))
    assert commands["en"] == commands["vi"] != []


def section(name: str, page: str) -> str:
    """Return what stands in a page below the heading of a command."""
    (found,) = re.findall(rf"^## `{re.escape(name)}`\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_its_values_are_documented(name: str, language: Language) -> None:
    page = section(name, text_of("options", language))
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            values = parameter.type.choices if isinstance(parameter.type, click.Choice) else ()
            for word in (*parameter.opts, *parameter.secondary_opts, *map(str, values)):
                assert has_word(word, page), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_setting_variable_and_exit_code_is_documented(language: Language) -> None:
    page = text_of("options", language)
    modules = "".join(path.read_text("utf-8") for path in Path(parx_tui.__file__).parent.rglob("*.py"))
    for word in (*REPORTS, *SETTING_TYPES, *re.findall(r"\bPARX_[A-Z_]*[A-Z]\b", modules)):
        assert has_word(word, page), word
    assert {str(int(code)) for code in ExitCode} <= set(re.findall(r"^\| (\d+) \|", page, flags=re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_that_a_page_names_is_there(language: Language) -> None:
    known = {name for command in COMMANDS.values() for option in command.params for name in option.opts}
    known |= {name for command in COMMANDS.values() for option in command.params for name in option.secondary_opts}
    for name in ("keys", "loading", "options", "reports", "troubleshooting"):
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", text_of(name, language)):
            assert option in {*known, "--help"}, (name, option)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_and_column_is_documented(language: Language) -> None:
    assert PAGES[language].read_text("utf-8") == reports_page(language)


def test_every_page_is_there_in_the_languages_of_its_readers() -> None:
    expected = {page_file(name, language) for name in IN_BOTH for language in LANGUAGES if name != "README"}
    expected |= {page_file(name, "en") for name in ENGLISH_ONLY}
    assert set((ROOT / "docs").glob("*.md")) == expected
    assert page_file("README", "vi").exists()


@pytest.mark.parametrize("name", IN_BOTH)
def test_both_languages_have_the_same_parts(name: str) -> None:
    assert shape(text_of(name, "en")) == shape(text_of(name, "vi"))


def shape(page: str) -> list[tuple[str, int, int]]:
    """Return the headings of a page by their depth, with the rows of tables and the blocks of code below each."""
    # A block of code counts, and what stands in it does not.
    text = re.sub(r"^```.*?^```$", "```", page, flags=re.MULTILINE | re.DOTALL)
    parts = re.split(r"^(#+) .*$", text, flags=re.MULTILINE)
    return [
        (depth, len(re.findall(r"^\| ", part, flags=re.MULTILINE)), part.count("```"))
        for depth, part in zip(parts[1::2], parts[2::2], strict=True)
    ]


def links(page: str) -> list[tuple[str, str]]:
    """Return the words and the files of the links of a page that lead to files."""
    return re.findall(r"\[([^\]]*)\]\(([^)#:]+)\)", prose(page))


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for _words, link in links(page.read_text("utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


@pytest.mark.parametrize("name", IN_BOTH)
def test_links_keep_to_the_language_of_the_page(name: str) -> None:
    translated = {language: {page_file(page, language) for page in IN_BOTH} for language in LANGUAGES}
    for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
        page = page_file(name, language)
        for words, link in links(page.read_text("utf-8")):
            if words in SWITCHES:
                assert (page.parent / link).resolve() == page_file(name, other)
            else:
                assert (page.parent / link).resolve() not in translated[other], (page.name, link)


@pytest.mark.parametrize("name", IN_BOTH)
def test_pages_link_to_the_other_language(name: str) -> None:
    for language, words in zip(LANGUAGES, SWITCHES, strict=True):
        assert words in {found for found, _link in links(text_of(name, language))}


def test_lines_of_pages_are_not_too_long() -> None:
    for name in IN_BOTH:
        for language in LANGUAGES:
            for line in prose(text_of(name, language)).splitlines():
                assert len(line) <= 120 or line.startswith("| "), (name, language, line)
