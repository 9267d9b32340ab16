"""What is made of one text of a column, and what else is known while it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from parx_tui.data.names import folded
from parx_tui.errors import LoadError
from parx_tui.i18n import N_

LONGEST_TEXT = 120
"""Characters; a longer text is a remark, not a value."""

PROBLEMS = {
    "date_unreadable": N_("not a date; write it like 31/12/2022"),
    "date_impossible": N_("no such day; write day/month/year, like 31/12/2022"),
    "date_out_of_range": N_("a year before 1990 or more than 20 years ahead; correct the year"),
    "number_unreadable": N_("not a number; write it like 10361 or 99,12%"),
    "number_other_sign": N_("another decimal sign than the rest of the column; write all numbers in one way"),
    "number_too_large": N_("a number of more than 12 digits; correct it"),
    "count_unreadable": N_("not a whole number; write it like 10361"),
    "count_not_whole": N_("a number with decimals where a whole number is expected"),
    "count_negative": N_("a number below zero where a whole number from 0 is expected"),
    "count_too_large": N_("a number above one million million; correct it"),
    "operator_unknown": N_("no comparison; write it like > or >="),
    "measure_unit_unknown": N_(
        "an unknown unit; write ratio, rank, yes_no, filings, procedures, services, accounts, visits, copies or points"
    ),
    "status_unknown": N_("an unknown status; write 1 to 10, or put the word into the map file"),
    "channel_unknown": N_("an unknown channel; write 1, 2 or 3, or put the word into the map file"),
    "level_unknown": N_("an unknown authority level; write so, huyen or xa, or put the word into the map file"),
    "service_level_unknown": N_(
        "an unknown online service level; write 1 to 4, partial or full, or put the word into the map file"
    ),
    "definition_unknown": N_("an unknown definition; write resolved, due, strict, workload or received"),
    "words_contradict_code": N_("the number and the words after it mean different things; correct one of them"),
    "period_unreadable": N_("not a period; write it like 2022-04, 2022-Q2, 2022-H1, 2022-9M or 2022"),
    "indicator_unknown": N_("an unknown indicator; write its code or its name as the program knows it"),
}
"""What can be wrong with a text and what is expected instead, by key; fragments of a sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says.

    ``value`` is a text that DuckDB casts to the landed type: an ISO date, an integer, a decimal with
    a dot, a code; ``None`` for an empty or an unreadable text. ``problem`` is a key of ``PROBLEMS``
    when the text is unreadable.
    """

    value: str | None = None
    problem: str | None = None


EMPTY = Reading()

Texts = tuple[str | None, ...]
"""Texts of several fields of a row; ``None`` for an empty one."""

CompositeReading = tuple[Reading, str | None]
"""What several texts say together, with a hint when it is a problem."""

CompositeReadings = Mapping[Texts, CompositeReading]
"""What each combination of texts says."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the texts of a column.

    ``today`` bounds years. ``decimal`` is the decimal sign, "," or ".", when the officer has settled it.
    ``words`` are the office's own: a folded text, and the text that it stands for. ``indicators`` are
    the codes of indicators by folded code and name.
    """

    today: date
    decimal: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)


Reader = Callable[[Collection[str], Surroundings], dict[str, Reading]]
"""Reads all distinct texts of a column; each comes back with its reading."""


class Ambiguous(LoadError):  # noqa: N818 - named for the state of the column
    """A column that can be read in two ways, and nothing in it tells which is meant.

    ``texts`` are examples of it. ``readings`` are by decimal sign: what the first of them says if
    numbers are written with that sign (with the comma, and with the dot).
    """

    def __init__(self, sentence: str, texts: tuple[str, ...], readings: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.texts = texts
        self.readings = readings


def tidy(text: str) -> str:
    """Return a text folded, with single blanks between its words."""
    return " ".join(folded(text).split())
