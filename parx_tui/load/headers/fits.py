"""Lines of headers read as those of a kind: which column is which field, and how much of them is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parx_tui.i18n import _
from parx_tui.load.formats import Sheet
from parx_tui.load.headers.blocks import HeaderBlock, likely_block, possible_blocks
from parx_tui.load.headers.header_text import BRACKETS, BY_LETTER, FEWEST_FOUND, Rank, columns_headed, field_named
from parx_tui.load.headers.known import spellings_of
from parx_tui.load.headers.office_map import OfficeMap
from parx_tui.load.kinds import Kind
from parx_tui.load.kinds.returns import RETURNS

VALUE = re.compile(r"\d{1,2}[/.-]\d|\d{5}|[.-]\d{4}|^\d+$")
"""Dates, codes and numbers, which are hardly ever in a header."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A block, read as the headers of a kind.

    ``twins`` are fields with several columns of equal right; ``mapped`` are the columns that an office's
    map means for a field, none or several when its text is not clear. ``found`` counts the columns
    recognised by their headers, with or without a field.
    """

    kind: Kind
    block: HeaderBlock
    columns: dict[str, int]
    twins: dict[str, list[int]]
    mapped: dict[str, list[int]]
    line: int | None
    found: int

    @property
    def score(self) -> tuple[int, int, int]:
        """What tells the better of two fits."""
        clear = sum(len(columns) == 1 for columns in self.mapped.values())
        return clear, len(self.columns) + len(self.twins), self.found

    def missing(self) -> list[str]:
        """Return the labels of what the kind needs and the block does not have."""
        has = {*self.columns, *self.twins}
        labels = [_(field.label) for field in self.kind.fields if field.is_needed and field.name not in has]
        if self.kind.either and not any(has.issuperset(group) for group in self.kind.either):
            groups = [", ".join(_(self.kind.field(name).label) for name in group) for group in self.kind.either]
            labels.append(_("{some}, or else {others}").format(some=groups[0], others=groups[1]))
        return labels


def best_fits(sheet: Sheet, kinds: Sequence[Kind], office_map: OfficeMap | None) -> list[Fit]:
    """Return for each kind the fit of the block that fits it best; none when no line is like headers."""
    blocks = list(possible_blocks(sheet, office_map))
    fits = [
        max((_fit(kind, block, office_map) for block in blocks), key=lambda fit: fit.score) for kind in kinds if blocks
    ]
    if (office_map and office_map.header_row) or any(map(is_of_headers, fits)):
        return fits
    likely = likely_block(sheet)
    return [_fit(kind, likely, office_map) for kind in kinds] if likely else []


def is_of_headers(fit: Fit) -> bool:
    """Whether a fit is surely not one of a row of data, in which words such as "Trực tuyến" are values."""
    is_data = any(VALUE.search(BRACKETS.sub("", text)) for text in fit.block.headers)
    return fit.found >= FEWEST_FOUND and not (is_data and fit.missing())


def _fit(kind: Kind, block: HeaderBlock, office_map: OfficeMap | None) -> Fit:
    """Read a block as the headers of a kind."""
    given = office_map.columns if office_map else {}
    mapped = {name: columns_headed(text, block.headers) for name, text in given.items() if text}
    columns = {name: found[0] for name, found in mapped.items() if len(found) == 1}
    by_header = [name for name in columns if not BY_LETTER.fullmatch(given[name])]
    named: dict[str, list[tuple[Rank, int]]] = {}
    for column in block.public():
        field, rank = field_named(block.names[column], spellings_of(kind.name))
        if field and field not in given and column not in columns.values():
            named.setdefault(field, []).append((rank, column))
    best = {name: [column for rank, column in found if rank == max(found)[0]] for name, found in named.items()}
    columns |= {name: found[0] for name, found in best.items() if len(found) == 1}
    twins = {name: found for name, found in best.items() if len(found) > 1}
    line = columns.get("line", _line_column(block, columns.values()))
    found = len(by_header) + len(best) + len(block.personal) + (line is not None and "line" not in columns)
    return Fit(kind, block, columns, twins, mapped, line, found)


def _line_column(block: HeaderBlock, taken: Iterable[int]) -> int | None:
    """Return the first column that is headed STT or the like."""
    for column in block.public():
        if field_named(block.names[column], spellings_of(RETURNS.name))[0] == "line" and column not in taken:
            return column
    return None
