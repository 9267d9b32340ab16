"""``parx-tui upgrade``: a database of an earlier version, brought up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from parx_tui.cli.load import refuse_sample
from parx_tui.cli.progress import progress_for
from parx_tui.clock import now
from parx_tui.errors import ExitCode
from parx_tui.i18n import _
from parx_tui.load.store.publish import holding
from parx_tui.load.store.upgrade import is_outdated, upgrade_database
from parx_tui.messages import tell


def run_upgrade(database: Path, *, waits: bool, memory_limit: str) -> ExitCode:
    """Bring a database up to date, and say what became of it."""
    refuse_sample(database)
    is_outdated(database, memory_limit=memory_limit)
    with holding(database, wait=waits, tell=tell):
        # Another one may have brought it up to date while this one waited.
        if not is_outdated(database, memory_limit=memory_limit):
            tell(_("Nothing to do: {path} is up to date.").format(path=database))
            return ExitCode.OK
        with progress_for(sys.stderr, is_quiet=False) as progress:
            upgrade_database(database, now=now(), memory_limit=memory_limit, progress=progress)
    tell(_("Up to date: {path}. To take it back: parx-tui load --undo --db {path}").format(path=database))
    return ExitCode.OK
