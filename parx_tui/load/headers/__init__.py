"""Finding the header in a sheet: which column holds which field, and where the data begin.

``header_text`` and ``known`` compare texts, ``blocks`` finds lines of them, ``fits`` reads these as the
headers of a kind, ``layout`` says what stands where, ``refusals`` what is wrong. ``roles`` tells rows
below the headers apart, ``titles`` reads what stands above them.
"""

from __future__ import annotations

from parx_tui.load.formats import Sheet
from parx_tui.load.headers.fits import best_fits
from parx_tui.load.headers.header_text import column_letter, columns_headed, header_key, header_text
from parx_tui.load.headers.known import is_personal, likeness
from parx_tui.load.headers.layout import Layout, laid_out, likely_headers, likely_layout
from parx_tui.load.headers.office_map import OfficeMap
from parx_tui.load.headers.refusals import (
    no_headers,
    personal_column,
    place,
    recognised,
    refuse_missing,
    refuse_other_kind,
    refuse_twins,
    refuse_unclear_map,
)
from parx_tui.load.headers.roles import is_total, role, table_rows
from parx_tui.load.headers.titles import covered_range, titled_period, titled_unit
from parx_tui.load.kinds import KINDS, Kind

__all__ = [
    "Layout",
    "OfficeMap",
    "column_letter",
    "columns_headed",
    "covered_range",
    "find_layout",
    "header_key",
    "header_text",
    "is_personal",
    "is_total",
    "likely_headers",
    "likely_layout",
    "likeness",
    "personal_column",
    "place",
    "role",
    "table_rows",
    "titled_period",
    "titled_unit",
]


def find_layout(sheet: Sheet, kind: Kind | None = None, office_map: OfficeMap | None = None) -> Layout:
    """Return where a sheet holds what; the kind is recognised when neither it nor a map is given.

    Columns that the map gives are taken from there, the others are recognised.

    Raises ``LoadError`` when the headers are not found, fit no kind or several equally well, lack
    what the kind needs, or have several columns for one field; when the map is for another kind,
    names a header that the sheet does not have, or a column of personal data.
    """
    if office_map:
        refuse_other_kind(office_map, kind)
        kind = office_map.kind
    fits = best_fits(sheet, (kind,) if kind else tuple(KINDS.values()), office_map)
    if not fits:
        raise no_headers(sheet, office_map)
    fit = fits[0] if kind else recognised(sheet, fits)
    if office_map:
        refuse_unclear_map(sheet, fit, office_map)
    refuse_missing(sheet, fit)
    refuse_twins(sheet, fit)
    return laid_out(sheet, fit)
