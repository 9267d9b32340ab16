"""Separated text: commas, semicolons, tabs or vertical bars between the cells."""

from __future__ import annotations

import csv
import mmap
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from parx_tui.data.sqlfiles import literal
from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.formats.encodings import UTF_8, Encoding, encoding_of
from parx_tui.load.formats.format import Format
from parx_tui.load.formats.paths import duckdb_path
from parx_tui.load.formats.problems import damaged, holds_no_rows, telling_system_errors, too_long_cell
from parx_tui.load.formats.sheet import LONGEST_CELL, RawRow, Sheet, look_at

DELIMITERS = ",;\t|"
SAMPLE_LINES = 200
"""Lines by which the delimiter is told."""
LONGEST_SAMPLE_LINE = 65_536
BLOCK_BYTES = 1_048_576
LONGEST_LINE = 16 * LONGEST_CELL
SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=([^\w"\s]|\t)"?[\r\n]*', re.IGNORECASE)
"""First line by which Excel is told the delimiter. Excel does not show it, nor is it counted here."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the text of a file is cut into cells."""

    encoding: Encoding
    delimiter: str
    skipped_lines: int = 0


@dataclass(frozen=True, kw_only=True)
class TextSheet(Sheet):
    """The table of a text file."""

    dialect: Dialect

    def scan(self, first_row: int) -> str | None:
        """Return ``read_csv`` of DuckDB for a file that it reads as ``rows`` does; see ``Sheet.scan``."""
        path = duckdb_path(self.path)
        if self.dialect.encoding != UTF_8 or self.script or path is None:
            return None
        skipped_lines = first_row - 1 + self.dialect.skipped_lines
        try:
            with self.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                start = _start_of_line(content, skipped_lines, self.dialect.delimiter)
                if start is None or not _is_plain(content, start):
                    return None
                quote = _first_quote(content)
                if quote >= 0 and _has_odd_quote(content, self.dialect.delimiter):
                    return None
                # DuckDB reads quoted line ends or fills rows up, not both.
                fills_up = quote < 0 or (quote < start and content.find(b'"', start) < 0)
        except OSError:
            return None
        return _read_csv(path, self.dialect.delimiter, self.width, skipped_lines, fills_up=fills_up)

    def _raw_rows(self) -> Iterator[RawRow]:
        return _raw_rows(self.path, self.dialect)


def read_text(path: Path) -> list[Sheet]:
    """Return the one sheet of a text file.

    Raises ``LoadError`` when it is in no known encoding, or its first rows cannot be read.
    """
    with telling_system_errors(path):
        with path.open("rb") as binary:
            encoding = encoding_of(binary, path)
        with _opened(path, encoding) as file:
            sample = islice(_limited(file, LONGEST_SAMPLE_LINE), SAMPLE_LINES)
            lines = [line.replace("\0", "") for line in sample]
    said = SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    dialect = Dialect(encoding, said[1] if said else _delimiter_of(lines), 1 if said else 0)
    look = look_at(_raw_rows(path, dialect), encoding.script)
    if not look.preview:
        raise holds_no_rows(path)
    name = look.script.charset if look.script else encoding.name
    return [TextSheet(path=path, encoding=name, preview=look.preview, script=look.script, dialect=dialect)]


def _read_csv(path: str, delimiter: str, width: int, skipped_lines: int, *, fills_up: bool) -> str:
    """Return the call of DuckDB's reader with nothing left to guess."""
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
    return (
        f"read_csv({literal(path)}, columns = {{{columns}}}, auto_detect = false, header = false, "
        f"skip = {skipped_lines}, delim = {literal(delimiter)}, quote = '\"', escape = '\"', comment = '', "
        f"nullstr = '', null_padding = {str(fills_up).lower()}, strict_mode = true, encoding = 'utf-8', "
        f"compression = 'uncompressed', max_line_size = {LONGEST_CELL}, hive_partitioning = false, filename = false)"
    )


def _opened(path: Path, encoding: Encoding) -> TextIO:
    return path.open(encoding=encoding.codec, errors="replace", newline="")


def _limited(file: TextIO, most: int) -> Iterator[str]:
    """Yield the lines of a file, a longer one than ``most`` characters in parts."""
    return iter(partial(file.readline, most), "")


def _delimiter_of(lines: list[str]) -> str:
    """Return the delimiter that cuts most lines into the same number of cells, and into many."""
    csv.field_size_limit(LONGEST_SAMPLE_LINE * SAMPLE_LINES)
    return max(DELIMITERS, key=partial(_evidence, lines))


def _evidence(lines: list[str], delimiter: str) -> float:
    rows = [row for row in _reader(lines, delimiter) if any(row)]
    widths = Counter(len(row) for row in rows)
    # A row of delimiters alone has many cells, and nothing in them.
    filled = {width: max(sum(map(bool, row)) for row in rows if len(row) == width) for width in widths}
    best = max((count * count * (filled[width] - 1) for width, count in widths.items()), default=0)
    # Numbers have commas too.
    return best / (2 if delimiter == "," else 1) / max(widths.total(), 1) ** 2


def _reader(lines: Iterable[str], delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=strict)


def _raw_rows(path: Path, dialect: Dialect) -> Iterator[RawRow]:
    """Yield the rows of a file with the texts between delimiters and quotation marks."""
    with telling_system_errors(path), _opened(path, dialect.encoding) as file:
        for _number in range(dialect.skipped_lines):
            file.readline()
        yield from _numbered(path, _limited(file, LONGEST_LINE), dialect.delimiter)


def _numbered(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[RawRow]:
    source = _Lines(path, lines)
    csv.field_size_limit(LONGEST_CELL)
    reader = _reader(source, delimiter)
    try:
        for row in reader:
            source.row += 1
            if len(source.taken) > 1 or source.is_at_end:
                _refuse_open_quote(path, source, delimiter)
            source.taken.clear()
            yield source.row, row
    except csv.Error as error:
        row_number = source.row + 1
        if len(source.taken) > 1:
            raise _open_quote(path, row_number) from error
        raise (too_long_cell(path, row_number) if "limit" in str(error) else damaged(path)) from error


class _Lines:
    """The lines that the reader of rows takes, and those of the row under way."""

    def __init__(self, path: Path, lines: Iterable[str]) -> None:
        self.row = 0
        self.taken: list[str] = []
        self.is_at_end = False
        self._path = path
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            if len(line) >= LONGEST_LINE:
                raise too_long_cell(self._path, self.row + 1)
            if "\0" in line:
                line = line.replace("\0", "")
            self.taken.append(line)
            yield line
        self.is_at_end = True


def _refuse_open_quote(path: Path, source: _Lines, delimiter: str) -> None:
    """Raise ``LoadError`` when a row of several lines is many rows behind a quotation mark too much."""
    try:
        list(_reader(source.taken, delimiter, strict=True))
    except csv.Error as error:
        raise _open_quote(path, source.row) from error


def _open_quote(path: Path, row: int) -> LoadError:
    return LoadError(
        _(
            "{path}, row {row}: a quotation mark opens a cell and none closes it. "
            "Correct the row, or export the file again."
        ).format(path=path, row=row)
    )


def _start_of_line(content: mmap.mmap, number: int, delimiter: str) -> int | None:
    """Return where line ``number`` (from 0) starts; None when DuckDB may count the lines before otherwise."""
    content.seek(0)
    lines = [content.readline() for _line in range(number + 1)]
    texts = [line.rstrip(b"\r\n") for line in lines]
    line_ends = {line[len(text) :] for line, text in zip(lines, texts, strict=True)} - {b""}
    if line_ends not in ({b"\n"}, {b"\r\n"}, set()) or any(b"\r" in text for text in texts):
        return None
    if any(b'"' in text and not _is_well_quoted(text, delimiter) for text in texts[:number]):
        return None
    return sum(map(len, lines[:number]))


def _is_well_quoted(line: bytes, delimiter: str) -> bool:
    """Tell whether a line is a row, and its quotation marks stand where they should."""
    try:
        list(_reader([line.decode("utf-8", "replace")], delimiter, strict=True))
    except csv.Error:
        return False
    return line.count(b'"') % 2 == 0


def _first_quote(content: mmap.mmap) -> int:
    """Return where the first quotation mark stands, -1 for nowhere; blocks are searched faster than the whole."""
    for start in range(0, len(content), BLOCK_BYTES):
        place = content[start : start + BLOCK_BYTES].find(b'"')
        if place >= 0:
            return start + place
    return -1


def _has_odd_quote(content: mmap.mmap, delimiter: str) -> bool:
    """Tell whether a blank stands between the edge of a cell and a quotation mark; DuckDB reads that otherwise."""
    place = content.find(b' "')
    while place >= 0:
        if place == 0 or content[place - 1] in b'\n "' + delimiter.encode():
            return True
        place = content.find(b' "', place + 1)
    return False


def _is_plain(content: mmap.mmap, start: int) -> bool:
    """Tell whether DuckDB sees the lines from a place on that a spreadsheet sees.

    Neither NUL, nor blank lines but at the end, nor line ends of two kinds.
    """
    end = len(content)
    while end > start and content[end - 1] in b" \t\r\n":
        end -= 1
    has_returns = content[start : content.find(b"\n", start) + 1].endswith(b"\r\n")
    line_end = b"\r\n" if has_returns else b"\n"
    while start < end:
        stop = content.find(b"\n", start + BLOCK_BYTES, end) + 1
        block = content[start:stop] if stop else content[start:end] + line_end
        if not _has_plain_lines(block, line_end):
            return False
        start = stop or end
    return True


def _has_plain_lines(block: bytes, line_end: bytes) -> bool:
    """Tell it of whole lines."""
    lines = block.splitlines()
    # A line ends in one byte or in two.
    has_such_ends = len(block) - sum(map(len, lines)) == len(line_end) * len(lines)
    has_others = line_end == b"\n" and b"\r" in block
    return has_such_ends and not has_others and b"" not in lines and b"\0" not in block


SEPARATED = Format(read=read_text, is_text=lambda text: not text.lstrip().startswith("<"))
