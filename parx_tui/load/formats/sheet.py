"""A sheet: one table of texts in a file, whatever the format of the file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from parx_tui.load.formats.letters import Letters, Script, script_of_cells

Row = tuple[int, tuple[str, ...]]
"""Number of a row as a spreadsheet shows it, from 1, and the texts of its cells."""

RawRow = tuple[int, Sequence[str]]
"""The same with the texts as they stand in the file."""

Span = tuple[int, int, int, int]
"""Cells merged into one: first row, first column, last row, last column; rows from 1, columns from 0."""

PREVIEW_ROWS = 60
SAMPLE_ROWS = 1000
"""How many rows are looked at to tell in which letters a sheet is written."""

LONGEST_CELL = 1_000_000
"""Characters of a cell. What is longer is no cell but a file whose quotation marks or tags went wrong."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the first rows of a sheet tell of it; no sheet without ``preview``."""

    preview: tuple[Row, ...]
    script: Script | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet(ABC):
    """One table of texts.

    Texts are in NFC, without white space around them, in Vietnamese letters whatever the encoding.

    ``name`` is that of a sheet in a workbook, the number of a table among several in an HTML file, and
    None when the file has one table only. ``encoding`` is that of a text file, or the charset of the
    fonts in which a workbook is written, for narration: "UTF-8", "UTF-16", "Windows-1258", "TCVN3", "VNI".
    ``preview`` holds the first ``PREVIEW_ROWS`` rows that are not blank. ``merged`` holds the cells that
    the file says are one; the text stands in the first of them, the others are empty.
    """

    path: Path
    name: str | None = None
    encoding: str | None = None
    preview: tuple[Row, ...]
    merged: tuple[Span, ...] = ()
    script: Script | None = None

    @property
    def width(self) -> int:
        """Return the number of cells of the widest row of the preview."""
        return len(self.preview[0][1])

    def rows(self) -> Iterator[Row]:
        """Yield all rows from the first, read anew each time.

        Blank rows are left out but counted in the numbers; short rows are filled up with empty
        cells to ``width``; a row with more cells keeps them all.

        Raises ``LoadError`` when the file cannot be read to its end.
        """
        return clean_rows(self._raw_rows(), self.script, self.width)

    def scan(self, first_row: int) -> str | None:
        """Return a SQL table expression for the rows from number ``first_row`` on, in their order.

        Its columns are c0, c1, ... up to ``width``, all varchar, null where a cell is empty. Texts are as
        in the file: neither NFC nor stripped. A row of empty cells is a row of nulls, so that the
        n-th row is number ``first_row + n - 1``. DuckDB guesses nothing; a row that does not fit makes the
        query fail, and is then for ``rows`` to read or to refuse.

        None when only ``rows`` can read the file.
        """
        return None

    def formulas_without_values(self) -> frozenset[str]:
        """Return the letters of the columns in which formulas stand whose values the file lacks, where it can be told.

        To the readers of values their cells are empty.
        """
        return frozenset()

    @abstractmethod
    def _raw_rows(self) -> Iterator[RawRow]:
        """Yield the rows as they stand in the file."""


def look_at(rows: Iterable[RawRow], script: Script | None = None) -> Look:
    """Return what the first rows tell: the script they are written in, unless known, and a preview."""
    sample = list(islice(rows, SAMPLE_ROWS))
    script = script or script_of_cells(cell for _number, cells in sample for cell in cells)
    preview = list(islice(clean_rows(sample, script, 0), PREVIEW_ROWS))
    width = max((len(cells) for _number, cells in preview), default=0)
    return Look(tuple(clean_rows(preview, None, width)), script)


def clean_rows(rows: Iterable[RawRow], script: Script | None, width: int) -> Iterator[Row]:
    """Yield the rows that are not blank, their texts cleaned, filled up to ``width`` cells."""
    letters = Letters(script)
    for number, cells in rows:
        texts = [cell.strip() if cell.isascii() else letters[cell] for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            texts += [""] * (width - len(texts))
            yield number, tuple(texts)
