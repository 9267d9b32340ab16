"""Names of units as people write them, matched with the units of the database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log
from unicodedata import normalize

from parx_tui.data.names import folded, nearest
from parx_tui.load.values.words import rows_of_words

WORD = re.compile(r"[a-z]+\.?|\d+")
AND = "va"
FULL_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y\b|(?<=\bqu)y\b")
"""The y of Quy and Mỹ, which are Qui and Mĩ as well."""

TONE = re.compile(
    "[\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}"
    "\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}]"
)
MOST_WORDS_ABBREVIATED = 5
KINDS_OF_UNITS = ("phuong", "xa", "thi tran", "dac khu", "quan", "huyen", "thi xa", "thanh pho", "tinh", "so")
MOST_NEAREST = 3
MOST_EXPLAINED = 500
"""For how many texts nearest names are looked up; an officer corrects the first ones, then tries again."""

LEAST_LIKENESS = 0.3

DISTRICT = r"(?:quan(?! li)|huyen|thi xa|thanh pho(?! (?:ha noi|hai phong|da nang|ho chi minh|can tho|hue)\b)(?= \w))\b"
COMMUNE = r"(?:phuong|xa(?! hoi)|thi tran|dac khu)\b"
PROVINCE = r"(?:so|ban|van phong|thanh tra|chi cuc|cuc)\b"
LEVELS = (
    ("xa", re.compile(COMMUNE)),
    ("huyen", re.compile(DISTRICT)),
    ("huyen", re.compile(rf"(?!so\b).*\b{DISTRICT}")),
    ("xa", re.compile(rf"(?!so\b).*\b{COMMUNE}")),
    ("so", re.compile(PROVINCE)),
)
"""Levels and how keys of their units begin, the first that fits: an office of a district is none of the province."""


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


def unit_key(name: str) -> str:
    """Return what names of units are compared by: "UBND P. Đống Đa" and "Phường Đống Đa" are one.

    Accents, case, signs, leading zeros, "và" and "Ủy ban nhân dân" do not count; abbreviations are written out
    (``words/abbreviation.csv``). The kind of unit stays, so that a phường and a xã of one name differ.
    """
    said = WORD.findall(folded(name))
    # Names may end with it (xã Mường Và); between two words it joins them.
    words = [word for word in said[:-1] if word != AND] + said[-1:]
    written: list[str] = []
    while words:
        length, meant = _written_out(words, is_first=not written)
        written += meant
        words = words[length:]
    return FULL_Y.sub("i", " ".join(written))


def names_person(name: str) -> bool:
    """Whether a name is that of a person rather than of a unit: a family name, further names, and no kind of unit.

    Wards are called after people, but with their kind before the name.
    """
    words = name.split()
    return len(words) > 2 and folded(words[0]) in _family_names() and all(word.istitle() for word in words)


def _written_out(words: Sequence[str], *, is_first: bool) -> tuple[int, list[str]]:
    """Return how many of the next words are one abbreviation, or one word, and what they are written out."""
    for length in range(min(MOST_WORDS_ABBREVIATED, len(words)), 0, -1):
        meant = _abbreviations().get("".join(words[:length]).replace(".", ""))
        if meant is not None and (length > 1 or len(words[0]) > 1 or is_first or (words[1:2] and words[1].isdigit())):
            return length, meant
    word = words[0].rstrip(".")
    return 1, [str(int(word)) if word.isdigit() else word]


@cache
def _family_names() -> frozenset[str]:
    """Return the most common family names (``words/family_name.csv``), folded."""
    return frozenset(folded(row["name"]) for row in rows_of_words("family_name"))


@cache
def _abbreviations() -> dict[str, list[str]]:
    """Return the words of each abbreviation, none when it does not count, by its letters without dots and blanks."""
    rows = [(row["abbreviation"], row["words"]) for row in rows_of_words("abbreviation")]
    return {re.sub(r"[^a-z]", "", folded(short)): folded(words).split() for short, words in rows}


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


def guess_level(name: str) -> str | None:
    """Return the authority level that a unit has by its name: "so", "huyen", "xa", or ``None`` when it tells none.

    Thành phố is a level of its own only when it has a name and is none of the cities run by the
    central government.
    """
    key = unit_key(name)
    return next((level for level, pattern in LEVELS if pattern.match(key)), None)


def _plain(text: str) -> str:
    """Return a text folded, without blanks."""
    return "".join(folded(text).split())


def _sounds_like(text: str, unit: Unit) -> bool:
    """Whether a text ends with the name of a unit, accents and all: xã Tiên Phong is not xã Tiền Phong."""
    name = _own_name(unit.name)
    return _syllables(text)[-len(name) :] == name


def contradicts(text: str, name: str) -> bool:
    """Whether the accents of a text and of a unit's name differ, letter for letter the same without them.

    Where one of the two is written without any accents, or abbreviated, nothing contradicts.
    """
    known = _own_name(name)
    said = _syllables(text)[-len(known) :]
    bare = [folded(word) for word in said]
    return said != known and bare == [folded(word) for word in known] and said != bare and known != bare


def _own_name(name: str) -> list[str]:
    """Return the words of a unit's name without its kind, the tone of each behind it."""
    key = unit_key(name)
    kind = next((kind for kind in KINDS_OF_UNITS if key.startswith(f"{kind} ")), "")
    said, length = _syllables(name), len(key.split()) - len(kind.split())
    return said[-length:] if kind and length else said


