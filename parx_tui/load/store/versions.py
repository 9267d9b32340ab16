"""The versions of a database that are kept beside it: taking its last load back, and bringing it back again.

The version before the last load is kept until that load is undone; from then on the version with the
load is kept, until it is redone or something else is loaded.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from parx_tui.data.database import open_database
from parx_tui.errors import DatabaseError
from parx_tui.files import cannot_write, followed, give_access, private_folder, take_place
from parx_tui.i18n import _
from parx_tui.load.store.publish import previous_path, undone_path


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """A load as a database records it (view ``load_record``)."""

    load_id: int
    batch_id: int
    loaded_at: datetime | None
    kind: str
    file_name: str
    covered_from: date | None
    covered_to: date | None
    rows_loaded: int
    rows_updated: int
    source_system: str
    sha256: str | None
    rows_read: int
    rows_rejected: int
    cities: str | None


@dataclass(frozen=True, slots=True)
class LastCommand:
    """The loads of the last command that loaded into a database, and the ``others`` that it has without them."""

    loads: tuple[LoadRecord, ...]
    others: tuple[LoadRecord, ...]


def to_undo(database: Path, *, memory_limit: str) -> LastCommand:
    """Return the command that ``undo`` would take back.

    Raises ``DatabaseError`` when there is none to take back, or the database or the version before it
    cannot be opened.
    """
    previous = previous_path(database)
    _refuse_link(previous)
    now = _loads(database, memory_limit)
    if previous.is_file():
        last = _last_command(_loads(previous, memory_limit), now)
        if last:
            return last
    is_undone = False
    with suppress(DatabaseError):
        to_redo(database, memory_limit=memory_limit)
        is_undone = True
    if is_undone:
        raise DatabaseError(
            _(
                "Nothing to undo: the last load of {path} is undone already, and the one before it can no longer be. "
                "To bring it back: parx-tui load --redo --db {path}"
            ).format(path=database)
        )
    if previous.is_file():
        raise DatabaseError(
            _(
                "{previous} is not the version of {path} before its last load: one of the two has been replaced "
                "since. Both are left as they are."
            ).format(previous=previous, path=database)
        )
    if not any(load.loaded_at for load in now):
        raise DatabaseError(_("Nothing to undo: no file has been loaded into {path} yet.").format(path=database))
    raise DatabaseError(
        _("Nothing to undo: {previous}, where the version before the last load was kept, is not there.").format(
            previous=previous
        )
    )


def to_redo(database: Path, *, memory_limit: str) -> LastCommand:
    """Return the command that ``redo`` would bring back.

    Raises ``DatabaseError`` when there is none to bring back, or the database or the version with it
    cannot be opened.
    """
    undone = undone_path(database)
    _refuse_link(undone)
    now = _loads(database, memory_limit)
    if not undone.is_file():
        raise DatabaseError(
            _(
                "Nothing to redo: no load of {path} is undone. What parx-tui load --undo has taken back can be "
                "brought back until the next load."
            ).format(path=database)
        )
    last = _last_command(now, _loads(undone, memory_limit))
    if last is None:
        raise DatabaseError(
            _(
                "{undone} is not the version of {path} with the load that was undone: one of the two has been "
                "replaced since. Both are left as they are."
            ).format(undone=undone, path=database)
        )
    return last


def undo(database: Path) -> None:
    """Put the version before the last load in the place of a database, which is kept for ``redo``.

    Raises ``UsageError`` when its folder cannot be written.
    """
    _exchange(database, previous_path(database), undone_path(database))


def redo(database: Path) -> None:
    """Put the version that was undone in the place of a database, which is kept for ``undo``.

    Raises ``UsageError`` when its folder cannot be written.
    """
    _exchange(database, undone_path(database), previous_path(database))


def _refuse_link(version: Path) -> None:
    """Raise ``DatabaseError`` for a link in the place of a version that is kept: anybody may have laid it."""
    if version.is_symlink():
        raise DatabaseError(
            _("{path} is a link, and not the version that a load kept. Remove it, or ask who put it there.").format(
                path=version
            )
        )


def _exchange(database: Path, version: Path, keep: Path) -> None:
    """Put a version in the place of a database, with the access that the database has, and keep that."""
    target = followed(database)
    with private_folder(target) as folder:
        try:
            give_access(target.stat(), version)
            take_place(version, target, keep=keep, folder=folder)
        except OSError as error:
            raise cannot_write(database, error) from error


def _last_command(before: tuple[LoadRecord, ...], after: tuple[LoadRecord, ...]) -> LastCommand | None:
    """Return the last command that loaded into a version, ``None`` when the other is not the one before it."""
    last_batch = max((load.batch_id for load in after), default=None)
    loads = tuple(load for load in after if load.batch_id == last_batch)
    return LastCommand(loads, before) if loads and after == (*before, *loads) else None


def _loads(path: Path, memory_limit: str) -> tuple[LoadRecord, ...]:
    """Return what a database records of its loads, in their order."""
    with open_database(path, memory_limit=memory_limit, is_to_be_loaded=True) as opened:
        rows = cast("list[tuple[Any, ...]]", opened.query("load_record").rows)
        return tuple(LoadRecord(*row) for row in rows)
