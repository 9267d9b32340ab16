"""Writing a file so that it is either whole or absent."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from parx_tui.errors import UsageError
from parx_tui.i18n import _

LEFT_OVER = re.compile(r"[^.]{8}\.(part(\.wal|\.tmp)?|spill|work|previous)")
"""Names of what is beside a file while it is written, after ".<name of the file>."."""


@contextmanager
def replacing(target: Path, *, force: bool, keep: Path | None = None) -> Iterator[Path]:
    """Yield the path of a new, empty file beside ``target``; rename it over ``target`` at the end.

    Only the owner may read or write the file (mode 0600). The file that it takes the place of is
    kept as ``keep``, if that is given. When the block fails, the new file is removed and ``target``
    stays as it was.

    Raises ``UsageError`` when ``target`` exists and ``force`` is false, or when its folder
    cannot be written.
    """
    import tempfile

    refuse_existing(target, force=force)
    # The file that a link names is replaced, not the link.
    target = target.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise cannot_write(target, error) from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _synchronise(part)
        refuse_existing(target, force=force)
        if keep is not None:
            _keep(target, keep, part.with_suffix(".previous"))
        part.replace(target)
        synchronise_folder(target.parent)
        if keep is not None:
            # Someone else may own it, whose decision it is.
            with suppress(OSError):
                keep.chmod(0o600)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


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


def _keep(path: Path, kept: Path, part: Path) -> None:
    """Give a file a second name, which may be taken already; ``part`` is a name on the way."""
    try:
        try:
            os.link(path, part)
        except OSError:
            # Not every disk knows second names.
            part.touch(0o600)
            shutil.copyfile(path, part)
            _synchronise(part)
        part.replace(kept)
    finally:
        # It stays where both are names of one file: a load was broken off when it had got this far.
        with suppress(OSError):
            part.unlink(missing_ok=True)


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
