"""The sentences about files that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parx_tui.errors import LoadError
from parx_tui.i18n import _


def cannot_open(path: Path, error: OSError) -> LoadError:
    """Return the error that says why the system does not let a file be read."""
    return LoadError(_("Cannot open {path}: {reason}").format(path=path, reason=error.strerror or error))


def damaged(path: Path) -> LoadError:
    """Return the error for a file that is not as its program wrote it."""
    return LoadError(_("{path} is damaged or cut short. Export or copy it again.").format(path=path))


def protected(path: Path) -> LoadError:
    """Return the error for a file that opens with a password only."""
    return LoadError(_("{path} is protected by a password. Save it without one.").format(path=path))


def holds_no_rows(path: Path) -> LoadError:
    """Return the error for a file in which no cell holds anything."""
    return LoadError(_("{path} holds no rows.").format(path=path))


def too_long_cell(path: Path, row: int) -> LoadError:
    """Return the error for a cell that cannot be one."""
    return LoadError(
        _(
            "{path}, row {row}: a cell is longer than a million characters. Shorten it, or export the file again."
        ).format(path=path, row=row)
    )


@contextmanager
def telling_system_errors(path: Path) -> Iterator[None]:
    """Turn the system's errors inside the block into ``LoadError``."""
    try:
        yield
    except OSError as error:
        raise cannot_open(path, error) from error
