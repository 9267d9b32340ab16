"""The keys: one table, from which bindings, key line, help, palette and ``docs/keys.md`` are made."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from parx_tui.data.names import nearest_or_all, some
from parx_tui.errors import UsageError
from parx_tui.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does.

    ``name`` is the permanent name, by which a user binds other keys to it. ``keys`` are the keys,
    as Textual names them, parted by commas. ``word`` labels it in the key line, ``help`` says it in
    a sentence, ``group`` is its heading in the help.
    """

    name: str
    keys: str
    word: str
    help: str
    group: str


NAVIGATION, VIEW, TABLE, EXPORT, PROGRAM = (
    N_("Moving"),
    N_("What is counted"),
    N_("The table"),
    N_("Copy and export"),
    N_("Program"),
)

ACTIONS = (
    Action("go_in", "enter", N_("in"), N_("Go into the row: to its parts, and at last to the filings"), NAVIGATION),
    Action("go_out", "escape,backspace", N_("out"), N_("Go back out to the row left; stop a query"), NAVIGATION),
    Action("row_up", "up,k", N_("up"), N_("A row up"), NAVIGATION),
    Action("row_down", "down,j", N_("down"), N_("A row down"), NAVIGATION),
    Action("screen_up", "pageup", N_("screen up"), N_("A screenful up"), NAVIGATION),
    Action("screen_down", "pagedown", N_("screen down"), N_("A screenful down"), NAVIGATION),
    Action("first_row", "home,g", N_("first"), N_("The first row"), NAVIGATION),
    Action("last_row", "end,G", N_("last"), N_("The last row"), NAVIGATION),
    Action("column_left", "left,<", N_("column"), N_("The column to the left: to sort by and to copy"), NAVIGATION),
    Action("column_right", "right,>", N_("column"), N_("The column to the right"), NAVIGATION),
    Action("next_page", "]", N_("next page"), N_("The next 500 rows"), NAVIGATION),
    Action("previous_page", "[", N_("previous page"), N_("The 500 rows before"), NAVIGATION),
    Action("show_drill", "1", N_("counts"), N_("Counts and rates, down to the filings"), VIEW),
    Action("show_targets", "2", N_("targets"), N_("Every target as a gauge"), VIEW),
    Action("show_procedures", "4", N_("procedures"), N_("The procedures in force and what changed"), VIEW),
    Action("show_reported", "5", N_("reported"), N_("Figures that documents report"), VIEW),
    Action("show_quality", "6", N_("quality"), N_("Is the data fit to report: loads, rejected rows, rules"), VIEW),
    Action(
        "choose_dimension",
        "b",
        N_("by"),
        N_("Choose what the rows are, down to single filings"),
        VIEW,
    ),
    Action("previous_period", "comma", N_("period"), N_("The period before"), VIEW),
    Action("next_period", "full_stop", N_("period"), N_("The period after"), VIEW),
    Action("choose_period", "p", N_("periods"), N_("Choose a period or a calendar"), VIEW),
    Action("choose_definition", "o", N_("on time"), N_("Choose how on time is counted"), VIEW),
    Action("compare", "v", N_("compare"), N_("Show or hide the period before and the year before"), VIEW),
    Action("filter", "/", N_("filter"), N_("Show only rows that contain a text, accents or not"), TABLE),
    Action("sort", "s", N_("sort"), N_("Sort by the column, the other way, or as usual"), TABLE),
    Action("show_row", "space", N_("row"), N_("The whole row as a card"), TABLE),
    Action("explain", "d", N_("where from"), N_("Where the number comes from: formula, view, loads"), TABLE),
    Action("reload", "r", N_("reload"), N_("Ask again; open the database anew when its file was replaced"), TABLE),
    Action("copy_cell", "c", N_("copy"), N_("Copy the cell"), EXPORT),
    Action("copy_row", "y", N_("copy row"), N_("Copy the row"), EXPORT),
    Action("copy_table", "Y", N_("copy table"), N_("Copy the rows on this page"), EXPORT),
    Action("show_command", "x", N_("command"), N_("The command line that writes this table"), EXPORT),
    Action("export", "e", N_("export"), N_("Write all rows to a file"), EXPORT),
    Action("switch_language", "L", N_("language"), N_("Vietnamese or English"), PROGRAM),
    Action("choose_theme", "t", N_("theme"), N_("Choose the colours"), PROGRAM),
    Action("palette", ":", N_("actions"), N_("Choose any action by its name"), PROGRAM),
    Action("help", "?,f1", N_("help"), N_("All keys"), PROGRAM),
    Action("quit", "q,ctrl+c,ctrl+q", N_("quit"), N_("Leave"), PROGRAM),
)