def _syllables(text: str) -> list[str]:
    """Return the words of a text, the tone of each behind it: "hòa" and "hoà" are one."""
    words = (normalize("NFD", word) for word in re.findall(r"\w+", normalize("NFC", text.casefold())))
    return [FULL_Y.sub("i", TONE.sub("", word)) + "".join(TONE.findall(word)) for word in words]


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
        return [unit for unit in likely if len(likely) > 1 and _sounds_like(text, unit)] or likely

    def nearest(self, text: str, code: str | None) -> tuple[str, ...]:
        """Return the units most like a text, or like the code that the office's own map gives for it."""
        if code is not None:
            near = nearest(_plain(code), self._by_code)[:MOST_NEAREST]
            return _listed(unit for plain in near for unit in self._by_code[plain])
        likely = sorted((-like, str(self._units[place])) for place, like in self._likeness(unit_key(text)).items())
        return tuple(name for _like, name in likely[:MOST_NEAREST])

    @cached_property
    def _likeness(self) -> Callable[[str], dict[int, float]]:
        return _Likeness([unit_key(unit.name) for unit in self._units])


class _Likeness:
    """How alike a key is to known ones, from 0 to 1, by the runs of three letters that both have.

    A run counts the more, the fewer known keys have it: the kind of unit is in hundreds of them. To
    compare each text with each name letter by letter would take too long.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._number = len(keys)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            for run in _runs(key):
                self._places[run].append(place)
        self._weights = [self._weight(_runs(key)) for key in keys]

    def __call__(self, key: str) -> dict[int, float]:
        """Return the likeness of the known keys that are like ``key``, by their place."""
        runs = _runs(key)
        common: dict[int, float] = defaultdict(float)
        for run in runs:
            weight = self._weight([run])
            for place in self._places.get(run, ()):
                common[place] += 2 * weight
        whole = self._weight(runs)
        likeness = {place: shared / (whole + self._weights[place]) for place, shared in common.items()}
        return {place: like for place, like in likeness.items() if like >= LEAST_LIKENESS}

    def _weight(self, runs: Iterable[str]) -> float:
        """Return what runs count together."""
        return sum(log(1 + self._number / max(1, len(self._places.get(run, ())))) for run in runs)


def _runs(key: str) -> frozenset[str]:
    """Return the runs of three letters of a key."""
    padded = f"  {key} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
