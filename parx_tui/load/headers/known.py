"""Which headers are known, and which are those of personal data.

The words stand in ``words``: ``header.csv`` (a header without a field is known, and not read) and
``personal.csv`` (``also_inside``: personal wherever the words stand in a header).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from unicodedata import combining, normalize

from parx_tui.load.headers.header_text import BETWEEN_LINES, header_key, keys_of
from parx_tui.load.values.words import rows_of_words

MOST_PERSONAL_WORDS = 6
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""The words of a header without accents: "SoDienThoai" has three."""


@cache
def spellings_of(kind: str) -> dict[str, str]:
    """Return the field, or "", for the key of each header that is known in files of a kind."""
    return {header_key(row["header"]): row["field"] for row in rows_of_words("header") if row["kind"] == kind}


def likeness(header: str, kind: str, fields: Collection[str]) -> float:
    """Return how much a header is like those known of some fields of a kind: 0 for not at all, 1 for the same."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=header_key(header), autojunk=False)
    ratios = [0.0]
    for spelling, field in spellings_of(kind).items():
        if field in fields:
            matcher.set_seq1(spelling)
            ratios.append(matcher.ratio())
    return max(ratios)


@cache
def ends_of_known_headers() -> frozenset[str]:
    """Return the keys with which a known header may end."""
    keys = (header_key(row["header"]) for row in rows_of_words("header"))
    return frozenset(key[start:] for key in keys for start in range(len(key)))


def is_personal(header: str) -> bool:
    """Whether a header is that of personal data by any of its lines."""
    return any(map(_is_personal_line, header.split(BETWEEN_LINES)))


@lru_cache(maxsize=10_000)
def _is_personal_line(text: str) -> bool:
    """Whether one line of a header says that personal data stand below it."""
    if not _personal_words(inside=False).isdisjoint(keys_of(text)):
        return True
    # Capitals part the words of "SoDienThoai", so they are kept.
    letters = normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    words = [word.lower() for word in WORDS.findall("".join(letter for letter in letters if not combining(letter)))]
    runs = ("".join(words[start:end]) for start in range(len(words)) for end in _ends_of_runs(start, len(words)))
    return not _personal_words(inside=True).isdisjoint(runs)


def _ends_of_runs(start: int, length: int) -> range:
    """Return where a run of words that begins at ``start`` may end."""
    return range(start + 1, min(start + MOST_PERSONAL_WORDS, length) + 1)


@cache
def _personal_words(*, inside: bool) -> frozenset[str]:
    """Return the keys of personal headers; with ``inside``, of those that are so as a part of a header."""
    rows = rows_of_words("personal")
    return frozenset(header_key(row["header"]) for row in rows if not inside or row["also_inside"] == "yes")
