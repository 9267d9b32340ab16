"""Where a sheet holds what, as far as its headers are recognised.

A layout may lack what is needed to load: drafts of maps and errors tell it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

from parx_tui.load.formats import Sheet
from parx_tui.load.headers.fits import Fit, best_fits, is_of_headers
from parx_tui.load.headers.header_text import column_letter, is_numbering
from parx_tui.load.kinds import KINDS, Kind
from parx_tui.load.values import HIDDEN, looks_personal

LONGEST_TITLE = 1000

LONGEST_SHOWN = 60
"""Letters of a header that a message shows."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet holds what.

    ``first_row`` is the number of the first row below the headers and their numbering. ``columns``
    gives for each field its column, from 0; ``headers`` has a text for every column, "" where there
    is none. ``personal`` are columns with personal data, which are never read; ``unknown`` are other
    columns with a header and without a field. ``titles`` are the texts above the headers. ``line`` is
    the column with the number of the line, when there is one.
    """

    kind: Kind
    first_row: int
    columns: dict[str, int]
    headers: tuple[str, ...]
    personal: frozenset[int]
    unknown: tuple[int, ...]
    titles: tuple[str, ...]
    line: int | None

    def named(self, column: int) -> str:
        """Return a column as messages name it: its letter, and its header where that cannot be about a person."""
        header = self.headers[column]
        shown = HIDDEN if looks_personal(header) else shorten(header, LONGEST_SHOWN, placeholder=" …")
        return f"{column_letter(column)} “{shown}”"


def likely_layout(sheet: Sheet, kind: Kind | None = None) -> Layout | None:
    """Return what is recognised, even if it is not enough to load; ``None`` when that is nothing.

    Without a ``kind`` it is the one of which most is recognised. Fields for which several columns
    have equal right have none.
    """
    fits = best_fits(sheet, (kind,) if kind else tuple(KINDS.values()), None)
    best = max(fits, key=lambda fit: (not fit.missing(), fit.score), default=None)
    return laid_out(sheet, best) if best and (kind or is_of_headers(best)) else None


def likely_headers(sheet: Sheet) -> dict[int, str]:
    """Return the headers of a sheet by column, those of personal data left out; none when they are not found.

    Where no header is known, they are the longest line of texts without digits above a column with
    digits. A row of data is never taken for it, so no data is shown.
    """
    fits = best_fits(sheet, tuple(KINDS.values()), None)
    sure = [fit for fit in fits if is_of_headers(fit)] or fits[:1]
    return max(sure, key=lambda fit: fit.score).block.public() if sure else {}


def laid_out(sheet: Sheet, fit: Fit) -> Layout:
    """Return the layout that a fit stands for."""
    block = fit.block
    head = sheet.preview[: block.last + 1]
    below = sheet.preview[block.last + 1 :]
    numbering = next((place for place, (_number, cells) in enumerate(below) if not is_numbering(cells)), len(below))
    merged_to = [area[2] for area in sheet.merged if head[block.first][0] <= area[0] <= head[-1][0]]
    last_row = max([head[-1][0], *merged_to, *(number for number, _cells in below[:numbering])])
    used = {*fit.columns.values(), fit.line}
    return Layout(
        kind=fit.kind,
        first_row=last_row + 1,
        columns=fit.columns,
        headers=block.headers,
        personal=block.personal,
        unknown=tuple(column for column in block.public() if column not in used),
        titles=tuple(cell[:LONGEST_TITLE] for _number, cells in head[: block.first] for cell in cells if cell),
        line=fit.line,
    )
