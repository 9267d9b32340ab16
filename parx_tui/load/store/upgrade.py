"""Bringing a database of an earlier version to the tables and marts of this one, with all that it holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from parx_tui.data.database import SCHEMA_VERSION, open_database
from parx_tui.i18n import _
from parx_tui.load.progress import Progress, watched
from parx_tui.load.store.build import building
from parx_tui.load.store.migration import LeftOut
from parx_tui.load.store.publish import forget_undone, previous_path


def is_outdated(database: Path, *, memory_limit: str) -> bool:
    """Whether a database has the tables of an earlier version that this program can bring up to date.

    Raises what ``open_database`` raises, for a version that it cannot bring up to date as well.
    """
    with open_database(database, memory_limit=memory_limit, is_to_be_loaded=True) as opened:
        return opened.schema_version < SCHEMA_VERSION


def upgrade_database(database: Path, *, now: datetime, memory_limit: str, progress: Progress) -> list[LeftOut]:
    """Write a database anew in this version, in the place of the old one, which is kept as the version before.

    It is a load like any other, with a number of its own and no rows; ``now`` is its time. The database must be
    held (``publish.holding``).

    Returns the rows that find no place in this version. Raises what ``building`` raises; then the database is as it
    was.
    """
    with building(
        database, into=database, keep=previous_path(database), force=True, memory_limit=memory_limit
    ) as builder:
        builder.record_upgrade(now)
        with watched(progress, builder.connection, _("Counting"), None):
            builder.store()
    forget_undone(database)
    return builder.left_out
