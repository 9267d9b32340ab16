"""From the words of a user to the values of the database that they name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from parx_tui.data.database import Database
from parx_tui.data.drill import option_name
from parx_tui.errors import UsageError
from parx_tui.i18n import N_, Language, _

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


def nearest(text: str, known: Iterable[str]) -> list[str]:
    """Return the known words that look most like ``text``, the best first."""
    from difflib import get_close_matches

    return get_close_matches(text, list(known), n=MOST_NAMES, cutoff=0.4)


def find_value(database: Database, dimension: str, text: str, city_id: int | None, language: Language) -> NamedValue:
    """Return the one value of a dimension that ``text`` names, by its code or its name.

    Raises ``UsageError`` when nothing or several values bear the name, with their names.
    """
    if not text.strip():
        raise UsageError(_("--{option} is empty; give a code or a name.").format(option=option_name(dimension)))
    variables = {
        "ask_named_dimension": dimension,
        "ask_named_text": text,
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
    return shown if len(names) <= most else _("{names} and {number} more").format(names=shown, number=len(names) - most)
