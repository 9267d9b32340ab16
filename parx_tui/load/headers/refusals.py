"""Sheets that are refused: what their headers lack, leave open, or contradict in a map, said to the user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from parx_tui.data.names import nearest, some
from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.formats import Sheet
from parx_tui.load.headers.fits import Fit
from parx_tui.load.headers.header_text import column_letter, header_key, header_text
from parx_tui.load.headers.layout import likely_headers
from parx_tui.load.headers.office_map import OfficeMap
from parx_tui.load.kinds import Kind

MOST_HEADERS = 20
"""How many headers an error lists."""


def place(sheet: Sheet) -> str:
    """Return the name of a file, with that of its sheet when it has one, as messages give it."""
    file = header_text(sheet.path.name)
    return _("{file}, sheet {sheet}").format(file=file, sheet=header_text(sheet.name)) if sheet.name else file


def recognised(sheet: Sheet, fits: Sequence[Fit]) -> Fit:
    """Return the fit of most fields among those that have what their kind needs.

    Raises ``LoadError`` when there is none, or several of equally many fields.
    """
    whole = [fit for fit in fits if not fit.missing()]
    best = [fit for fit in whole if fit.score[1] == max(other.score[1] for other in whole)]
    if len(best) == 1:
        return best[0]
    headers = likely_headers(sheet)
    if best:
        raise LoadError(
            _("{place} may hold {kinds}: its headers fit them equally well ({headers}). Name one with --as.").format(
                place=place(sheet), kinds=", ".join(fit.kind.name for fit in best), headers=_listed(headers.values())
            )
        )
    raise LoadError(
        _(
            "What {place} holds cannot be told from its headers ({headers}). "
            "Name it with --as, or finish a map drafted with --dry-run and give it with --map."
        ).format(place=place(sheet), headers=_listed(headers.values()))
    )


def refuse_missing(sheet: Sheet, fit: Fit) -> None:
    """Raise ``LoadError`` when the fit lacks what its kind needs."""
    missing = fit.missing()
    if not missing:
        return
    used = {*fit.columns.values(), fit.line}
    raise LoadError(
        _(
            "{place} lacks columns that {kind} need: {fields}. Headers without a use: {headers}. "
            "Say in a map which is which (--dry-run drafts it, --map reads it)."
        ).format(
            place=place(sheet),
            kind=_(fit.kind.noun),
            fields="; ".join(missing),
            headers=_listed(header for column, header in fit.block.public().items() if column not in used),
        )
    )


def refuse_twins(sheet: Sheet, fit: Fit) -> None:
    """Raise ``LoadError`` when several columns have equal right to be one field."""
    for name, columns in fit.twins.items():
        headers = "; ".join(f"{fit.block.headers[column]} (col:{column_letter(column)})" for column in columns)
        raise LoadError(
            _(
                "{place} has several columns for {field}: {headers}. "
                "Say in a map which of them to read (--dry-run drafts it, --map reads it)."
            ).format(place=place(sheet), field=_(fit.kind.field(name).label), headers=headers)
        )


def refuse_other_kind(office_map: OfficeMap, kind: Kind | None) -> None:
    """Raise ``LoadError`` when a map is for another kind than the one asked for."""
    if kind and office_map.kind.name != kind.name:
        raise LoadError(
            _("The map {map} is for {kind}, and the file is to be loaded as {other}. Correct one of them.").format(
                map=office_map.path, kind=office_map.kind.name, other=kind.name
            )
        )


def refuse_unclear_map(sheet: Sheet, fit: Fit, office_map: OfficeMap) -> None:
    """Raise ``LoadError`` when a column that the map gives is missing, is there several times, or is personal."""
    for name, columns in fit.mapped.items():
        header = header_text(office_map.columns[name])
        if not columns:
            headers = list(fit.block.public().values())
            keys = {header_key(text): text for text in headers}
            near = [keys[key] for key in nearest(header_key(header), keys)]
            raise LoadError(
                _("{place} has no column {header}, which the map {map} gives for {field}. Nearest: {headers}").format(
                    place=place(sheet), header=header, map=office_map.path, field=name, headers=_listed(near or headers)
                )
            )
        if len(columns) > 1:
            letters = ", ".join(f"col:{column_letter(column)}" for column in columns)
            raise LoadError(
                _(
                    "{place} has several columns {header}, which the map {map} gives for {field}. "
                    "Write there one of: {letters}"
                ).format(place=place(sheet), header=header, map=office_map.path, field=name, letters=letters)
            )
        if columns[0] in fit.block.personal:
            raise LoadError(personal_column(office_map.path, name, header))


def personal_column(map_path: Path, field: str, header: str) -> str:
    """Return what is said when a map gives a column of personal data."""
    return _(
        "The map {map} gives {header} for {field}: columns of personal data are never read. "
        "Take it out; if the column holds none, give it another header in the file."
    ).format(map=map_path, header=header, field=field)


def no_headers(sheet: Sheet, office_map: OfficeMap | None) -> LoadError:
    """Return the error for a sheet in which no line of headers is found, or not where the map says."""
    if office_map and office_map.header_row:
        said = _("In {place} no headers end in line {row}, as the map {map} says. Correct header_row there.")
        return LoadError(said.format(place=place(sheet), row=office_map.header_row, map=office_map.path))
    return LoadError(
        _(
            "No line of column headers is found in {place}. Write its number as header_row in a map, "
            "with the columns (--dry-run drafts it, --map reads it)."
        ).format(place=place(sheet))
    )


def _listed(headers: Iterable[str]) -> str:
    """Return headers in a row, not more than fit in an error."""
    return some(list(headers), MOST_HEADERS, "; ") or "-"
