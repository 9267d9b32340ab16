"""Lines of a sheet that may be its headers, each column's texts joined from merged and empty cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parx_tui.load.formats import Row, Sheet
from parx_tui.load.headers.header_text import (
    BETWEEN_LINES,
    BRACKETS,
    FEWEST_FOUND,
    Name,
    has_digit,
    header_text,
    is_numbering,
    keys_of,
    names_of,
)
from parx_tui.load.headers.known import ends_of_known_headers, is_personal
from parx_tui.load.headers.office_map import OfficeMap

HEADER_LINES = 4
LINES_BELOW = 5
"""Lines by which a line of unknown headers is told from one of data."""

Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """Lines that may be the headers of a sheet; ``first`` and ``last`` are their places in the preview.

    ``names`` are what the header of each column goes by, best first.
    """

    first: int
    last: int
    headers: tuple[str, ...]
    names: tuple[tuple[Name, ...], ...]
    personal: frozenset[int]

    def public(self) -> dict[int, str]:
        """Return the headers by column, those of personal data left out."""
        return {column: text for column, text in enumerate(self.headers) if text and column not in self.personal}


def possible_blocks(sheet: Sheet, office_map: OfficeMap | None) -> Iterator[HeaderBlock]:
    """Yield the blocks that may be the headers, those that end higher first, the lower ones of them first.

    They cut no merged cell in two. Without a map, which may say anything, their last line has a text
    with which a known header ends, or one is merged down to it.
    """
    lines = [(number, tuple(map(header_text, cells))) for number, cells in sheet.preview]
    # A sheet may have thousands of merged cells further down.
    areas = [area for area in sheet.merged if lines and area[0] <= lines[-1][0]]
    spans = [_lines_of(area, [number for number, _cells in lines]) for area in areas if area[2] > area[0]]
    for last in _last_lines(lines, office_map.header_row if office_map else None):
        ends = {last, *(span.start for span in spans if last in span)}
        if not office_map and not any(_may_end_header(text) for place in ends for text in lines[place][1]):
            continue
        for first in range(last, max(-1, last - HEADER_LINES), -1):
            if not any(_is_cut(span, range(first, last + 1)) for span in spans):
                yield _block(lines, areas, first, last)


def likely_block(sheet: Sheet) -> HeaderBlock | None:
    """Return the line of most texts without digits above a column with digits."""
    lines = [(number, tuple(map(header_text, cells))) for number, cells in sheet.preview]
    likely = [place for place in range(len(lines)) if _may_be_headers(lines[place], lines[place + 1 :][:LINES_BELOW])]
    best = max(likely, key=lambda place: sum(map(bool, lines[place][1])), default=None)
    return None if best is None else _block(lines, (), best, best)


def _last_lines(lines: Sequence[Row], header_row: int | None) -> Sequence[int]:
    """Return the places of the lines in which headers may end: all, or the one of number ``header_row``.

    That number may also be one of a blank line below it into which its cells are merged, or of its numbering.
    """
    if not header_row:
        return range(len(lines))
    if not lines or not lines[0][0] <= header_row <= lines[-1][0]:
        return []
    return [place for place, line in enumerate(lines) if line[0] <= header_row and not is_numbering(line[1])][-1:]


def _may_end_header(text: str) -> bool:
    """Whether a text is the end of a known header, or personal."""
    return bool(text) and (not ends_of_known_headers().isdisjoint(keys_of(text)) or is_personal(text))


def _lines_of(area: Area, numbers: Sequence[int]) -> range:
    """Return the places in the preview of the lines that a merged cell covers."""
    return range(sum(number < area[0] for number in numbers), sum(number <= area[2] for number in numbers))


def _is_cut(lines: range, block: range) -> bool:
    """Whether some lines are inside a block and some are outside."""
    inside = sum(line in block for line in lines)
    return 0 < inside < len(lines)


def _block(lines: Sequence[Row], areas: Sequence[Area], first: int, last: int) -> HeaderBlock:
    """Return the block from one line to another."""
    grid = _spread(lines[first : last + 1], areas)
    headers = tuple(_joined(path) for path in zip(*grid, strict=True))
    personal = frozenset(column for column, text in enumerate(headers) if is_personal(text))
    return HeaderBlock(first, last, headers, tuple(map(names_of, headers)), personal)


def _spread(lines: Sequence[Row], areas: Sequence[Area]) -> list[list[str]]:
    """Return lines of equal length, each text in all the columns that it heads."""
    width = max(len(cells) for _number, cells in lines)
    grid = [[*cells, *[""] * (width - len(cells))] for _number, cells in lines]
    places = {number: place for place, (number, _cells) in enumerate(lines)}
    merged_across = {places[area[0]] for area in areas if area[0] in places and area[3] > area[1]}
    for top, left, _bottom, right in areas:
        for column in range(left + 1, min(right + 1, width)) if top in places else ():
            grid[places[top]][column] = grid[places[top]][left]
    for upper in range(len(grid) - 2, -1, -1):
        if upper not in merged_across:
            _spread_right(grid[upper], grid[upper + 1 :])
    return grid


def _spread_right(line: list[str], below: Sequence[Sequence[str]]) -> None:
    """Let a text above others also head the columns to its right, as far as it has empty cells and they have texts."""
    has_text_below = [any(column) for column in zip(*below, strict=True)]
    for column in range(1, len(line)):
        if not line[column] and has_text_below[column] and has_text_below[column - 1]:
            line[column] = line[column - 1]


def _joined(path: Sequence[str]) -> str:
    """Return the header of a column from its texts, the upper one first."""
    texts = [text for text in path if text]
    return BETWEEN_LINES.join(text for place, text in enumerate(texts) if not place or text != texts[place - 1])


def _may_be_headers(line: Row, below: Sequence[Row]) -> bool:
    """Whether a line has texts without digits, and below one of them there are digits."""
    texts = {column: BRACKETS.sub(" ", cell) for column, cell in enumerate(line[1]) if cell}
    if len(texts) < FEWEST_FOUND or any(map(has_digit, texts.values())):
        return False
    return any(has_digit(cells[column]) for _number, cells in below for column in texts if column < len(cells))
