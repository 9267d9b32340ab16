"""Formulas that stand in a workbook without what they give.

Excel keeps both. Programs that write formulas without reckoning them keep no values, and what reads values
sees empty cells.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from posixpath import join, normpath
from typing import IO, Any

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"

MOST_BYTES = 4_000_000
"""How much of a sheet is looked at: some ten thousand cells, so that a large one costs no time."""
BLOCK_BYTES = 65_536

DIGITS = "0123456789"


def formulas_without_values(path: Path, place: int) -> frozenset[str]:
    """Return the letters of the columns in which formulas without values stand, in the beginning of a sheet.

    ``place`` is that of the sheet among all of its workbook, from 0. It can be told of .xlsx and .xlsm; of
    other files, and of damaged ones, nothing is.
    """
    # Slow to import, and few files need it.
    from lxml import etree  # type: ignore[import-untyped]

    try:
        with zipfile.ZipFile(path) as archive, archive.open(_part(archive, place)) as stream:
            return frozenset(_columns(stream))
    # What a damaged directory of a zip file makes the module raise, what is no XML, and what is not there.
    except (
        *(etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, struct.error),
        *(OSError, LookupError, ValueError, RuntimeError, EOFError),
    ):
        return frozenset()


def _part(archive: zipfile.ZipFile, place: int) -> str:
    """Return the name of the file in a workbook that holds the sheet at a place."""
    sheets = [element for element in _elements(archive, WORKBOOK) if _name(element) == "sheet"]
    (relation,) = (value for key, value in sheets[place].attrib.items() if key.endswith("relationships}id"))
    targets = {element.get("Id"): element.get("Target") for element in _elements(archive, RELATIONS)}
    return normpath(join("/xl", targets[relation])).lstrip("/")


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator[Any]:
    """Yield the elements of a small XML file of a workbook."""
    with archive.open(name) as stream:
        yield from _parsed(stream)


def _columns(stream: IO[bytes]) -> Iterator[str]:
    """Yield the letters of the column of each cell with a formula and no value; an empty text is a value."""
    for element in _parsed(stream):
        if _name(element) == "c":
            parts = {_name(part): part.text for part in element}
            if "f" in parts and not parts.get("v") and element.get("t") != "str":
                yield element.get("r", "").rstrip(DIGITS)
            element.clear()


def _parsed(stream: IO[bytes]) -> Iterator[Any]:
    """Yield the elements that end in the beginning of an XML file."""
    from lxml import etree

    parser = etree.XMLPullParser(events=("end",), resolve_entities=False, no_network=True)
    for block in islice(iter(partial(stream.read, BLOCK_BYTES), b""), MOST_BYTES // BLOCK_BYTES):
        parser.feed(block)
        yield from (element for _event, element in parser.read_events())


def _name(element: Any) -> str:
    """Return the name of an element without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
