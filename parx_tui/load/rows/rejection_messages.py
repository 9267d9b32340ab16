"""What is told of rejected cells: in words, and nothing that could be personal data."""

from __future__ import annotations

import re
from pathlib import Path

from parx_tui.i18n import N_, _
from parx_tui.labels import value_word
from parx_tui.load.matching.unit_keys import guess_level
from parx_tui.load.rows.rejected import Rejected
from parx_tui.load.values import HIDDEN, PROBLEMS, looks_personal

ROW_PROBLEMS = {
    "missing": N_("nothing stands here, and the row cannot do without"),
    "no_place": N_("a row of an earlier version for which a later one has no place; it counts no more"),
    "unit_unknown": N_("no such unit in the database; correct it, load the list of units, or add --new-units"),
    "unit_ambiguous": N_("several units bear this name; write the whole name with its kind, or the code"),
    "unit_contradictory": N_(
        "the code is that of one unit and the name that of another; correct one, or leave one column out by a map"
    ),
    "procedure_unknown": N_(
        "no such procedure in the database; correct it, load the list of procedures, or add --new-procedures"
    ),
    "city_unknown": N_("no such city in the database"),
    "personal": N_(
        "this may be about a person, and nothing of that is kept; correct the row, or name the right column by a map"
    ),
    "field_unknown": N_("no such field in the database"),
    "calendar_standard": N_("a standard calendar stays as it is; give the office's own calendar another name"),
    "period_backwards": N_("the last day of the period is before its first; correct one of them"),
    "unit_missing": N_("what the value is measured in is not told; add a column for the unit, or % behind the value"),
}
"""What can be wrong with a text that should name something known."""

HEADINGS = (N_("file"), N_("row"), N_("column"), N_("value"), N_("reason"))
FIGURE_PROBLEMS = ("date_", "number_", "count_")
"""Beginnings of what is wrong with a day or a number."""

NAMELESS_PROBLEMS = (*FIGURE_PROBLEMS, "procedure_", "status_", "channel_")
"""Beginnings of what is wrong with texts that are no names of their own, such as codes and statuses."""

CAPITALISED = re.compile(r"\b[A-ZĐÀ-Ỹ][a-zđà-ỹ]+")


def shown_text(cell: Rejected) -> str | None:
    """Return the text of a rejected cell as it may be shown: what could be personal data is not.

    Where cells of a row have slipped, a name may stand where a day or a unit should.
    """
    if cell.text is None:
        return None
    is_name = (
        cell.problem == "personal"
        or (cell.problem.startswith(FIGURE_PROBLEMS) and not any(letter.isdigit() for letter in cell.text))
        or (cell.problem == "unit_unknown" and not cell.hint and guess_level(cell.text) is None)
        or (cell.problem.startswith(NAMELESS_PROBLEMS) and len(CAPITALISED.findall(cell.text)) > 1)
    )
    return HIDDEN if is_name or looks_personal(cell.text) else cell.text


def contradiction(quarantine_reason: str) -> str:
    """Return in words what contradicts itself in a filing, as the report of them says it."""
    return value_word("quarantine_reason", quarantine_reason) or quarantine_reason


def reason(problem: str, hint: str | None) -> str:
    """Return what is wrong with a cell, in the language in use; ``problem`` as of ``Rejected``."""
    problems = PROBLEMS | ROW_PROBLEMS
    sentence = _(problems[problem]) if problem in problems else contradiction(problem)
    return _("{reason}. Nearest: {names}").format(reason=sentence, names=hint) if hint else sentence


def listed(file_name: str, cell: Rejected) -> tuple[object, ...]:
    """Return the row of the list of rejected cells (``HEADINGS``)."""
    return (file_name, cell.row_number, cell.column, shown_text(cell), reason(cell.problem, cell.hint))


def list_path(source: Path) -> Path:
    """Return where the list of what is rejected of a file goes: beside it, under a name that is free."""
    path = source.with_name(f"{source.stem}.rejects.csv")
    number = 2
    # A link that leads nowhere takes its name as well: what it names is not for this list.
    while path.exists() or path.is_symlink():
        path = source.with_name(f"{source.stem}.rejects-{number}.csv")
        number += 1
    return path
