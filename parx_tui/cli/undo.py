"""``parx-tui load --undo`` and ``--redo``: the last load taken back, and brought back again."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from parx_tui.cli.load import refuse_sample
from parx_tui.cli.progress import tell_interrupted
from parx_tui.cli.sheet_messages import MOST_NAMES
from parx_tui.data.database import open_database
from parx_tui.data.figures import count_text, date_text, value_text
from parx_tui.data.names import folded, some
from parx_tui.errors import DatabaseError, ExitCode
from parx_tui.i18n import _, language_in_use, ngettext
from parx_tui.load.kinds import KINDS
from parx_tui.load.store.publish import holding
from parx_tui.load.store.upgrade import is_outdated
from parx_tui.load.store.versions import LastCommand, LoadRecord, redo, to_redo, to_undo, undo
from parx_tui.messages import ask, tell


def run_undo(database: Path, *, waits: bool, is_quiet: bool, is_sure: bool, memory_limit: str) -> ExitCode:
    """Take the last load of a database back, and tell what it was.

    On a terminal it is asked first, unless ``is_sure`` or ``is_quiet``; returns ``ExitCode.FAILED``
    when the answer is no.

    Raises ``DatabaseError`` when there is nothing to take back, ``UsageError`` when it cannot be done.
    """
    already = _("Interrupted when the last load of {path} was taken back already.")
    with _telling_interruption(database, memory_limit, already=already):
        named: LastCommand | None = None
        if _is_on_terminal() and not is_sure and not is_quiet:
            # Other loads need not wait for the answer.
            with holding(database, wait=waits, tell=tell):
                named = to_undo(database, memory_limit=memory_limit)
            _tell_undoing(named)
            if not _is_yes(_("Take it back? [y/N]")):
                tell(_("Nothing was taken back: {path} is as it was.").format(path=database))
                return ExitCode.FAILED
        with holding(database, wait=waits, tell=tell):
            last = to_undo(database, memory_limit=memory_limit)
            if named is None:
                if not is_quiet:
                    _tell_undoing(last)
            elif named != last:
                raise DatabaseError(
                    _("{path} has been changed meanwhile. Nothing was taken back; run the command again.").format(
                        path=database
                    )
                )
            undo(database)
    if not is_quiet:
        tell(
            _("Undone: {path} is as it was before that load. {state}").format(path=database, state=_state(last.others))
        )
        tell(_("To bring it back, until the next load: parx-tui load --redo --db {path}").format(path=database))
        if is_outdated(database, memory_limit=memory_limit):
            sentence = _(
                "It is of an earlier version of the program again. Before it is opened: parx-tui upgrade {path}"
            )
            tell(sentence.format(path=database))
    return ExitCode.OK


def run_redo(database: Path, *, waits: bool, is_quiet: bool, memory_limit: str) -> ExitCode:
    """Bring back the load of a database that was undone, and tell what it is.

    Raises ``DatabaseError`` when there is nothing to bring back, ``UsageError`` when it cannot be done.
    """
    already = _("Interrupted when the load was brought back into {path} already.")
    with _telling_interruption(database, memory_limit, already=already), holding(database, wait=waits, tell=tell):
        last = to_redo(database, memory_limit=memory_limit)
        if not is_quiet:
            tell(_("This brings back the load of {moment}:").format(moment=_moment(last.loads)))
            _tell_loads(last.loads)
        redo(database)
    if not is_quiet:
        tell(_("Redone: {path} is as it was after that load.").format(path=database))
        tell(_("To take it back again: parx-tui load --undo --db {path}").format(path=database))
    return ExitCode.OK


@contextmanager
def _telling_interruption(database: Path, memory_limit: str, *, already: str) -> Iterator[None]:
    """Refuse what is no database of an office, and say after Ctrl+C in the block what has become of it."""
    refuse_sample(database)
    open_database(database, memory_limit=memory_limit, is_to_be_loaded=True).close()
    before = database.stat()
    try:
        yield
    except KeyboardInterrupt:
        tell_interrupted(database, before, already=already)
        raise


def _tell_undoing(last: LastCommand) -> None:
    """Name what is to be taken back."""
    tell(_("This takes back the load of {moment}:").format(moment=_moment(last.loads)))
    _tell_loads(last.loads)


def _tell_loads(loads: Sequence[LoadRecord]) -> None:
    """Name loads in a line each: the file, what its rows are, which days they cover, and how many there were."""
    language = language_in_use()
    for load in loads:
        if load.kind == "upgrade":
            tell(_("  the upgrade of the database to the version of this program"))
            continue
        loaded = ngettext("{number} row loaded", "{number} rows loaded", load.rows_loaded)
        parts = (
            _(KINDS[load.kind].noun) if load.kind in KINDS else "",
            _days(load),
            loaded.format(number=count_text(load.rows_loaded, language)),
            _("{number} updated").format(number=count_text(load.rows_updated, language)),
        )
        tell(f"  {load.file_name} ({', '.join(filter(None, parts))})")


def _days(load: LoadRecord) -> str:
    """Return which days a load covers, in words; nothing when it tells none."""
    begin, end = (date_text(day) if day else "" for day in (load.covered_from, load.covered_to))
    if begin and end:
        return _("{begin} to {end}").format(begin=begin, end=end)
    if end:
        return _("up to {end}").format(end=end)
    return _("from {begin} on").format(begin=begin) if begin else ""


def _moment(loads: Sequence[LoadRecord]) -> str:
    """Return when a command loaded, which all its loads tell alike."""
    return value_text(loads[-1].loaded_at, language_in_use())


def _state(loads: Sequence[LoadRecord]) -> str:
    """Return the sentence that says which load of these is the last one."""
    last = [load for load in loads if load.batch_id == loads[-1].batch_id]
    if not last or last[-1].loaded_at is None:
        return _("No file is loaded into it now.")
    if last[-1].kind == "upgrade":
        return _("What was done last is now its upgrade of {moment}.").format(moment=_moment(last))
    names = some(list(dict.fromkeys(load.file_name for load in last if load.file_name)), MOST_NAMES, "; ")
    return _("Its last load now is that of {moment}: {names}.").format(moment=_moment(last), names=names)


def _is_on_terminal() -> bool:
    """Whether somebody can be asked, and sees the question."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _is_yes(question: str) -> bool:
    """Ask on the terminal until the answer is yes or no; no answer is a no."""
    yes, no = (folded(words).split() for words in (_("y yes"), _("n no")))
    while True:
        ask(question)
        try:
            line = sys.stdin.buffer.readline().decode("utf-8", "replace")
        except KeyboardInterrupt:
            tell("")
            raise
        if not line:
            tell("")
        answer = folded(line)
        if answer in yes:
            return True
        if answer in ("", *no):
            return False
        tell(_("Answer y for yes, or n for no."))
