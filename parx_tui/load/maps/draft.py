"""Drafting a map from a file, for an officer to finish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parx_tui.i18n import _
from parx_tui.load.formats import Sheet
from parx_tui.load.headers import Layout, column_letter, columns_headed, likely_headers, likely_layout, place
from parx_tui.load.kinds import KINDS, Field, Kind

if TYPE_CHECKING:
    from tomlkit.items import Table


def draft_map(sheet: Sheet, kind: Kind | None, layout: Layout | None) -> str:
    """Return a map file for a sheet, as far as it can be written: TOML with comments in the language in use.

    Columns that were recognised stand in it; the other fields, and the headers without a field, stand
    there as comments. It shows no header of personal data and no value of the file. Without ``layout``
    it holds what is recognised, of the kind that fits best when there is no ``kind`` either.
    """
    # Slow to import, and only drafts need it.
    import tomlkit

    layout = layout or likely_layout(sheet, kind)
    kind = kind or (layout.kind if layout else None)
    document = tomlkit.document()
    for line in (
        _("Which column of {place} holds which field.").format(place=place(sheet)),
        _("Finish this map and load the file with --map. What stands behind # is not read."),
    ):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    kinds = _("one of: {kinds}").format(kinds=", ".join(KINDS))
    document.add("kind", tomlkit.string(kind.name if kind else "").comment(kinds))
    for line in _settings(layout):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document.add("columns", _columns_table(sheet, kind, layout))
    for line in _further_sections(kind):
        document.add(tomlkit.comment(line) if line else tomlkit.nl())
    return tomlkit.dumps(document)


def _settings(layout: Layout | None) -> list[str]:
    """Return the lines of the settings that a map may do without."""
    settings = (
        ('source = ""', _("short name of the system that the file comes from")),
        ('city = ""', _("code of the city or province")),
        ('decimal = ","', _("the decimal sign")),
        (f"header_row = {layout.first_row - 1 if layout else 1}", _("number of the last line of the headers")),
    )
    return [f"{line}  # {said}" for line, said in settings]


def _columns_table(sheet: Sheet, kind: Kind | None, layout: Layout | None) -> Table:
    """Return the section of the columns."""
    import tomlkit

    table = tomlkit.table()
    explained = _('field = header of its column, or its letter, such as "col:C"; "" leaves the field out')
    table.add(tomlkit.comment(explained))
    given = {name: _column_text(layout.headers, column) for name, column in layout.columns.items()} if layout else {}
    for known in kind.fields if kind else ():
        if known.name in given:
            table.add(known.name, tomlkit.string(given[known.name]).comment(_(known.label)))
        else:
            table.add(tomlkit.comment(f'{known.name} = ""  # {_needed(kind, known)}'))
    unused = {column: layout.headers[column] for column in layout.unknown} if layout else likely_headers(sheet)
    if unused:
        table.add(tomlkit.comment(_("Columns of the file without a field:")))
    for column, header in unused.items():
        table.add(tomlkit.comment(f"    {tomlkit.string(header).as_string()}  (col:{column_letter(column)})"))
    return table


def _column_text(headers: Sequence[str], column: int) -> str:
    """Return what a map says to mean a column: its header when that is clear, else its letter."""
    return headers[column] if columns_headed(headers[column], headers) == [column] else f"col:{column_letter(column)}"


def _needed(kind: Kind | None, known: Field) -> str:
    """Return the label of a field that has no column, and whether the kind needs it."""
    label = _(known.label)
    if known.is_needed:
        return _("needed: {field}").format(field=label)
    if kind and any(known.name in group for group in kind.either):
        return _("needed, unless there is another so marked: {field}").format(field=label)
    return label


def _further_sections(kind: Kind | None) -> list[str]:
    """Return the lines that explain the sections for words and units."""
    lines = []
    if sections := [f"[words.{known.name}]" for known in kind.fields if known.has_words] if kind else []:
        about = _('Words of the office and the values that they stand for, such as "Xong" = 9 for a status:')
        lines = ["", about, *sections]
    return [*lines, "", _('Names of units in the file, and their codes, such as "P. ĐĐ" = "H26.31":'), "[units]"]
