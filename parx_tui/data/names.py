"""From the words of a user to the values of the database that they name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TypeVar

from parx_tui.data.database import Database
from parx_tui.data.drill import option_name
from parx_tui.data.figures import count_text
from parx_tui.errors import UsageError
from parx_tui.i18n import N_, Language, _, language_in_use

Thing = TypeVar("Thing")

MOST_NAMES = 8
"""How many names an error lists."""

DIMENSION_NOUNS = {
    "city": N_("city"),
    "level": N_("authority level"),
    "agency": N_("agency"),
    "field": N_("field"),
    "procedure": N_("procedure"),
    "service_level": N_("service level"),
    "channel": N_("channel"),
}


@dataclass(frozen=True, slots=True)
class NamedValue:
    """One value of a dimension that a text names (view ``named_value``)."""

    row_key: int
    code: str
    name: str
    city_name: str | None
    city_id: int | None
    level_id: int | None
    search_key: str
    fit: int | None

    def __str__(self) -> str:
        """Return name, code and city, as an error lists them."""
        return (
            f"{self.name} ({self.code}, {self.city_name})"
            if self.city_name and self.city_name != self.name
            else f"{self.name} ({self.code})"
        )


def folded(text: str) -> str:
    """Return a text in lower case, without accents and with d for đ, as ``search_key`` in SQL does."""
    letters = unicodedata.normalize("NFD", text.strip().casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def sign_free(text: str) -> str:
    """Return the letters and digits of a text, folded, with single blanks for what is between them."""
    return " ".join(re.findall(r"[^\W_]+", folded(text)))


class Fit(IntEnum):
    """How well a text that somebody types fits something that has names, the best first.

    ``WRITTEN`` is a name letter by letter, ``NAME`` one without regard to accents, case and signs.
    A name begins with its words (``BEGINNING``), with the last of them not typed out (``OPENING``), or
    has them in their order (``WORDS``). They stand anywhere in the names (``ANYWHERE``), or in their
    order in what is told beside these, such as days (``REMARK``).
    """

    WRITTEN = 0
    NAME = 1
    BEGINNING = 2
    OPENING = 3
    WORDS = 4
    ANYWHERE = 5
    REMARK = 6


def fit(text: str, names: Iterable[str], remark: str = "") -> Fit | None:
    """Return how well ``text`` fits something with these names, ``None`` when it does not.

    Words may be left unfinished, one with a digit only at the end of the text: "1/2021" is not 10/2021.
    """
    known = [name for name in names if name]
    if any(_as_written(text) == _as_written(name) for name in known):
        return Fit.WRITTEN
    wanted = _words(text)
    split = [_words(name) for name in known]
    fits = [found for name in split if (found := _fit_of_name(wanted, name)) is not None]
    if fits:
        return min(fits)
    if _are_among(wanted, [word for name in split for word in name]):
        return Fit.ANYWHERE
    return Fit.REMARK if _are_in_order(wanted, _words(remark)) else None


def ranked(things: Iterable[Thing], fit_of: Callable[[Thing], Fit | None]) -> list[Thing]:
    """Return the things that a text fits, the best first and otherwise in their order; ``fit_of`` tells how well."""
    fits = [(found, thing) for thing in things if (found := fit_of(thing)) is not None]
    return [thing for _found, thing in sorted(fits, key=lambda pair: pair[0])]


@lru_cache(maxsize=8192)
def _as_written(text: str) -> str:
    """Return a text letter by letter, however its accents are stored."""
    return unicodedata.normalize("NFC", text.strip())


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded; one of signs alone stands for itself."""
    return tuple(sign_free(text).split() or folded(text).split())


def _fit_of_name(wanted: Sequence[str], name: Sequence[str]) -> Fit | None:
    """Return how well words fit one name, ``None`` when they do not stand in it in their order."""
    if wanted == name:
        return Fit.NAME
    if wanted == name[: len(wanted)]:
        return Fit.BEGINNING
    if " ".join(name).startswith(" ".join(wanted)):
        return Fit.OPENING
    return Fit.WORDS if _are_in_order(wanted, name) else None


def _are_in_order(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether the words that are wanted stand among others in their order."""
    rest = iter(words)
    return all(any(_is_meant(wanted, place, other) for other in rest) for place in range(len(wanted)))


def _are_among(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether every word that is wanted stands among others."""
    return all(any(_is_meant(wanted, place, other) for other in words) for place in range(len(wanted)))


def _is_meant(wanted: Sequence[str], place: int, other: str) -> bool:
    """Tell whether a word is one of those wanted, or begins with it where that may be unfinished."""
    word = wanted[place]
    may_go_on = place == len(wanted) - 1 or word.isalpha()
    return word == other or (may_go_on and other.startswith(word))


def nearest(text: str, known: Iterable[str]) -> list[str]:
    """Return the known words that look most like ``text``, the best first."""
    from difflib import get_close_matches

    return get_close_matches(text, list(known), n=MOST_NAMES, cutoff=0.4)


def nearest_or_all(text: str, known: Collection[str]) -> str:
    """Return in a row the known words that look most like ``text``, or all of them where none does."""
    return ", ".join(nearest(text, known) or known)


def find_value(database: Database, dimension: str, text: str, city_id: int | None, language: Language) -> NamedValue:
    """Return the one value of a dimension that ``text`` names, by its code or its name.

    Raises ``UsageError`` when nothing or several values bear the name, with their names.
    """
    if not text.strip():
        raise UsageError(_("--{option} is empty; give a code or a name.").format(option=option_name(dimension)))
    variables = {
        "ask_dimension": dimension,
        "ask_named_text": " ".join(text.split()),
        "ask_named_city_id": city_id,
        "ask_language": language,
    }
    answer = database.look_up("named_value", variables)
    values = [NamedValue(*row) for row in answer.rows]  # type: ignore[arg-type]
    noun = _(DIMENSION_NOUNS[dimension])
    option = option_name(dimension)
    fits = sorted({value.fit for value in values if value.fit is not None})
    if not fits:
        keys = {key: value for value in values for key in (value.search_key, value.code.casefold())}
        near = list(dict.fromkeys(keys[key] for key in nearest(folded(text), keys)))
        raise UsageError(
            _("There is no {noun} named {text}. Nearest names for --{option}: {names}").format(
                noun=noun, text=text, option=option, names=_listed(near or values)
            )
        )
    best = [value for value in values if value.fit == fits[0]]
    if len(best) > 1:
        best = ranked(best, lambda value: fit(text, (value.code, value.name)) or Fit.REMARK)
        raise UsageError(
            _("{text} matches more than one {noun}; choose one for --{option} by its code: {names}").format(
                noun=noun, text=text, option=option, names=_listed(best)
            )
        )
    return best[0]


def _listed(values: list[NamedValue]) -> str:
    """Return values in a row, not more than fit in an error."""
    return some([str(value) for value in values], MOST_NAMES, "; ")


def some(names: list[str], most: int, separator: str = ", ") -> str:
    """Return the first names of a list, and how many more there are."""
    shown = separator.join(names[:most])
    if len(names) <= most:
        return shown
    return _("{names} and {number} more").format(names=shown, number=count_text(len(names) - most, language_in_use()))
