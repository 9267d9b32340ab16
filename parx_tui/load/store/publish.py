"""Taking the place of a database: one writer at a time, nothing left over, the version before kept.

Readers need none of this. They go on with the file that they opened, which lives as long as they do.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from parx_tui.errors import DatabaseError, UsageError
from parx_tui.files import LEFT_OVER, cannot_write, followed, former_name
from parx_tui.i18n import _

WAIT = 0.2
"""Seconds between two looks at whether another load has ended."""


def previous_path(database: Path) -> Path:
    """Return where the version before the last load of a database is kept."""
    database = database.resolve()
    return database.with_name(f"{database.name}.previous")


def undone_path(database: Path) -> Path:
    """Return where the version that ``undo`` took away is kept until the next load of a database."""
    database = database.resolve()
    return database.with_name(f"{database.name}.undone")


def forget_undone(database: Path) -> bool:
    """Remove the version that was undone, which no longer follows the present one; return whether there was one."""
    try:
        undone_path(database).unlink()
    except OSError:
        return False
    return True


@contextmanager
def holding(database: Path, *, wait: bool, tell: Callable[[str], None]) -> Iterator[None]:
    """Keep other loads away from a database in the block, and remove what broken-off ones left beside it.

    While another load holds it, ``tell`` is told by whom; with ``wait`` it is waited for.

    Raises ``DatabaseError`` when another load holds it and ``wait`` is false, or when what lies in the place of the
    lock is none; ``UsageError`` when its folder cannot be written, or the database is a link that must not be followed.
    """
    database = followed(database)
    path = database.with_name(f".{database.name}.lock")
    handle = _locked(path, database, wait=wait, tell=tell)
    try:
        _remove_left_overs(database)
        yield
    finally:
        # A file that stays without its lock keeps nobody away.
        with suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(handle)


def _locked(path: Path, database: Path, *, wait: bool, tell: Callable[[str], None]) -> int:
    """Return the handle of the lock file, locked for this process and bearing its number."""
    is_told = False
    while True:
        handle = _opened_lock(path, database)
        if handle is None:
            sentence = _("Another user is loading into {path}, or a load was broken off and left {lock}.").format(
                path=database, lock=path
            )
        elif holder := _holder(handle, database):
            os.close(handle)
            sentence = _("Process {holder} is loading into {path}.").format(holder=holder, path=database)
        else:
            # Whoever held it before may have removed the file between opening and locking it.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), path.stat()):
                    # On a full disk the number cannot be written; it only informs.
                    with suppress(OSError):
                        os.ftruncate(handle, 0)
                        os.write(handle, str(os.getpid()).encode())
                    return handle
            os.close(handle)
            continue
        if not wait:
            raise DatabaseError(f"{sentence} " + _("Try again when it has finished."))
        if not is_told:
            tell(f"{sentence} " + _("Waiting for it to finish; Ctrl+C stops waiting."))
            is_told = True
        time.sleep(WAIT)


def _holder(handle: int, database: Path) -> str | None:
    """Lock a file for this process, or return the number of the process that has locked it, "?" where it is unknown.

    Raises ``UsageError`` where files cannot be locked.
    """
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        told = os.read(handle, 20)
        return told.decode() if told.isdigit() else "?"
    except OSError as error:
        os.close(handle)
        raise UsageError(
            _("Cannot lock {path}: {reason}. Put the database on a disk of this computer.").format(
                path=database, reason=error.strerror or error
            )
        ) from error
    return None


def _opened_lock(path: Path, database: Path) -> int | None:
    """Return the handle of the lock file, which is made when it is not there; ``None`` for one of another user's own.

    Raises ``DatabaseError`` when it is a link or something else than a file; ``UsageError`` when it cannot be made.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    except OSError as error:
        if path.is_symlink() or path.is_dir():
            raise _no_lock(path) from error
        if isinstance(error, PermissionError) and path.exists():
            return None
        raise cannot_write(database, error) from error
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise _no_lock(path)
        if status.st_uid == os.geteuid():
            _share_lock(handle, path.parent.stat())
    except BaseException:
        os.close(handle)
        raise
    return handle


def _no_lock(path: Path) -> DatabaseError:
    """Return the error for what lies in the place of the lock and would be written to."""
    return DatabaseError(
        _("{lock} is not the lock that a load makes. Remove it, or ask who put it there.").format(lock=path)
    )


def _share_lock(handle: int, folder: os.stat_result) -> None:
    """Let those open a lock who may write in its folder, and so load and remove it too."""
    shared = 0 if folder.st_mode & stat.S_ISVTX else folder.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    # Where it cannot be shared, others wait until it is gone.
    with suppress(OSError):
        os.fchown(handle, -1, folder.st_gid)
        os.fchmod(handle, 0o600 | shared | shared << 1)


def _remove_left_overs(database: Path) -> None:
    """Remove what loads that were broken off left beside a database."""
    begin = f".{database.name}."
    with suppress(OSError):
        found = [
            path
            for path in database.parent.iterdir()
            if path.name.startswith(begin) and LEFT_OVER.fullmatch(path.name.removeprefix(begin))
        ]
        _forget_kept(database, found)
        for path in found:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _forget_kept(database: Path, left_over: Sequence[Path]) -> None:
    """Take back what was kept for a new version that never took the place of a database.

    Then what is kept is the database itself, or nothing yet; what bore the name before stands in a folder that is
    ``left_over``, if anything did.
    """
    for kept in (previous_path(database), undone_path(database)):
        former = [path / former_name(kept) for path in left_over if former_name(kept) in _names_in(path)]
        is_kept_in_vain = kept.exists() and database.exists() and kept.samefile(database)
        if former and (is_kept_in_vain or not kept.exists()):
            former[0].replace(kept)
        elif is_kept_in_vain:
            kept.unlink()


def _names_in(folder: Path) -> list[str]:
    """Return the names of what lies in a folder; none where it may not be looked into, or is no folder."""
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []
