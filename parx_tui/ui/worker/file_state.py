"""Which file stands at a path, so that one put in its place is noticed."""

from __future__ import annotations

from pathlib import Path

FileState = tuple[int, int, int]


def file_state(path: Path) -> FileState | None:
    """Return what tells one file at a path from another, ``None`` when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
