"""What a command was called with besides its own options, and the database that it opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

import click

from parx_tui.cli.options import Command
from parx_tui.config import (
    DEFAULT_MEMORY_LIMIT,
    Settings,
    choose_database,
    choose_memory_limit,
    place_of_database,
    remark_on,
)
from parx_tui.data.database import Database, open_database
from parx_tui.errors import DatabaseError
from parx_tui.i18n import _
from parx_tui.messages import tell
from parx_tui.signals import heeding_signals


@dataclass(frozen=True, slots=True)
class Invocation:
    """What a command was called with besides its own options: the settings, and the options before its name."""

    settings: Settings
    db: Path | None = None
    memory_limit: str | None = None

    def database(self, db: Path | None = None) -> Path:
        """Return the database that options, environment and configuration file choose."""
        return choose_database(db or self.db, self.settings)

    def limit(self, memory_limit: str | None = None, *, usual: str = DEFAULT_MEMORY_LIMIT) -> str:
        """Return the memory limit that options, environment and configuration file choose, else the usual one."""
        return choose_memory_limit(memory_limit or self.memory_limit, self.settings) or usual

    @contextmanager
    def opened(self, db: Path | None, memory_limit: str | None) -> Iterator[Database]:
        """Yield the database that is chosen; Ctrl+C stops what it is asked in the block."""
        path = self.database(db)
        self.tell_problem()
        with (
            open_database(path, memory_limit=self.limit(memory_limit)) as database,
            heeding_signals(database.interrupt),
        ):
            yield database

    def tell_problem(self) -> None:
        """Say that the configuration file cannot be read, when it cannot."""
        if remark := remark_on(self.settings):
            tell(remark)


def naming_database(command: Command) -> Command:
    """Have what is wrong with the database that is chosen told with the place that names it, if that is no option."""

    @wraps(command)
    def run(context: click.Context, /, *arguments: object, **options: object) -> object:
        try:
            return command(context, *arguments, **options)
        except DatabaseError as error:
            invocation: Invocation = context.obj
            place = place_of_database(invocation.settings)
            if options["db"] or invocation.db or place is None:
                raise
            raise DatabaseError(
                _("{problem} ({place} names the database.)").format(problem=error, place=place)
            ) from error

    return run
