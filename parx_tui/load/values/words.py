"""Words that stand for a code, or for nothing: statuses, channels, levels, service levels, definitions, indicators.

The words stand in ``words/*.csv``; the codes and their names come from ``seed/*.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from parx_tui.data.names import folded, sign_free
from parx_tui.data.wordlists import csv_rows
from parx_tui.load.folders import SEED_FOLDER, WORDS_FOLDER
from parx_tui.load.values.reading import EMPTY, Reader, Reading, Surroundings, tidy

SEEDS = {
    "status": ("filing_status", "status_id"),
    "channel": ("channel", "channel_id"),
    "level": ("level", "level_code"),
    "service_level": ("service_level", "service_level_code"),
}
"""For a list of words the seed file with its codes, and the column of the code."""

NEGATIVE = re.compile(r"[-−–] ?[0-9]")
"""Programs write -1 for a code that is not known."""

NUMBER = re.compile(r"0*([0-9]{1,2})(?: 0+)?")
NUMBER_AND_WORDS = re.compile(r"0*([0-9]{1,2}) (\D.*)")
LEVELS_TOGETHER = re.compile(r"(?:so|huyen|xa)(?:\+(?:so|huyen|xa)){1,2}")


@cache
def known_words(name: str) -> Mapping[str, str]:
    """Return the code for each word of a list; the words are as ``sign_free`` leaves them."""
    pairs = [(row["word"], row["code"]) for row in rows_of_words(name)]
    if name in SEEDS:
        seed, code_column = SEEDS[name]
        for row in csv_rows(SEED_FOLDER / f"{seed}.csv"):
            pairs += [(row[column], row[code_column]) for column in row if column.startswith("name_")]
            pairs += [(row[column], row[code_column]) for column in (code_column, f"{seed}_code") if column in row]
    return {sign_free(word): code for word, code in pairs}


def rows_of_words(name: str) -> list[dict[str, str]]:
    """Return the rows of ``words/NAME.csv`` by their columns."""
    return csv_rows(WORDS_FOLDER / f"{name}.csv")


def is_empty(text: str) -> bool:
    """Tell whether a text says that there is no value, as people and programs do (``words/empty.csv``)."""
    return tidy(text) in _empty_words()


def is_none(text: str) -> bool:
    """Tell whether a text says in a form that there was none (``words/empty.csv``)."""
    return tidy(text) in _none_words()


@cache
def _empty_words() -> frozenset[str]:
    """Return the texts that say that there is no value, as ``tidy`` leaves them."""
    return frozenset({"", *(tidy(row["word"]) for row in rows_of_words("empty"))})


@cache
def _none_words() -> frozenset[str]:
    """Return the texts that say in a form that there was none, as ``tidy`` leaves them."""
    return frozenset(tidy(row["word"]) for row in rows_of_words("empty") if row["is_none"] == "yes")


def one_by_one(read: Callable[[str, Surroundings], Reading]) -> Reader:
    """Return the reader of a column whose texts do not depend on each other, from that of one text.

    An office's own word is read as the text that it stands for. ``read`` gets no text that ``is_empty``.
    """

    def read_column(texts: Collection[str], surroundings: Surroundings) -> dict[str, Reading]:
        meant = {text: _meant(text, surroundings.words) for text in texts}
        return {text: EMPTY if is_empty(meant[text]) else read(meant[text], surroundings) for text in texts}

    return read_column


def _meant(text: str, words: Mapping[str, str]) -> str:
    """Return what a text stands for in an office's own words, or the text itself."""
    return words.get(folded(text), words.get(tidy(text), text)) if words else text


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of one list, ``words/NAME.csv``, and its codes.

    ``is_not_said`` matches what may stand around a word without changing what it means.
    """

    name: str
    is_not_said: re.Pattern[str] | None = None

    def read(self, text: str, surroundings: Surroundings) -> Reading:
        """Read a code, a word, or a code and a word, as in "4 - Đang xử lý"."""
        words = sign_free(text)
        if NEGATIVE.match(text):
            return self._reading(None)
        if number := NUMBER.fullmatch(words):
            return self._reading(self._code(number[1]))
        if code := self._code(words):
            return Reading(code)
        parts = NUMBER_AND_WORDS.fullmatch(words)
        code = self._code(parts[1]) if parts else None
        if parts and code and self._code(parts[2]) not in (None, code):
            return Reading(problem="words_contradict_code")
        return self._reading(code)

    def _code(self, words: str) -> str | None:
        """Return the code of a word, or of what is left of it without what is not said."""
        known = known_words(self.name)
        if words in known or not self.is_not_said:
            return known.get(words)
        return known.get(self.is_not_said.sub("", words))

    def _reading(self, code: str | None) -> Reading:
        """Return the reading of a code, or the problem that there is none."""
        return Reading(code) if code else Reading(problem=f"{self.name}_unknown")


STATUS = WordList("status", re.compile(r"^ho so | (?:truoc|som|dung|trong|qua|tre) han$"))
CHANNEL = WordList("channel")
LEVEL = WordList("level", re.compile(r"^(?:[ivx]+|[0-9]{1,2}|[a-z]) "))
SERVICE_LEVEL = WordList("service_level")
DEFINITION = WordList("definition")


def read_level(text: str, surroundings: Surroundings) -> Reading:
    """Read an authority level, or several in our own codes, as in "huyen+xa", for which figures are reported."""
    if LEVELS_TOGETHER.fullmatch(text):
        return Reading(text)
    return LEVEL.read(text, surroundings)


def read_indicator(text: str, surroundings: Surroundings) -> Reading:
    """Read the code or the name of an indicator."""
    code = surroundings.indicators.get(folded(text)) or surroundings.indicators.get(tidy(text))
    return Reading(code) if code else Reading(problem="indicator_unknown")
