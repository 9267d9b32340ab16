"""In which encoding the bytes of a text file are: by evidence, not by what the file says of itself."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.formats.letters import Script, script_of_bytes

HEAD_BYTES = 65_536
SAMPLE_BYTES = 1_048_576
"""Bytes from the start, and again around the first that is no UTF-8, in which words are weighed."""
BLOCK_BYTES = 262_144
MOST_FOREIGN = 0.3
"""Share of characters beyond the alphabets in what is taken for UTF-16; Vietnamese has next to none."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become letters.

    ``codec`` is Python's; ``script`` says what the letters stand for when they are not Vietnamese yet.
    ``name`` is for narration.
    """

    name: str
    codec: str
    script: Script | None = None


UTF_8 = Encoding("UTF-8", "utf-8-sig")


def encoding_of(file: BinaryIO, path: Path) -> Encoding:
    """Return the encoding of a file that is open at its start.

    Raises ``LoadError`` when its letters are Vietnamese in no encoding that is known.
    """
    head = file.read(HEAD_BYTES)
    if codec := utf_16_codec(head):
        return Encoding("UTF-16", codec)
    file.seek(0)
    if (place := _first_not_utf_8(file)) is None:
        return UTF_8
    try:
        script = script_of_bytes(_sample(file, place))
    except ValueError as error:
        raise LoadError(
            _("{path} is in an encoding that is not known: its words are not Vietnamese. Save it as UTF-8.").format(
                path=path
            )
        ) from error
    return Encoding(script.charset, "latin-1", script) if script else UTF_8


def utf_16_codec(head: bytes) -> str | None:
    """Return Python's codec when the first bytes of a file are UTF-16, with or without byte order mark."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first, second = head[0::2].count(0), head[1::2].count(0)
    if max(first, second) * 5 < len(head) or min(first, second) * 10 > max(first, second):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def head_text(head: bytes) -> str | None:
    """Return the first bytes of a file as text, letters perhaps wrong; None when they are no text."""
    codec = utf_16_codec(head)
    if codec is None:
        # Some programs fill up with NUL what they leave empty.
        data = head.replace(b"\0", b"")
        controls = len(data) - len(data.translate(None, CONTROL_BYTES))
        is_text = controls * 100 <= len(data) and len(data) * 2 > len(head)
        return data.decode("utf-8-sig", "replace") if is_text else None
    text = head[: len(head) // 2 * 2].decode(codec, "replace")
    foreign = sum(letter > "\u2100" for letter in text)
    return text.removeprefix("\ufeff") if foreign <= MOST_FOREIGN * len(text) else None


CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


def _first_not_utf_8(file: BinaryIO) -> int | None:
    """Return where, in bytes and about, a file first is no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    place = 0
    try:
        while block := file.read(BLOCK_BYTES):
            decoder.decode(block)
            place += len(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return place
    return None


def _sample(file: BinaryIO, place: int) -> bytes:
    """Return bytes from the start of a file and from around a place."""
    file.seek(0)
    start = file.read(SAMPLE_BYTES)
    file.seek(max(len(start), place - BLOCK_BYTES))
    return start + b"\n" + file.read(SAMPLE_BYTES)
