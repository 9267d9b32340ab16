"""Reading the map that an officer has finished."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from parx_tui.clock import today
from parx_tui.data.names import nearest
from parx_tui.errors import UsageError
from parx_tui.i18n import _
from parx_tui.load.headers import header_text, is_personal, personal_column
from parx_tui.load.headers.office_map import OfficeMap
from parx_tui.load.kinds import KINDS, Field, Kind
from parx_tui.load.values import PROBLEMS, READERS, Surroundings

KEYS = ("kind", "source", "city", "decimal", "header_row", "columns", "words", "units")
DECIMALS = (",", ".")


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
    _refuse_unknown(path, sections, [known.name for known in kind.fields if known.has_words], "words")
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
