"""Names of units as people write them, matched with the units of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from parx_tui.data.names import folded, nearest
from parx_tui.load.matching.likeness import Likeness
from parx_tui.load.matching.unit_keys import KINDS_OF_UNITS, contradicts, sounds_like, unit_key

MOST_NEAREST = 3
MOST_EXPLAINED = 500
"""For how many texts nearest names are looked up; an officer corrects the first ones, then tries again."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the database."""

    code: str
    name: str
    city_code: str

    def __str__(self) -> str:
        """Return name and code, as a rejection lists them."""
        return f"{self.name} ({self.code})"


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """What a text was matched with: a code, or ``None`` and the nearest units.

    ``is_ambiguous`` tells that the text names each of these.
    """

    code: str | None
    nearest: tuple[str, ...] = ()
    is_ambiguous: bool = False


def match_units(texts: Collection[str], units: Sequence[Unit], own: Mapping[str, str]) -> dict[str, UnitMatch]:
    """Return for each text the unit that it names: a code, or ``None`` with the units that it may mean.

    First come the office's ``own`` names (text to code), then codes, without regard to case and blanks,
    then names by their ``unit_key``, with or without their kind. A name of several units is none of
    them, and all are listed; otherwise up to three of the nearest names, for the first 500 texts.
    """
    known = _KnownUnits(units)
    own_codes = {_plain(text): code for text, code in own.items()}
    matches: dict[str, UnitMatch] = {}
    unexplained = MOST_EXPLAINED
    for text in texts:
        code = own_codes.get(_plain(text))
        found = known.coded(text if code is None else code) or (known.named(text) if code is None else [])
        if found:
            codes = sorted({unit.code for unit in found})
            matches[text] = (
                UnitMatch(codes[0]) if len(codes) == 1 else UnitMatch(None, _listed(found), is_ambiguous=True)
            )
            continue
        unexplained -= 1
        matches[text] = UnitMatch(None, known.nearest(text, code) if unexplained >= 0 else ())
    return matches


def _plain(text: str) -> str:
    """Return a text folded, without blanks."""
    return "".join(folded(text).split())


def _listed(units: Iterable[Unit]) -> tuple[str, ...]:
    """Return units as they are listed, by their codes."""
    return tuple(dict.fromkeys(str(unit) for unit in sorted(units, key=lambda unit: (unit.code, unit.name))))


class _KnownUnits:
    """The units of the database, by all that they may be called."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._by_key: dict[str, list[Unit]] = defaultdict(list)
        self._by_bare_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            key = unit_key(unit.name)
            self._by_code[_plain(unit.code)].append(unit)
            self._by_key[key].append(unit)
            for kind in KINDS_OF_UNITS:
                if key.startswith(f"{kind} "):
                    self._by_bare_name[key.removeprefix(f"{kind} ")].append(unit)

    def coded(self, code: str) -> list[Unit]:
        """Return the units of a code."""
        return self._by_code.get(_plain(code), [])

    def named(self, text: str) -> list[Unit]:
        """Return the units of a name, with its kind or else without; where accents tell them apart, by its accents."""
        key = unit_key(text)
        found = (self._by_key.get(key) or self._by_bare_name.get(key, [])) if key else []
        likely = [unit for unit in found if not contradicts(text, unit.name)]
        return [unit for unit in likely if len(likely) > 1 and sounds_like(text, unit.name)] or likely

    def nearest(self, text: str, code: str | None) -> tuple[str, ...]:
        """Return the units most like a text, or like the code that the office's own map gives for it."""
        if code is not None:
            near = nearest(_plain(code), self._by_code)[:MOST_NEAREST]
            return _listed(unit for plain in near for unit in self._by_code[plain])
        likely = sorted((-like, str(self._units[place])) for place, like in self._likeness(unit_key(text)).items())
        return tuple(name for _like, name in likely[:MOST_NEAREST])

    @cached_property
    def _likeness(self) -> Callable[[str], dict[int, float]]:
        return Likeness([unit_key(unit.name) for unit in self._units])
