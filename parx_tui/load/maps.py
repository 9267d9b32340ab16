"""The map of an office: a TOML file that says which column of its exports holds which field, and what its words mean.

``read_map`` reads one that an officer has finished; ``draft_map`` writes one from a file, to be finished.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from parx_tui.clock import today
from parx_tui.data.names import nearest
from parx_tui.errors import UsageError
from parx_tui.i18n import _
from parx_tui.load.headers import (
    Layout,
    column_letter,
    columns_headed,
    header_text,
    is_personal,
    likely_headers,
    likely_layout,
    personal_column,
    place,
)
from parx_tui.load.kinds import KINDS, Field, Kind
from parx_tui.load.values import PROBLEMS, READERS, Surroundings

if TYPE_CHECKING:
    from tomlkit.items import Table

    from parx_tui.load.formats import Sheet

KEYS = ("kind", "source", "city", "decimal", "header_row", "columns", "words", "units")
DECIMALS = (",", ".")
PLAIN_VALUES = ("text", "filing_code", "date", "number", "count", "form_count", "procedure_code")
"""Values that are no words; for all others an office may have words of its own."""


@dataclass(frozen=True, slots=True)
class OfficeMap:
    """What an office's map file says; ``None`` or empty where it says nothing.

    ``source`` is the short name of the system that the file comes from, ``city`` the code of the city,
    ``decimal`` the decimal sign, ``header_row`` the number of the last line of the headers.
    ``columns`` gives for a field the header of its column, or its letter as "col:C"; with "" the field is
    not read. ``words`` gives for a field what the office's words stand for, ``units`` for a name of a unit
    its code.
    """

    path: Path
    kind: Kind
    source: str | None = None
    city: str | None = None
    decimal: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


def read_map(path: Path) -> OfficeMap:
    """Read the map file of an office.

    Raises ``UsageError`` when it cannot be read, is not TOML, gives a column of personal data, or has an
    unknown key, kind, field or value.
    """
    content = _content(path)
    _refuse_unknown(path, content, KEYS)
    kind = KINDS.get(_text(path, content, "kind") or "")
    if not kind:
        raise UsageError(
            _("The map {path} must say a known kind. Write: kind = one of {kinds}").format(
                path=path, kinds=", ".join(f'"{name}"' for name in KINDS)
            )
        )
    columns = _texts(path, content, "columns")
    _refuse_unknown(path, columns, [known.name for known in kind.fields], "columns")
    for name, header in columns.items():
        if is_personal(header_text(header)):
            raise UsageError(personal_column(path, name, header_text(header)))
    return OfficeMap(
        path=path,
        kind=kind,
        source=_text(path, content, "source"),
        city=_text(path, content, "city"),
        decimal=_decimal(path, content),
        header_row=_header_row(path, content),
        columns=columns,
        words=_words(path, content, kind),
        units=_texts(path, content, "units"),
    )


def _content(path: Path) -> dict[str, object]:
    """Return what a TOML file says; ``UsageError`` when it is none."""
    try:
        # Editors of Windows put a mark at the beginning of a file in UTF-8.
        return tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(_("The map {path} is not in UTF-8. Save it as UTF-8 text.").format(path=path)) from error
    except OSError as error:
        raise UsageError(_("Cannot read the map {path}: {reason}.").format(path=path, reason=error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(
            _("The map {path} is not valid TOML: {reason}. Texts stand in double quotes.").format(
                path=path, reason=error
            )
        ) from error


def _refuse_unknown(path: Path, content: Mapping[str, object], known: Iterable[str], section: str = "") -> None:
    """Raise ``UsageError`` for a key that is not ``known``, with the nearest of them."""
    known = list(known)
    for key in content:
        if key not in known:
            raise UsageError(
                _("The map {path} has an unknown key {key}. Nearest: {names}").format(
                    path=path,
                    key=header_text(f"{section}.{key}" if section else key),
                    names=", ".join(nearest(key, known) or known),
                )
            )


def _text(path: Path, content: Mapping[str, object], key: str) -> str | None:
    """Return a text of the map, ``None`` when it says none."""
    value = content.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise UsageError(
        _('In the map {path}, {key} must be a text in double quotes, such as {key} = "{value}".').format(
            path=path, key=key, value=value if isinstance(value, int | float) else "..."
        )
    )


def _section(path: Path, content: Mapping[str, object], key: str, within: str = "") -> dict[str, object]:
    """Return a section of the map, or one ``within`` another, empty when it has none."""
    section = content.get(key, {})
    if isinstance(section, dict):
        return section
    raise UsageError(
        _("In the map {path}, {key} must be a section, headed [{key}].").format(path=path, key=f"{within}{key}")
    )


def _texts(path: Path, content: Mapping[str, object], key: str, within: str = "") -> dict[str, str]:
    """Return the lines of a section of the map; a whole number may stand for a code."""
    texts = {}
    for word, value in _section(path, content, key, within).items():
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise UsageError(
                _("In the map {path}, section [{section}], {key} must be a text in double quotes.").format(
                    path=path, section=f"{within}{key}", key=header_text(word)
                )
            )
        texts[word] = str(value)
    return texts


def _decimal(path: Path, content: Mapping[str, object]) -> str | None:
    """Return the decimal sign that the map says."""
    decimal = _text(path, content, "decimal")
    if decimal and decimal not in DECIMALS:
        raise UsageError(
            _('In the map {path}, decimal must be "," or ".", not "{value}".').format(
                path=path, value=header_text(decimal)
            )
        )
    return decimal


def _header_row(path: Path, content: Mapping[str, object]) -> int | None:
    """Return the number of the last line of the headers that the map says."""
    number = content.get("header_row")
    if number is None or (isinstance(number, int) and not isinstance(number, bool) and number > 0):
        return number
    raise UsageError(
        _("In the map {path}, header_row must be the number of the last line of the headers, such as 4.").format(
            path=path
        )
    )


def _words(path: Path, content: Mapping[str, object], kind: Kind) -> dict[str, dict[str, str]]:
    """Return the office's words for the values of each field."""
    sections = _section(path, content, "words")
    _refuse_unknown(path, sections, [known.name for known in kind.fields if known.values not in PLAIN_VALUES], "words")
    words = {name: _texts(path, sections, name, "words.") for name in sections}
    for name, meant in words.items():
        _refuse_unreadable(path, kind.field(name), meant)
    return words


def _refuse_unreadable(path: Path, known: Field, meant: Mapping[str, str]) -> None:
    """Raise ``UsageError`` when a word is to stand for what is no value of its field."""
    if known.values == "indicator":
        # What indicators there are, the database tells.
        return
    readings = READERS[known.values](set(meant.values()), Surroundings(today()))
    for word, value in meant.items():
        if problem := readings[value].problem:
            raise UsageError(
                _("In the map {path}, section [words.{field}], {word} stands for {value}: {reason}.").format(
                    path=path,
                    field=known.name,
                    word=header_text(word),
                    value=header_text(value),
                    reason=_(PROBLEMS[problem]),
                )
            )


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
    if (
        sections := [f"[words.{known.name}]" for known in kind.fields if known.values not in PLAIN_VALUES]
        if kind
        else []
    ):
        about = _('Words of the office and the values that they stand for, such as "Xong" = 9 for a status:')
        lines = ["", about, *sections]
    return [*lines, "", _('Names of units in the file, and their codes, such as "P. ĐĐ" = "H26.31":'), "[units]"]
