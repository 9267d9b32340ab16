"""The table of keys: what it binds, what a user may bind instead, and where it is told."""

from __future__ import annotations

import asyncio
import tomllib
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from parx_tui.data.reports import REPORTS
from parx_tui.errors import UsageError
from parx_tui.i18n import LANGUAGES, Language, _, use_language
from parx_tui.ui.app import ParxApp
from parx_tui.ui.dialog_texts import help_text
from parx_tui.ui.frame_lines import keys_line
from parx_tui.ui.glyphs import UNICODE
from parx_tui.ui.keys import (
    ACTIONS,
    CHARACTERS,
    KEY_SIGNS,
    REACHABLE,
    Action,
    bound_keys,
    key_sign,
    key_signs,
    moved_keys,
)
from parx_tui.ui.screens.table import TableScreen
from parx_tui.ui.screens.view_settings import SCREEN_ACTIONS
from parx_tui.ui.tables.report_table import ReportTable, table_of
from tests.depth import examples
from tests.keys_page import EXAMPLE, PAGES, example, keys_page

NAMES = [action.name for action in ACTIONS]
EXAMPLES = examples(60)
USUAL = {action.name: action.keys for action in ACTIONS}
REPORTS_SHOWN = [name for name, report in REPORTS.items() if report.screen]


def printable_keys() -> list[str]:
    """Return the single characters of a keyboard that a user may write for a key."""
    return [chr(number) for number in range(32, 127) if chr(number) != ","]


# The table itself


def test_every_action_is_a_method_of_the_screen_or_shows_one_and_is_bound_there() -> None:
    bindings = {binding.id: binding for binding in TableScreen.BINDINGS if isinstance(binding, Binding)}
    assert len(NAMES) == len(set(NAMES))
    for action in ACTIONS:
        is_method = callable(getattr(TableScreen, f"action_{action.name}", None))
        assert is_method or action.name in SCREEN_ACTIONS, action.name
        assert bindings[action.name].action == f"act({action.name!r})"
        assert bindings[action.name].key == action.keys
    assert set(bindings) == set(NAMES)


def test_no_key_is_bound_twice() -> None:
    counted = Counter(key for action in ACTIONS for key in action.keys.split(","))
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("key", [key for action in ACTIONS for key in action.keys.split(",")])
def test_every_key_comes_through_putty_tmux_and_screen(key: str) -> None:
    assert key in REACHABLE or (len(key) == 1 and key.isascii() and key.isprintable() and not key.isspace())
    assert not key.startswith(("alt+", "shift+"))
    assert not key.startswith("ctrl+") or key in ("ctrl+c", "ctrl+q")


def test_no_reachable_key_is_another_one_in_disguise() -> None:
    # Ctrl with h, i, j or m is Backspace, Tab or Enter to a terminal; Ctrl+S and Ctrl+Q may stop and start its output.
    assert {key for key in REACHABLE if "+" in key} == {"ctrl+c", "ctrl+q"}


def test_every_action_says_what_it_does() -> None:
    for action in ACTIONS:
        assert action.word
        assert action.help
        assert action.help[0].isupper()
        assert not action.help.endswith(".")


# Keys of the user


class Pressed(App[None]):
    """An application with the bindings of the table, which only notes what they ask for."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.set_keymap(dict(keys))

    def get_default_screen(self) -> Screen[None]:
        """Return a screen with every action of the table."""

        def note(_screen: object, name: str) -> None:
            self.asked.append(name)

        members: dict[str, object] = {"action_act": note}
        screen: type[Screen[None]] = type("Noting", (Screen,), {"BINDINGS": TableScreen.BINDINGS, **members})
        return screen()


def pressed(keys: Mapping[str, str], *sent: str) -> list[str]:
    """Return the actions that keys ask for, one after the other."""

    async def press() -> list[str]:
        app = Pressed(keys)
        async with app.run_test() as pilot:
            await pilot.press(*sent)
            await pilot.pause()
        return app.asked

    return asyncio.run(press())


def test_every_key_asks_for_its_action() -> None:
    # Ctrl+Q is Textual's own and ends the application that is looked at here.
    sent = [(key, action.name) for action in ACTIONS for key in action.keys.split(",") if key != "ctrl+q"]
    assert pressed(bound_keys({}), *(key for key, _name in sent)) == [name for _key, name in sent]


def test_keys_of_a_user_ask_for_their_actions() -> None:
    keys = bound_keys({"sort": "S,f5", "explain": "insert", "filter": "#", "quit": "Q", "help": "tab"})
    sent = {"S": "sort", "f5": "sort", "insert": "explain", "#": "filter", "Q": "quit", "tab": "help"}
    assert pressed(keys, *sent) == list(sent.values())
    assert pressed(keys, "s", "d", "slash", "q", "f1", "question_mark") == []


def test_a_key_that_textual_keeps_for_itself_cannot_be_given_away() -> None:
    merged = ParxApp._merged_bindings
    assert merged is not None
    kept = [key for key, bindings in merged.key_to_bindings.items() if any(binding.priority for binding in bindings)]
    for key in kept:
        with pytest.raises(UsageError):
            bound_keys({"sort": key})


def test_a_key_taken_from_another_action_asks_for_the_one_it_was_given_to() -> None:
    keys = bound_keys({"sort": "k", "copy_row": "q"})
    assert pressed(keys, "k", "q", "up", "ctrl+c") == ["sort", "copy_row", "row_up", "quit"]


def test_without_wishes_the_usual_keys_are_bound() -> None:
    assert bound_keys({}) == USUAL


def test_a_key_of_the_user_takes_the_place_of_the_usual_ones() -> None:
    assert bound_keys({"help": "f2"}) == {**USUAL, "help": "f2"}
    assert bound_keys({"sort": "S,f5"}) == {**USUAL, "sort": "S,f5"}


def test_a_key_of_the_user_is_taken_from_the_action_that_usually_has_it() -> None:
    assert bound_keys({"sort": "q"}) == {**USUAL, "sort": "q", "quit": "ctrl+c,ctrl+q"}


def test_actions_can_change_places() -> None:
    assert bound_keys({"sort": "d", "explain": "s"}) == {**USUAL, "sort": "d", "explain": "s"}


@pytest.mark.parametrize(("written", "named", "owner"), [(".", "full_stop", "next_period"), (" ", "space", "show_row")])
def test_a_key_is_the_same_by_its_name_and_by_its_character(written: str, named: str, owner: str) -> None:
    keys = bound_keys({"sort": written})
    assert keys["sort"] == named
    assert keys[owner] != named
    with pytest.raises(UsageError, match="both"):
        bound_keys({"sort": written, "filter": named})


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"sorted": "S"}, "There is no action sorted to bind keys to. Nearest: sort"),
        ({"copy_rows": "S"}, "Nearest: copy_row,"),
        ({"filter": "alt+f"}, "alt+f is no key for filter"),
        ({"filter": "ctrl+h"}, "ctrl+h is no key for filter"),
        ({"filter": "F5"}, "F5 is no key for filter"),
        ({"filter": ""}, '"" is no key for filter'),
        ({"filter": "f,,g"}, '"" is no key for filter'),
        ({"filter": "\x08"}, "is no key for filter"),
        (
            {"filter": "f", "sort": "f"},
            "The key f is given to both filter and sort. Give one of them another key.",
        ),
        ({"sort": ",".join(printable_keys())}, "give it one."),
    ],
)
def test_an_impossible_wish_is_refused_in_a_sentence(chosen: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        bound_keys(chosen)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("chosen", "moved"),
    [
        # What another key of the action is left for stays there.
        ({"sort": "?"}, {"help": "f1"}),
        ({"sort": "q"}, {"quit": "ctrl+c,ctrl+q"}),
        # Else the first free letter of its name, small or capital; d and e are usual for others.
        ({"sort": "/"}, {"filter": "f"}),
        ({"sort": "e"}, {"export": "E"}),
        ({"sort": "p"}, {"choose_period": "h"}),
        ({"sort": "v"}, {"compare": "m"}),
        # One that the user needs is not free, and two that look for one do not meet.
        ({"sort": "/,f"}, {"filter": "i"}),
        ({"sort": "/,v,m", "explain": "a,i,l"}, {"filter": "f", "compare": "C"}),
        # A letter that a user does without is not given to another action while there are others.
        ({"sort": "f2", "copy_cell": "e"}, {"export": "E"}),
        ({"export": "s"}, {"sort": "S"}),
        ({"sort": "]"}, {"next_page": "n"}),
        ({"sort": "1,2"}, {"show_drill": "h", "show_targets": "w"}),
        # Else the first of the alphabet.
        ({"sort": "q,ctrl+c,ctrl+q,u,i,Q,U,I,T"}, {"quit": "a"}),
    ],
)
def test_an_action_without_a_key_gets_a_free_one(chosen: dict[str, str], moved: dict[str, str]) -> None:
    assert bound_keys(chosen) == {**USUAL, **chosen, **moved}


def test_a_moved_action_is_asked_for_by_its_new_key() -> None:
    keys = bound_keys({"sort": "/", "copy_row": "enter", "export": "escape,backspace"})
    assert pressed(keys, "slash", "f", "enter", keys["go_in"], "escape", keys["go_out"]) == [
        *("sort", "filter", "copy_row", "go_in", "export", "go_out"),
    ]


def test_a_new_action_never_stands_against_the_keys_of_a_user(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = Action("forecast", "f", "forecast", "Look ahead", "The table")
    monkeypatch.setattr("parx_tui.ui.keys.ACTIONS", (*ACTIONS, newer))
    assert bound_keys({"filter": "f"})["filter"] == "f"
    assert bound_keys({"filter": "f"})["forecast"] == "a"
    assert bound_keys({"filter": "f,a,n"})["forecast"] == "F"


KEYS_OF_USERS = st.sampled_from(sorted({*REACHABLE, *printable_keys(), "đ", "ê"}))


@st.composite
def keymaps(draw: st.DrawFn) -> dict[str, str]:
    """Draw keys for some actions, none of them for two."""
    keys = draw(st.lists(KEYS_OF_USERS, max_size=30, unique_by=lambda key: CHARACTERS.get(key, key)))
    owners = draw(st.lists(st.sampled_from(NAMES), min_size=len(keys), max_size=len(keys)))
    return {name: ",".join(key for key, owner in zip(keys, owners, strict=True) if owner == name) for name in owners}


@EXAMPLES
@given(chosen=keymaps())
def test_with_any_keys_of_a_user_every_action_has_keys_of_its_own(chosen: dict[str, str]) -> None:
    keys = bound_keys(chosen)
    assert set(keys) == set(NAMES)
    counted = Counter(key for bound in keys.values() for key in bound.split(","))
    assert all(keys.values())
    assert max(counted.values()) == 1
    for name, given_keys in chosen.items():
        assert keys[name].split(",") == [CHARACTERS.get(key, key) for key in given_keys.split(",")]
    for name in set(NAMES) - set(chosen):
        left = [key for key in USUAL[name].split(",") if all(key not in keys[other].split(",") for other in chosen)]
        assert not left or keys[name].split(",") == left
    # What is told are the actions whose key in the key line is another, and no others.
    told = moved_keys(chosen, keys)
    moved = [name for name in NAMES if name not in chosen and key_sign(keys[name]) != key_sign(USUAL[name])]
    assert bool(told) == bool(moved)
    assert told.count(" to ") == min(len(moved), 4)


@examples(2)
@given(chosen=keymaps())
def test_with_any_keys_of_a_user_the_keys_ask_for_their_actions(chosen: dict[str, str]) -> None:
    keys = bound_keys(chosen)
    # Ctrl+Q is Textual's own and ends the application that is looked at here.
    sent = [(key, name) for name, bound in keys.items() for key in bound.split(",") if key != "ctrl+q"]
    assert pressed(keys, *(key for key, _name in sent)) == [name for _key, name in sent]


def test_what_moved_is_told_in_words() -> None:
    told = moved_keys({"sort": "/,q"}, bound_keys({"sort": "/,q"}))
    assert told == (
        'Keys moved because of your own: filter from "/" to "f"; quit from "q" to "CTRL+C". ? shows all keys.'
    )
    use_language("vi")
    assert moved_keys({"sort": "/"}, bound_keys({"sort": "/"})) == (
        'Do phím đặt riêng, một số phím đã đổi: lọc từ "/" sang "f". Nhấn ? để xem mọi phím.'
    )


@pytest.mark.parametrize("chosen", [{}, {"sort": "S"}, {"sort": "k"}, {"sort": "d", "explain": "s"}])
def test_nothing_is_told_where_no_action_moved(chosen: dict[str, str]) -> None:
    assert moved_keys(chosen, bound_keys(chosen)) == ""


def test_key_line_help_and_palette_show_moved_keys() -> None:
    keys = bound_keys({"export": "/"})
    line = "".join(text for text, _style in keys_line("drill", keys))
    assert "f filter" in line
    assert any(
        line.startswith("f ") and "contain a text" in line
        for _heading, lines in help_text(keys, UNICODE)
        for line in lines
    )


def test_an_unknown_action_without_a_like_lists_all() -> None:
    with pytest.raises(UsageError) as caught:
        bound_keys({"": "f"})
    assert all(name in str(caught.value) for name in NAMES)


def test_an_impossible_key_names_those_that_are_possible() -> None:
    with pytest.raises(UsageError) as caught:
        bound_keys({"filter": "alt+f"})
    assert all(key in str(caught.value) for key in REACHABLE)


def test_the_same_key_twice_for_one_action_is_no_error() -> None:
    assert bound_keys({"sort": "S,S"})["sort"].split(",")[0] == "S"


# The key line and the help


@pytest.mark.parametrize("report", REPORTS_SHOWN)
def test_every_report_shown_has_a_table_and_a_screen_that_a_key_shows(report: str) -> None:
    assert isinstance(table_of(report), ReportTable)
    screen = REPORTS[report].screen
    assert REPORTS[screen].screen == screen
    assert f"show_{screen}" in NAMES


def test_every_report_shown_has_seven_keys_of_its_own() -> None:
    for report in REPORTS_SHOWN:
        names = REPORTS[report].keys
        assert len(names) == len(set(names)) == 7, report
        assert set(names) <= set(NAMES), report
        assert "help" in names, report


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", REPORTS_SHOWN)
def test_the_key_line_names_its_keys_and_fits_on_80_columns(report: str, language: Language) -> None:
    use_language(language)
    line = "".join(text for text, _style in keys_line(report, bound_keys({}))).rstrip()
    assert cell_len(line) <= 80, line
    words = {action.name: action.word for action in ACTIONS}
    for name in REPORTS[report].keys:
        assert _(words[name]) in line


def test_the_key_line_shows_the_keys_of_the_user() -> None:
    keys = bound_keys({"filter": "f2", "next_period": "n", "previous_period": "N"})
    line = "".join(text for text, _style in keys_line("drill", keys))
    assert "F2 filter" in line
    assert "N n period" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_every_action_with_its_keys(language: Language) -> None:
    use_language(language)
    keys = bound_keys({"sort": "S,f5"})
    *told, (gauges, _signs) = help_text(keys, UNICODE)
    assert gauges == _("Gauges")
    assert [heading for heading, _lines in told] == [_(group) for group in dict.fromkeys(a.group for a in ACTIONS)]
    lines = [line for _heading, lines in told for line in lines]
    assert len(lines) == len(ACTIONS)
    for action in ACTIONS:
        (line,) = [line for line in lines if line.endswith(f" {_(action.help)}")]
        assert line.startswith(f"{key_signs(keys[action.name])} "), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_and_words_tell_actions_apart(language: Language) -> None:
    use_language(language)
    sentences = [_(action.help) for action in ACTIONS]
    assert len(set(sentences)) == len(sentences)


def test_keys_are_written_as_people_know_them() -> None:
    assert key_signs("escape,backspace") == "Esc Backspace"
    assert key_signs("comma") == ","
    assert key_signs("f1,G,g") == "F1 G g"
    use_language("vi")
    for name in KEY_SIGNS:
        assert key_signs(name).strip()


# docs/keys.md


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_what_the_table_says(language: Language) -> None:
    assert PAGES[language].read_text("utf-8") == keys_page(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_action_and_key(language: Language) -> None:
    page = keys_page(language)
    use_language(language)
    for action in ACTIONS:
        (row,) = [line for line in page.splitlines() if f"| `{action.name}` |" in line]
        assert row.endswith(f"| {_(action.help)} |")
        assert all(f"`{key_sign(key)}`" in row for key in action.keys.split(","))


def test_the_example_of_the_page_does_what_it_says() -> None:
    for page in PAGES.values():
        assert f"```toml\n{example()}\n```" in page.read_text("utf-8")
    section = tomllib.loads(example())["keys"]
    assert section == EXAMPLE
    keys = bound_keys(section)
    assert pressed(keys, "f", "f2", "E") == ["filter", "export", "export"]
    assert pressed(keys, "slash", "e") == []
