"""Vietnamese letters behind other letters: fonts of before Unicode (TCVN3, VNI) and Windows-1258.

Such text arrives as the letters that Latin-1 has for its bytes: "hồ sơ" is "hå s¬" in TCVN3 and "hoà sô"
in VNI. Which it is, is told by how many of the words turn into Vietnamese syllables. The letters of the
fonts are in ``words/charset.csv`` (TCVN 5712:1993 without the capitals that its fonts lack; VNI as
typewriters of the nineties wrote it), the parts of syllables in ``words/syllable.csv``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Literal, get_args

from parx_tui.load.values.words import rows_of_words

Charset = Literal["Windows-1258", "TCVN3", "VNI"]
CHARSETS: tuple[Charset, ...] = get_args(Charset)
FONT_CHARSETS: tuple[Charset, ...] = ("TCVN3", "VNI")

MOST_WORDS = 5000
"""Different words that are weighed."""
FEW_WORDS = 5
"""With fewer words nothing can be said against a charset."""
LEAST_SHARE = 0.3
"""Share of words that must be syllables. Names and abbreviations are none, in any charset."""
MOST_REMEMBERED = 200_000
"""Different texts whose cleaned form is remembered."""

WORD = re.compile(r"[^\W\d_]+")
LATIN_1_WORD = re.compile(r"[A-Za-z\xa1-\xff]*[\xa1-\xff][A-Za-z\xa1-\xff]*")
BEYOND_LATIN_1 = re.compile(r"[^\x00-\xff\u2010-\u203a]")
NOT_IN_FONT = "\ufffd"
WINDOWS_1258 = {code: bytes([code]).decode("cp1258", "ignore") or code for code in range(0x80, 0x100)}
CONTROLS = {code: WINDOWS_1258[code] for code in range(0x80, 0xA0)}
"""What Windows has at the places that Latin-1 leaves to control characters: dashes and quotation marks."""

TONES = "\u0300\u0301\u0303\u0309\u0323"
STOPS = ("c", "ch", "p", "t")
STOP_TONES = "\u0301\u0323"
"""A syllable that ends in a stop is sắc or nặng."""


@dataclass(frozen=True, slots=True)
class Script:
    """The charset behind the letters of a sheet.

    ``is_everywhere`` when the bytes of the file are in it. A workbook in Unicode may hold cells of both kinds.
    """

    charset: Charset
    is_everywhere: bool


class Letters(dict[str, str]):
    """Texts as they stand in a file, with what they read: in NFC, without white space around them."""

    def __init__(self, script: Script | None) -> None:
        super().__init__()
        self._script = script

    def __missing__(self, raw: str) -> str:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        text = self[raw] = unicodedata.normalize("NFC", self._read(raw)).strip()
        return text

    def _read(self, raw: str) -> str:
        if self._script is None:
            return raw
        if self._script.is_everywhere or _reads_better(raw, self._script.charset):
            return decoded(raw, self._script.charset)
        return raw


def script_of_cells(cells: Iterable[str]) -> Script | None:
    """Return the font charset that Unicode texts hide; None when they are what they seem to be.

    Texts with letters that Latin-1 does not have are Unicode in any case.
    """
    texts = dict.fromkeys(cell for cell in cells if not cell.isascii())
    in_unicode = unicodedata.normalize("NFC", " ".join(text for text in texts if BEYOND_LATIN_1.search(text)))
    words = _different(word for text in texts if not BEYOND_LATIN_1.search(text) for word in LATIN_1_WORD.findall(text))
    other_words = _different(word for word in WORD.findall(in_unicode) if not word.isascii())
    counts = {charset: count_syllables(words, charset) for charset in FONT_CHARSETS}
    best = max(FONT_CHARSETS, key=lambda charset: counts[charset])
    least = max(1, LEAST_SHARE * (len(words) + len(other_words)), count_syllables([*words, *other_words], None))
    return Script(best, is_everywhere=False) if counts[best] > least else None


def script_of_bytes(data: bytes) -> Script | None:
    """Return the charset in which bytes that are not all UTF-8 are most plausible.

    None when they are UTF-8 after all but for some letters.

    Raises ``ValueError`` when there are words enough and they are Vietnamese in no charset.
    """
    words = _different(LATIN_1_WORD.findall(data.decode("latin-1")))
    shares = {charset: count_syllables(words, charset) / max(len(words), 1) for charset in CHARSETS}
    best = max(CHARSETS, key=lambda charset: shares[charset])
    in_unicode = unicodedata.normalize("NFC", data.decode("utf-8", "replace"))
    unicode_words = _different(word for word in WORD.findall(in_unicode) if not word.isascii())
    unicode_share = count_syllables(unicode_words, None) / max(len(unicode_words), 1)
    if max(shares[best], unicode_share) < LEAST_SHARE and len(words) >= FEW_WORDS:
        raise ValueError("Vietnamese in no charset")
    return Script(best, is_everywhere=True) if shares[best] >= unicode_share else None


def decoded(raw: str, charset: Charset, unknown: str | None = None) -> str:
    """Return a text of Latin-1 letters as its charset reads; ``unknown`` stands for what it has no letter for."""
    return " ".join([_decoded_word(word, charset, unknown) for word in raw.split(" ")])


@lru_cache(MOST_WORDS * 10)
def _decoded_word(raw: str, charset: Charset, unknown: str | None) -> str:
    if charset == "Windows-1258":
        return raw.translate(WINDOWS_1258)
    letters = _font_letters(charset)
    text = _font_pattern(charset).sub(lambda found: letters.get(found[0], unknown or found[0]), raw)
    return text.translate(CONTROLS)


def _reads_better(raw: str, charset: Charset) -> bool:
    """Tell whether a text of a Unicode file has no less syllables when it is read in a charset."""
    if BEYOND_LATIN_1.search(raw):
        return False
    words = LATIN_1_WORD.findall(raw)
    return count_syllables(words, charset) >= count_syllables(words, None)


def _different(words: Iterable[str]) -> list[str]:
    """Return words without repetition, not more than are weighed."""
    return list(islice(dict.fromkeys(words), MOST_WORDS))


def count_syllables(words: Collection[str], charset: Charset | None) -> int:
    """Return how many words are Vietnamese syllables, as they stand or in a charset."""
    texts = words if charset is None else [decoded(word, charset, NOT_IN_FONT) for word in words]
    return sum(map(is_syllable, texts))


def is_syllable(word: str) -> bool:
    """Tell whether a word is spelt as a Vietnamese syllable: onset, rhyme and at most one tone."""
    marked = unicodedata.normalize("NFD", word.casefold())
    tones = [letter for letter in marked if letter in TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in marked if letter not in TONES))
    onsets, rhymes = _syllable_parts()
    found = [plain[size:] for size in range(4) if plain[:size] in onsets and plain[size:] in rhymes]
    has_stop_tone = len(tones) == 1 and tones[0] in STOP_TONES
    return len(tones) <= 1 and any(has_stop_tone or not rhyme.endswith(STOPS) for rhyme in found)


@cache
def _syllable_parts() -> tuple[frozenset[str], frozenset[str]]:
    """Return the onsets, the empty one among them, and the rhymes of Vietnamese syllables."""
    parts = [(row["part"], row["letters"]) for row in rows_of_words("syllable")]
    onsets = frozenset(letters for part, letters in parts if part == "onset")
    return onsets | {""}, frozenset(letters for part, letters in parts if part == "rhyme")


@cache
def _font_letters(charset: Charset) -> dict[str, str]:
    """Return the letters of a font by the Latin-1 letters of their bytes."""
    rows = [row for row in rows_of_words("charset") if row["charset"] == charset]
    letters = {bytes.fromhex(row["bytes"]).decode("latin-1"): row["letter"] for row in rows}
    # A capital with the mark of a small letter looks the same.
    mixed = {text[0] + text[1].swapcase(): letter for text, letter in letters.items() if len(text) == 2}
    return mixed | letters


@cache
def _font_pattern(charset: Charset) -> re.Pattern[str]:
    """Return what finds the letters of a font, the longer spelling first, and what is no letter of it."""
    texts = sorted(_font_letters(charset), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, texts)) + "|[\xa1-\xff]")
