"""Writing a file so that it is either whole or absent."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from parx_tui.errors import UsageError
from parx_tui.i18n import _

LEFT_OVER = re.compile(r"[^.]{8}\.(part(\.wal|\.tmp)?|spill|work|previous)")
"""Names of what is beside a file while it is written, after ".<name of the file>."."""

MOST_LINKS = 40
"""Links that lead to a file, one after the other; the system follows no more either."""

GROUP, OTHERS = stat.S_IRWXG, stat.S_IRWXO


@contextmanager
def replacing(target: Path, *, force: bool, keep: Path | None = None) -> Iterator[Path]:
    """Yield the path of a new, empty file; move it to ``target`` at the end.

    It is made in a folder beside ``target`` that only its owner may look into, so that nobody else can put
    anything in its way. A file that it takes the place of gives it its owner, group and mode, as far as the system
    lets it; a new one is for its owner only (mode 0600). The file that it takes the place of is kept as ``keep``, if
    that is given. When the block fails, the new file is removed and ``target`` stays as it was.

    Raises ``UsageError`` when ``target`` exists and ``force`` is false, is a link that must not be followed
    (``followed``), or when its folder cannot be written.
    """
    refuse_existing(target, force=force)
    # The file that a link names is replaced, not the link.
    target = followed(target)
    with private_folder(target) as folder:
        part = folder / "part"
        try:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            yield part
            _give_access_of(target, part)
            _synchronise(part)
            refuse_existing(target, force=force)
            take_place(part, target, keep=keep, folder=folder)
        except OSError as error:
            raise cannot_write(target, error) from error


@contextmanager
def private_folder(target: Path) -> Iterator[Path]:
    """Yield a new folder beside a file that only its owner may look into, and remove it with all that it holds.

    Raises ``UsageError`` when the folder of ``target`` cannot be written.
    """
    import tempfile

    try:
        folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".work"))
    except OSError as error:
        raise cannot_write(target, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def followed(path: Path) -> Path:
    """Return the file that a path names, which need not exist, through links that may lead a writer elsewhere.

    Those are links that the user, the owner of the folder in which they lie or the administrator made. In a folder of
    several users anybody may lay a link under a name that is about to be written.

    Raises ``UsageError`` for any other link.
    """
    try:
        for _number in range(MOST_LINKS):
            if not path.is_symlink():
                return path.resolve()
            if path.lstat().st_uid not in (os.geteuid(), path.parent.stat().st_uid, 0):
                raise UsageError(
                    _("{path} is a link that another user made, and is not followed. Name the file itself.").format(
                        path=path
                    )
                )
            path = path.parent / path.readlink()
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    except OSError as error:
        raise cannot_write(path, error) from error


def give_access(like: os.stat_result, path: Path) -> None:
    """Give a file owner, group and mode of another, as far as the system lets it; nobody else gets to read it.

    Only the administrator may give a file to another user. Where its group cannot be given, what the group may do is
    left to those who may do it anyhow.
    """
    mode = stat.S_IMODE(like.st_mode) & (stat.S_IRWXU | GROUP | OTHERS)
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        with suppress(OSError):
            os.fchown(handle, like.st_uid, -1)
        try:
            os.fchown(handle, -1, like.st_gid)
        except OSError:
            mode &= ~GROUP | (mode & OTHERS) << 3
        with suppress(OSError):
            os.fchmod(handle, mode)
    finally:
        os.close(handle)


def take_place(new: Path, target: Path, *, keep: Path | None, folder: Path) -> None:
    """Rename ``new`` over ``target``; the file whose place it takes is kept as ``keep``, if that is given.

    ``folder`` is a private one beside ``target``, for what is on its way.

    Raises ``OSError`` when it cannot be done, ``UsageError`` when ``keep`` is a folder; all three are then as they
    were.
    """
    if keep is None:
        new.replace(target)
        synchronise_folder(target.parent)
        return
    if keep.is_dir() and not keep.is_symlink():
        raise cannot_write(keep, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    former = folder / former_name(keep)
    is_first = not keep.exists()
    try:
        if not is_first:
            try:
                os.link(keep, former)
            except OSError:
                # Not every disk knows second names, and not every file may be given one.
                keep.replace(former)
        _keep(target, keep, folder / "previous")
        new.replace(target)
    except BaseException:
        # A signal may be heard when the new file has just taken its place.
        if new.exists():
            with suppress(OSError):
                if is_first:
                    keep.unlink(missing_ok=True)
                else:
                    former.replace(keep)
        raise
    synchronise_folder(target.parent)


def former_name(keep: Path) -> str:
    """Return the name, in a private folder, of what bore the name ``keep`` until something else is kept there."""
    return f"former{keep.suffix}"


def refuse_existing(target: Path, *, force: bool) -> None:
    """Raise ``UsageError`` when ``target`` may not be written over."""
    try:
        if target.is_dir():
            raise UsageError(_("{path} is a folder; name a file to write.").format(path=target))
        if target.exists() and not target.is_file():
            raise UsageError(_("{path} is not a file that can be written whole; name another.").format(path=target))
        if target.exists() and not force:
            raise UsageError(
                _("{path} already exists; choose another name or add --force to write over it.").format(path=target)
            )
    except OSError as error:
        raise cannot_write(target, error) from error


def cannot_write(target: Path, error: OSError) -> UsageError:
    """Return the error that says why ``target`` could not be written."""
    return UsageError(
        _("Cannot write {path}: {reason}. Choose a folder where you may write.").format(
            path=target, reason=error.strerror or error
        )
    )


def _give_access_of(target: Path, part: Path) -> None:
    """Give a file the access that another one has, if that exists."""
    with suppress(FileNotFoundError):
        give_access(target.stat(), part)


def _keep(path: Path, kept: Path, part: Path) -> None:
    """Give a file a second name, which may be taken already; ``part`` is a name on the way."""
    try:
        os.link(path, part)
    except OSError:
        # Not every disk knows second names, and not every file may be given one.
        shutil.copyfile(path, part)
        _give_access_of(path, part)
        _synchronise(part)
    try:
        part.replace(kept)
    except OSError as error:
        raise cannot_write(kept, error) from error


def synchronise_folder(path: Path) -> None:
    """Make sure that the names in a folder are on the disk, where the system can."""
    # What was done is done, and survives all but a loss of power.
    with suppress(OSError):
        _synchronise(path)


def _synchronise(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