KEY_SIGNS = {
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "comma": ",",
    "full_stop": ".",
    "space": N_("Space"),
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "up": N_("Up arrow"),
    "down": N_("Down arrow"),
    "left": N_("Left arrow"),
    "right": N_("Right arrow"),
}
"""How keys are written for people where Textual's name is not it."""

REACHABLE = frozenset(
    {*KEY_SIGNS, *(f"f{number}" for number in range(1, 13)), "tab", "insert", "delete", "ctrl+c", "ctrl+q"}
)
"""Named keys that PuTTY, tmux and screen let through; of the others only single characters do."""


CHARACTERS = {".": "full_stop", " ": "space"}
"""Keys that have a name in the table, by the characters that a user may write for them."""

SPARE_KEYS: tuple[str, ...] = (
    *string.ascii_lowercase,
    *string.ascii_uppercase,
    *(f"f{number}" for number in range(2, 13)),
    *"-+=;*!@#$%&()_~^'",
    *string.digits,
)
"""Keys for actions whose own ones a user gave to others, in the order in which they are tried."""

MOST_MOVES = 4
"""How many moved keys are told at the start."""


def bound_keys(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of every action, those that a user chose in place of the usual ones.

    A key that the user gives to one action is taken from the action that usually has it. One that is
    left without any gets a spare key, so that what a later version of the program adds never stands
    against the keys of a user.

    Raises ``UsageError`` for an action or key that does not exist, for a key that the user gives to
    two actions, and when the user leaves no key for an action.
    """
    usual = {action.name: action.keys.split(",") for action in ACTIONS}
    owners = _owners(chosen, usual)
    given: dict[str, list[str]] = {}
    for key, name in owners.items():
        given.setdefault(name, []).append(key)
    bound = {name: given.get(name) or [key for key in keys if key not in owners] for name, keys in usual.items()}
    for name, keys in bound.items():
        if not keys:
            keys.append(_spare_key(name, usual.values(), bound.values()))
    return {name: ",".join(keys) for name, keys in bound.items()}


def _owners(chosen: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """Return the keys that a user gives to actions, and the action that each is given to.

    Raises ``UsageError`` as ``bound_keys``, for a name that is none of ``names`` as well.
    """
    owners: dict[str, str] = {}
    for name, text in chosen.items():
        if name not in names:
            raise UsageError(
                _("There is no action {name} to bind keys to. Nearest: {names}").format(
                    name=name, names=nearest_or_all(name, names)
                )
            )
        for written in text.split(","):
            if written not in REACHABLE and (len(written) != 1 or not written.isprintable()):
                raise UsageError(
                    _("{key} is no key for {name}: write a single character or one of {keys}.").format(
                        key=written or '""', name=name, keys=", ".join(sorted(REACHABLE))
                    )
                )
            key = CHARACTERS.get(written, written)
            if owners.setdefault(key, name) != name:
                raise UsageError(
                    _("The key {key} is given to both {one} and {other}. Give one of them another key.").format(
                        key=key, one=owners[key], other=name
                    )
                )
    return owners


def _spare_key(name: str, usual: Iterable[Collection[str]], bound: Iterable[Collection[str]]) -> str:
    """Return a key for an action: the first letter of its name that no action has, else the first spare key.

    Keys that are usual for an action are taken last, even where a user does without them.

    Raises ``UsageError`` when none is left.
    """
    letters = [letter for letter in name if letter.isalpha()]
    spare = (*letters, *(letter.upper() for letter in letters), *SPARE_KEYS)
    in_use = {key for keys in bound for key in keys}
    known = {key for keys in usual for key in keys}
    free = [key for key in spare if key not in in_use]
    for key in (*(key for key in free if key not in known), *free):
        return key
    raise UsageError(_("No key is left for {names}; give it one.").format(names=name))


def moved_keys(chosen: Mapping[str, str], keys: Mapping[str, str]) -> str:
    """Return the sentences that tell which actions have another first key because of the keys of a user.

    Empty when there are none. ``keys`` are those of every action, as of ``bound_keys``.
    """
    moves = [
        _('{action} from "{old}" to "{key}"').format(
            action=_(action.word), old=key_sign(action.keys), key=key_sign(keys[action.name])
        )
        for action in ACTIONS
        if action.name not in chosen and key_sign(action.keys) != key_sign(keys[action.name])
    ]
    if not moves:
        return ""
    return _("Keys moved because of your own: {moves}. {key} shows all keys.").format(
        moves=some(moves, MOST_MOVES, "; "), key=key_sign(keys["help"])
    )


def key_sign(keys: str) -> str:
    """Return the first of some keys as it is written for people."""
    first = keys.split(",")[0]
    return _(KEY_SIGNS[first]) if first in KEY_SIGNS else first.upper() if len(first) > 1 else first


def key_signs(keys: str) -> str:
    """Return all keys of an action as they are written for people."""
    return " ".join(key_sign(key) for key in keys.split(","))
