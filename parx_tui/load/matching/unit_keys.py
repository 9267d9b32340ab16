"""What names of units say: the keys by which they are compared, their level, and the accents that tell two apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

from parx_tui.data.names import folded
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


def guess_level(name: str) -> str | None:
    """Return the authority level that a unit has by its name: "so", "huyen", "xa", or ``None`` when it tells none.

    Thành phố is a level of its own only when it has a name and is none of the cities run by the
    central government.
    """
    key = unit_key(name)
    return next((level for level, pattern in LEVELS if pattern.match(key)), None)


def sounds_like(text: str, name: str) -> bool:
    """Whether a text ends with the name of a unit, accents and all: xã Tiên Phong is not xã Tiền Phong."""
    known = _own_name(name)
    return _syllables(text)[-len(known) :] == known


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
