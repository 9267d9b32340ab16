"""Numbers and counts: which of dot and comma begins the decimals, and which parts the thousands.

A numeral shows it itself ("1.234.567", "99,12", "1,234.50") unless it has one sign, with exactly
three digits behind it: "10.361" is ten thousand where decimals have a comma, and ten and a bit where
they have a dot. The other numbers of the column then decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Context, Decimal

from parx_tui.i18n import _
from parx_tui.load.values.amounts import Amount, amount_of
from parx_tui.load.values.personal import looks_personal
from parx_tui.load.values.reading import EMPTY, Ambiguous, Reading, Surroundings, tidy
from parx_tui.load.values.words import is_empty, is_none

NUMERALS = {
    ",": re.compile(r"([1-9][0-9]{0,2}([. '])[0-9]{3}(?:\2[0-9]{3})*|[0-9]*)(?:,([0-9]+))?"),
    ".": re.compile(r"([1-9][0-9]{0,2}([, '])[0-9]{3}(?:\2[0-9]{3})*|[0-9]*)(?:\.([0-9]+))?"),
}
"""A numeral by its decimal sign: whole part, sign between its thousands, decimals."""

THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([., '])[0-9]{3}(?:\1[0-9]{3})*")
NUMBER_MOST = Decimal("999999999999.999999")
"""The greatest number that the landed type, decimal(18, 6), holds."""

COUNT_MOST = 10**12
EXACT = Context(prec=300)
"""Digits enough to move the decimal point of any numeral that is read without rounding it."""

MOST_EXAMPLES = 3

PlainBySign = Mapping[str, str]
"""A numeral as digits with a dot before its decimals, by the decimal signs with which it is a number."""


def read_numbers(texts: Collection[str], surroundings: Surroundings) -> dict[str, Reading]:
    """Read exact numbers: "99,12%" is 0.9912, "trên 1 triệu" is 1000000.

    A text that shows another decimal sign than most texts is unreadable. Raises ``Ambiguous`` when
    a text depends on the decimal sign and none shows it, or when both are shown equally often.
    """
    amounts = {text: amount for text in texts if (amount := amount_of(text))}
    plain = {text: _plain_by_sign(amount) for text, amount in amounts.items()}
    sign = surroundings.decimal or _decimal_sign(plain)
    return {text: _number(amounts[text], plain[text], sign) if text in plain else _no_number(text) for text in texts}


def _plain_by_sign(amount: Amount) -> PlainBySign:
    """Return what a numeral can mean."""
    plain = {sign: said for sign in NUMERALS if (said := _plain(amount.numeral, sign)) is not None}
    # No share of more than 1000% is reported, and no program writes thousands before an E.
    if (amount.is_percentage or amount.has_exponent) and _is_open(plain):
        return {sign: said for sign, said in plain.items() if "." in said}
    return plain


def _plain(numeral: str, sign: str) -> str | None:
    """Return a numeral with this decimal sign as digits with a dot before its decimals, ``None`` if it is none."""
    found = NUMERALS[sign].fullmatch(numeral)
    if not found:
        return None
    whole = found[1].replace(found[2], "") if found[2] else found[1] or "0"
    return f"{whole}.{found[3]}" if found[3] else whole


def _is_open(plain: PlainBySign) -> bool:
    """Tell whether a numeral means another number with each decimal sign."""
    return len(set(plain.values())) > 1


def _decimal_sign(plain: Mapping[str, PlainBySign]) -> str:
    """Return the decimal sign that most texts show; raises ``Ambiguous`` when it matters and there is none."""
    shown = Counter(next(iter(said)) for said in plain.values() if len(said) == 1)
    if shown[","] != shown["."]:
        return max(shown, key=lambda sign: shown[sign])
    if undecided := [text for text, said in plain.items() if _is_open(said)]:
        raise _two_ways(undecided, plain[undecided[0]])
    if shown:
        raise _contradiction(plain)
    return ","


def _two_ways(undecided: Sequence[str], plain: PlainBySign) -> Ambiguous:
    """Return the error for texts with one sign and three digits behind it; ``plain`` is what the first can mean."""
    whole_sign, part_sign = sorted(plain, key=lambda sign: "." in plain[sign])
    units, _point, thousandths = plain[part_sign].partition(".")
    sentence = _(
        'Numbers can be read in two ways: "{text}" is {whole}, or it is {units} and {thousandths} thousandths. '
        'Write decimal = "{whole_sign}" into the map file for the first, decimal = "{part_sign}" for the second.'
    ).format(
        text=undecided[0],
        whole=plain[whole_sign],
        units=units,
        thousandths=thousandths,
        whole_sign=whole_sign,
        part_sign=part_sign,
    )
    return Ambiguous(sentence, tuple(undecided[:MOST_EXAMPLES]), dict(plain))


def _contradiction(plain: Mapping[str, PlainBySign]) -> Ambiguous:
    """Return the error for as many texts with a decimal comma as with a decimal dot."""
    texts = {sign: next(text for text, said in plain.items() if list(said) == [sign]) for sign in NUMERALS}
    shown = {sign: "…" if looks_personal(text) else text for sign, text in texts.items()}
    sentence = _(
        'Numbers are written in two ways: "{comma}" is one with decimal = ",", "{dot}" with decimal = ".". '
        "Write the one that holds into the map file; numbers of the other kind are then rejected."
    ).format(comma=shown[","], dot=shown["."])
    return Ambiguous(sentence, tuple(shown.values()), {sign: plain[text][sign] for sign, text in texts.items()})


def _number(amount: Amount, plain: PlainBySign, sign: str) -> Reading:
    """Return the reading of an amount in a column with this decimal sign."""
    if sign not in plain:
        return Reading(problem="number_other_sign" if plain else "number_unreadable")
    number = EXACT.scaleb(Decimal(plain[sign]), amount.power)
    if number > NUMBER_MOST:
        return Reading(problem="number_too_large")
    return Reading(f"{number.copy_negate() if amount.is_negative else number:f}")


def _no_number(text: str) -> Reading:
    """Return the reading of a text that says no amount: empty, or a problem."""
    return EMPTY if _says_nothing(text) else Reading(problem="number_unreadable")


def _says_nothing(text: str) -> bool:
    """Tell whether a text stands for no number; tables have an x where none belongs."""
    return is_empty(text) or tidy(text) == "x"


def read_counts(texts: Collection[str], surroundings: Surroundings) -> dict[str, Reading]:
    """Read whole numbers from 0 to a million million; dot, comma, blank and apostrophe part the thousands.

    What follows another sign than that can only be the zeros with which spreadsheets write whole numbers.
    """
    return {text: _count(text) for text in texts}


def read_form_counts(texts: Collection[str], surroundings: Surroundings) -> dict[str, Reading]:
    """Read the counts of a form as ``read_counts`` does; a dash, or a word for none, is a 0."""
    return {text: Reading("0") if is_none(text) else _count(text) for text in texts}


def _count(text: str) -> Reading:
    """Return the reading of a text where a count is wanted."""
    amount = amount_of(text)
    if not amount:
        return EMPTY if _says_nothing(text) else Reading(problem="count_unreadable")
    if amount.is_negative:
        return Reading(problem="count_negative")
    if amount.power or amount.has_exponent or amount.operator:
        return Reading(problem="count_unreadable")
    return _whole(amount.numeral)


def _whole(numeral: str) -> Reading:
    """Return the reading of a numeral without decimals."""
    if thousands := THOUSANDS.fullmatch(numeral):
        numeral = numeral.replace(thousands[1], "")
    meanings = [said.partition(".") for sign in NUMERALS if (said := _plain(numeral, sign)) is not None]
    whole = [int(units) for units, _point, decimals in meanings if not decimals.strip("0")]
    if not whole:
        return Reading(problem="count_not_whole" if meanings else "count_unreadable")
    return Reading(str(whole[0])) if whole[0] <= COUNT_MOST else Reading(problem="count_too_large")
