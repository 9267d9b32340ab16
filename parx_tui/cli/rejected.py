"""What ``parx-tui load`` says of rejected rows: a list of them, or the first ones."""

from __future__ import annotations

import gettext
import tempfile
from collections.abc import Sequence
from pathlib import Path

from parx_tui.data.figures import count_text
from parx_tui.errors import UsageError
from parx_tui.export import export_to_file
from parx_tui.files import cannot_write, refuse_existing
from parx_tui.i18n import DOMAIN, LANGUAGES, LOCALE_FOLDER, _, language_in_use
from parx_tui.labels import COLUMN_LABELS
from parx_tui.load.headers import header_text
from parx_tui.load.request import Request, SheetOutcome
from parx_tui.load.rows.rejected import Rejected
from parx_tui.load.rows.rejection_messages import HEADINGS, list_path, listed
from parx_tui.load.store.publish import previous_path, undone_path
from parx_tui.messages import tell

MOST_SHOWN = 5
"""How many rejected cells a trial shows."""


def refuse_list(request: Request, target: Path | None) -> None:
    """Raise ``UsageError`` when the list of rejected rows may not be written to ``target``.

    It takes the place of a file only if that is such a list itself, and never of what is loaded.
    """
    if target is None:
        return
    refuse_existing(target, force=True)
    kept = (previous_path(request.database), undone_path(request.database))
    used = (request.database, *kept, request.map_path, *request.paths)
    if any(path and _is_same(path, target) for path in used):
        raise UsageError(
            _("{path} is needed by the load itself; name another file with --rejects.").format(path=target)
        )
    if target.exists() and not _is_list(target):
        raise UsageError(
            _("{path} exists and is no list of rejected rows; name another file with --rejects.").format(path=target)
        )
    _refuse_folder(target)


def show_rejected(request: Request, sheets: Sequence[SheetOutcome], rejects: Path | None) -> bool:
    """Write the list of rejected cells, or show the first of a trial; return whether that went well.

    Where a load stops for filings that contradict themselves, these are listed too, by their codes.
    The list is ``rejects``, else stands beside the file, else beside the database.
    """
    cells = [(sheet.name, cell) for sheet in sheets for cell in (*sheet.rejected, *sheet.contradictory)]
    if not cells:
        return True
    if request.is_trial and rejects is None:
        _tell_first(cells)
        return True
    rows = [listed(name, cell) for name, cell in cells]
    try:
        target = rejects or _usual_target(request)
        export_to_file(HEADINGS, rows, target, format_name="csv", labels=True, force=rejects is not None)
    except (UsageError, OSError) as error:
        tell(_("The list of rejected rows is not written. {reason}").format(reason=error))
        return False
    sentence = (
        _("What was rejected or contradicts itself, and why, stands in {path}.")
        if any(sheet.contradictory for sheet in sheets)
        else _("What was rejected, and why, stands in {path}.")
    )
    tell(sentence.format(path=target))
    return True


def _tell_first(cells: Sequence[tuple[str, Rejected]]) -> None:
    """Show the first rejected cells, and tell how many more there are."""
    for name, cell in cells[:MOST_SHOWN]:
        file, row, column, value, why = listed(name, cell)
        tell(
            _("{file}, row {row}, column {column}: {value} ({reason})").format(
                file=file, row=row, column=column, value=header_text(str(value or "")) or "-", reason=why
            )
        )
    if len(cells) > MOST_SHOWN:
        number = count_text(len(cells) - MOST_SHOWN, language_in_use())
        tell(_("Rejected cells besides these: {number}. --rejects FILE lists them all.").format(number=number))


def _usual_target(request: Request) -> Path:
    """Return where rejected rows are listed when nothing is said: beside the file, else beside the database."""
    source = request.paths[0]
    target = list_path(source)
    try:
        _refuse_folder(target)
    except UsageError:
        return list_path(request.database.resolve().with_name(source.name))
    return target


def _refuse_folder(target: Path) -> None:
    """Raise ``UsageError`` when a file cannot be written where ``target`` is to be."""
    target = target.resolve()
    try:
        tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", suffix=".part").close()
    except OSError as error:
        raise cannot_write(target, error) from error


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file, which need not exist."""
    if path.resolve() == other.resolve():
        return True
    return path.exists() and other.exists() and path.samefile(other)


def _is_list(path: Path) -> bool:
    """Whether a file begins as a list of rejected rows does, in either language."""
    try:
        with path.open("rb") as stream:
            first = stream.readline(1000).decode("utf-8-sig", errors="replace").strip()
    except OSError:
        return False
    spoken = [gettext.translation(DOMAIN, LOCALE_FOLDER, [language], fallback=True) for language in LANGUAGES]
    return first in [",".join(words.gettext(COLUMN_LABELS[name]) for name in HEADINGS) for words in spoken]
