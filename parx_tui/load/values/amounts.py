"""A text with a quantity in it: its numeral, and what the words before and after say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from parx_tui.load.values.reading import LONGEST_TEXT, tidy
from parx_tui.load.values.words import rows_of_words

BARE = re.compile(r"(-?)([0-9](?:[0-9.,]*[0-9])?)(%?)")
"""A numeral without blanks and words, as nearly all are."""

AMOUNT = re.compile(
    r"""(?P<before>[^0-9]*?)\ ?
    (?P<open>\(\ ?)? (?P<minus>-)? \+?
    (?P<numeral>[.,]?[0-9](?:[0-9.,'\ ]*[0-9])?) (?:e(?P<exponent>[+-]?[0-9]{1,2}))?
    \ ?(?P<percent>%)? (?P<close>\ ?\))? \ ?
    (?P<after>[^0-9]*)""",
    re.VERBOSE,
)
AFTER = re.compile(
    r"(?:(?P<power>nghin|ngan|trieu|ty|ti|phan tram)\b ?)?(?P<unit>.*?) ?(?P<operator>\b(?:tro len|tro xuong))?"
)
POWERS = {"": 0, "%": -2, "phan tram": -2, "nghin": 3, "ngan": 3, "trieu": 6, "ty": 9, "ti": 9}
SIGNS = str.maketrans("’ʼ`´−–—‐‑％", "''''-----%")
ENDS = " .,;:"


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it is written.

    ``numeral`` has digits, dots, commas, apostrophes and blanks; what it means is multiplied by 10 to
    the ``power``: -2 for a percentage, 6 for "triệu", and what a spreadsheet writes after an E.
    ``operator`` is >, >=, <, <=, = or ``None``; ``unit`` a code of ``words/measure_unit.csv`` or ``None``.
    """

    numeral: str
    power: int = 0
    is_negative: bool = False
    is_percentage: bool = False
    has_exponent: bool = False
    operator: str | None = None
    unit: str | None = None


@cache
def known_signs(name: str) -> Mapping[str, str]:
    """Return the code for each word or sign of ``words/NAME.csv``; the words are as ``plain`` leaves them."""
    return {plain(row["word"]): row["code"] for row in rows_of_words(name)}


def plain(text: str) -> str:
    """Return a text folded, with one form of apostrophe, dash and percent sign, and nothing after its end."""
    return tidy(text.translate(SIGNS)).rstrip(ENDS)


def amount_of(text: str) -> Amount | None:
    """Return the quantity that a text says, or ``None`` when it says none, several, or has unknown words."""
    if len(text) > LONGEST_TEXT:
        return None
    if bare := BARE.fullmatch(text):
        minus, numeral, percent = bare.groups()
        unit = "ratio" if percent else None
        return Amount(numeral, POWERS[percent], is_negative=bool(minus), is_percentage=bool(percent), unit=unit)
    found = AMOUNT.fullmatch(plain(text))
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    return _with_words(found)


def _with_words(found: re.Match[str]) -> Amount | None:
    """Return the amount of a match of ``AMOUNT``, ``None`` when its words are unknown or contradict each other."""
    after = AFTER.fullmatch(found["after"].strip(ENDS))
    before = found["before"].strip(ENDS)
    operators, units = known_signs("operator"), known_signs("measure_unit")
    if not after or not (not before or before in operators or before in units):
        return None
    if after["unit"] and after["unit"] not in units:
        return None
    said = {operators.get(before), operators.get(after["operator"] or "")} - {None}
    multipliers = {found["percent"], after["power"]} - {None}
    if len(said) > 1 or len(multipliers) > 1:
        return None
    multiplier = multipliers.pop() if multipliers else ""
    is_percentage = POWERS[multiplier] < 0
    return Amount(
        found["numeral"],
        POWERS[multiplier] + int(found["exponent"] or 0),
        is_negative=bool(found["minus"] or found["open"]),
        is_percentage=is_percentage,
        has_exponent=bool(found["exponent"]),
        operator=said.pop() if said else None,
        unit="ratio" if is_percentage else units.get(after["unit"]) or units.get(before),
    )
