from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from parx_tui import i18n
from parx_tui.cli.commands import app
from parx_tui.cli.run import run
from parx_tui.config import choose_language, read_settings
from parx_tui.data.figures import period_text
from parx_tui.i18n import Language, _, language_in_use, ngettext, use_language
from parx_tui.labels import SHORT_LABELS
from tests import catalogue
from tests.click_words import asked_of_gettext

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{[^{}]*\}")


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Start without any wish for a language, and leave the process speaking as before."""
    # Set first, so that what use_language writes there is taken back.
    monkeypatch.setenv("LANGUAGE", "")
    for variable in list(os.environ):
        if variable.startswith(("PARX_", "LC_", "LANG")):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("PARX_CONFIG", str(tmp_path / "config.toml"))
    write_settings("")
    for name in ("_language", "_translations"):
        monkeypatch.setattr(i18n, name, getattr(i18n, name))
    # Click keeps the --help option that it makes for the first page; a process has one language.
    for command in (app, *app.commands.values()):
        monkeypatch.setattr(command, "_help_option", None, raising=False)
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


def write_settings(text: str) -> None:
    Path(os.environ["PARX_CONFIG"]).write_text(text, "utf-8")


def test_the_catalogue_has_every_message_and_no_other() -> None:
    kept = catalogue.read_catalogue()
    own = {catalogue.message_id(message) for message in kept if message.id and not catalogue.is_of_click(message)}
    assert own == catalogue.messages()
    assert not kept.obsolete


def test_the_catalogue_has_what_the_installed_click_has_translated() -> None:
    assert catalogue.untranslatable(catalogue.read_catalogue()) == set()


def refuse(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    """Refuse a value in sentences that a newer Click might have."""
    if value:
        raise click.BadParameter(gettext.gettext("Newer.") + gettext.ngettext("Newer one.", "Newer ones.", 1))


@pytest.mark.parametrize("name", ["", *app.commands])
@pytest.mark.parametrize(
    "parameter",
    [click.Option(["--new"], callback=refuse), click.Argument(["new"], callback=refuse)],
    ids=["--new", "NEW"],
)
def test_what_click_says_of_any_parameter_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, name: str, parameter: click.Parameter
) -> None:
    command = app.commands[name] if name else app
    monkeypatch.setattr(command, "params", [parameter, *command.params])
    assert {"Newer.", "Newer one."} <= asked_of_gettext()


def test_every_message_is_translated() -> None:
    assert catalogue.untranslated(catalogue.read_catalogue()) == []


def test_placeholders_survive_translation() -> None:
    for message in catalogue.read_catalogue():
        if message.id:
            forms = (message.id,) if isinstance(message.id, str) else message.id
            for translation in catalogue.translations(message):
                # Vietnamese has one form, and it stands for the plural.
                assert sorted(PLACEHOLDER.findall(translation)) == sorted(PLACEHOLDER.findall(forms[-1])), message.id


def test_both_files_are_as_the_tool_writes_them() -> None:
    kept = catalogue.read_catalogue()
    assert catalogue.PO_FILE.read_bytes() == catalogue.catalogue_text(kept)
    assert catalogue.MO_FILE.read_bytes() == catalogue.compile_catalogue(kept)


def test_files_say_nothing_that_changes_by_itself() -> None:
    text = catalogue.PO_FILE.read_text("utf-8")
    assert "Date" not in text
    assert "#:" not in text


def test_the_empty_text_is_no_message() -> None:
    assert "" not in catalogue.messages()


def test_both_languages_speak() -> None:
    use_language("vi")
    assert _("Carried over") == "Kỳ trước chuyển sang"
    assert (
        ngettext("{number} row", "{number} rows", 1) == ngettext("{number} row", "{number} rows", 2) == "{number} dòng"
    )
    use_language("en")
    assert _("Carried over") == "Carried over"
    assert ngettext("{number} row", "{number} rows", 1) == "{number} row"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2022", "năm 2022"),
        ("2022-Q2", "quý II/2022"),
        ("2022-H1", "6 tháng đầu năm 2022"),
        ("2022-9M", "9 tháng đầu năm 2022"),
        ("2022-04", "tháng 4/2022"),
    ],
)
def test_periods_in_words(code: str, words: str) -> None:
    use_language("vi")
    assert period_text(code) == words


def test_headings_of_narrow_tables_stay_short() -> None:
    use_language("vi")
    assert max(len(_(label)) for label in SHORT_LABELS.values()) <= len("Tiếp nhận")


@pytest.mark.parametrize(
    ("language", "error"),
    # Click's own English differs from version to version.
    [("vi", "Lỗi: Không có tùy chọn.*--nope"), ("en", "Error: .*--nope")],
)
def test_click_speaks_the_language(capsys: pytest.CaptureFixture[str], language: Language, error: str) -> None:
    assert run(["--nope", "--lang", language]) == 2
    said = capsys.readouterr()
    assert re.search(error, said.err)
    assert said.out == ""


def squeezed(text: str) -> str:
    """Leave out the spaces, since help pages break lines at any of them."""
    return "".join(text.split())


def help_texts(name: str) -> list[str]:
    """Return the English help texts of a command, "" for the program itself, and of its options."""
    command = app.commands[name] if name else app
    options = [option for option in command.get_params(click.Context(command)) if isinstance(option, click.Option)]
    return [command.help or "", *(option.help or "" for option in options)]


@pytest.mark.parametrize("name", ["", *app.commands])
def test_help_pages_are_translated(capsys: pytest.CaptureFixture[str], name: str) -> None:
    use_language("en")
    english = help_texts(name)
    pages = {}
    for language in i18n.LANGUAGES:
        for command in (app, *app.commands.values()):
            command._help_option = None
        assert run(["--lang", language, *([name] if name else []), "--help"]) == 0
        pages[language] = squeezed(capsys.readouterr().out)
    use_language("vi")
    for text in english:
        assert squeezed(text) in pages["en"]
        assert squeezed(_(text)) in pages["vi"]
        assert squeezed(text) not in pages["vi"]


def test_the_argument_comes_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARX_LANG", "vi")
    write_settings('language = "vi"')
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert choose_language("en", read_settings()) == "en"


def test_the_environment_comes_before_the_configuration_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARX_LANG", "en")
    write_settings('language = "vi"')
    assert choose_language(None, read_settings()) == "en"


def test_the_configuration_file_comes_before_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings('language = "vi"')
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert choose_language(None, read_settings()) == "vi"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "vi_VN.UTF-8", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({}, "vi"),
    ],
)
def test_the_locale_comes_last(monkeypatch: pytest.MonkeyPatch, locale: dict[str, str], language: Language) -> None:
    for variable, value in locale.items():
        monkeypatch.setenv(variable, value)
    assert choose_language(None, read_settings()) == language


@pytest.mark.parametrize("arguments", [["--lang", "en"], ["--lang=en"]])
def test_a_run_speaks_the_language_chosen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.setenv("PARX_LANG", "vi")
    assert run([*arguments, "--export", "nope"]) == 2
    assert language_in_use() == "en"
    assert "There is no report nope." in capsys.readouterr().err


@pytest.mark.parametrize("place", ["--lang", "PARX_LANG", "PARX_CONFIG"])
def test_an_unknown_language_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    arguments = ["--lang", "fr"] if place == "--lang" else []
    if place == "PARX_LANG":
        monkeypatch.setenv("PARX_LANG", "fr")
    if place == "PARX_CONFIG":
        write_settings('language = "fr"')
    assert run([*arguments, "reports"]) == 2
    said = capsys.readouterr()
    named = os.environ["PARX_CONFIG"] if place == "PARX_CONFIG" else place
    assert said.err == f"Lỗi: {named} yêu cầu ngôn ngữ fr; chỉ có vi hoặc en.\n"
    assert said.out == ""
