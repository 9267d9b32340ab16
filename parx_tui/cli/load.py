"""``parx-tui load`` and ``parx-tui init``: an office's own data."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from parx_tui.cli.progress import progress_for, tell_interrupted
from parx_tui.cli.rejected import refuse_list, show_rejected
from parx_tui.cli.sheet_messages import tell_left_out, tell_sheet, tell_unloaded
from parx_tui.config import sample_path
from parx_tui.data.figures import date_text
from parx_tui.data.names import folded
from parx_tui.errors import ExitCode, LoadError, UsageError
from parx_tui.i18n import _
from parx_tui.load.formats import read_sheets
from parx_tui.load.headers import find_layout
from parx_tui.load.kinds import KINDS
from parx_tui.load.maps import draft_map, read_map
from parx_tui.load.matching.cities import new_city
from parx_tui.load.pipeline import load_files
from parx_tui.load.request import LoadOutcome, RefusedLoadError, Request
from parx_tui.load.store.build import building
from parx_tui.load.store.publish import holding
from parx_tui.load.store.upgrade import is_outdated
from parx_tui.messages import tell, write_lines

DAY_FORMS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d")
"""How a day may be written on the command line."""


def run_load(request: Request, *, rejects: Path | None, is_quiet: bool) -> ExitCode:
    """Load files, and tell what became of them.

    Rows that were rejected are listed in ``rejects``, else beside the file, else beside the database.
    Returns ``ExitCode.FAILED`` when the files are loaded and that list could not be written.

    Raises what ``load_files`` raises, and ``UsageError`` when ``rejects`` may not be written.
    """
    refuse_sample(request.database)
    refuse_list(request, rejects)
    return _run(request, rejects=rejects, is_quiet=is_quiet)


def run_trial(request: Request, *, rejects: Path | None, is_quiet: bool) -> ExitCode:
    """Show how files would be read: the map of each on standard output, what would become of it on stderr.

    Rows that would be rejected are listed in ``rejects``; without it the first of them are shown on stderr.
    Where no database but the sample is chosen, the map is all.
    """
    refuse_list(request, rejects)
    if request.map_path is None:
        write_lines(_drafts(request))
    else:
        read_map(request.map_path)
    if _is_sample(request.database):
        if not is_quiet:
            tell(_("Nothing was compared: name the database of the office with --db."))
        return ExitCode.OK
    return _run(replace(request, is_trial=True), rejects=rejects, is_quiet=is_quiet)


def run_init(path: Path, cities: Sequence[str], *, force: bool, waits: bool, memory_limit: str) -> ExitCode:
    """Write an empty database."""
    named = [new_city(text) for text in cities]
    for parts in zip(*named, strict=True):
        if twice := [text for text, times in Counter(map(folded, parts)).items() if times > 1]:
            raise UsageError(
                _("--city names {text} twice; each city has a code and a name of its own.").format(text=twice[0])
            )
    with (
        holding(path, wait=waits, tell=tell),
        building(path, force=force, memory_limit=memory_limit) as builder,
    ):
        connection = builder.connection
        connection.execute(
            "insert into landed_load (load_id, kind, source_system, file_name, is_whole, is_synthetic, rows_loaded) "
            "values (1, 'cities', 'office', '', true, false, ?)",
            [len(named)],
        )
        for code, name in named:
            connection.execute("insert into landed_city values (1, ?, ?)", [code, name])
        builder.store()
    tell(_("Written: {path}. Next: parx-tui load FILE --db {path}").format(path=path))
    return ExitCode.OK


def day_argument(option: str, text: str | None) -> date | None:
    """Return the day that an option gives.

    Raises ``UsageError`` when it gives none.
    """
    if text is None:
        return None
    # A day alone proves no order of its numbers: unlike in a file, it is always the day that comes first.
    for written in DAY_FORMS:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), written).date()
    raise UsageError(_("{option} {text} is not a day; write it like 31/12/2022.").format(option=option, text=text))


def days_covered(begin: str | None, end: str | None) -> tuple[date | None, date | None]:
    """Return the days that --from and --to give.

    Raises ``UsageError`` when one gives none, or the first comes after the last.
    """
    first, last = day_argument("--from", begin), day_argument("--to", end)
    if first and last and first > last:
        raise UsageError(
            _("--from {begin} comes after --to {end}; exchange the two days.").format(
                begin=date_text(first), end=date_text(last)
            )
        )
    return first, last


def refuse_sample(database: Path) -> None:
    """Raise ``UsageError`` for the sample that comes with the program: real data has no place in it."""
    if _is_sample(database):
        raise UsageError(
            _("Say with --db which database to load into. Make an empty one with: parx-tui init office.duckdb")
        )


def _run(request: Request, *, rejects: Path | None, is_quiet: bool) -> ExitCode:
    """Load files or try to; return ``ExitCode.FAILED`` when only the list of rejected rows is missing."""
    # What is wrong with the database is told before the files are looked at.
    was_outdated = is_outdated(request.database, memory_limit=request.memory_limit)
    before = request.database.stat()
    try:
        with progress_for(sys.stderr, is_quiet=is_quiet) as progress:
            outcome = load_files(request, tell=tell, progress=progress)
    except RefusedLoadError as error:
        if not is_quiet:
            for sheet in error.sheets:
                tell_unloaded(sheet, request)
        show_rejected(request, error.sheets, rejects)
        raise
    except KeyboardInterrupt:
        already = _("Interrupted when the files were loaded into {path} already.")
        tell_interrupted(request.database, before, already=already)
        raise
    if not is_quiet:
        for sheet in outcome.sheets:
            tell_sheet(sheet, request)
        if was_outdated and outcome.is_published:
            tell(_("The database was of an earlier version; it is up to date now."))
            tell_left_out(outcome.left_out)
        if outcome.ends_undoing:
            tell(_("What was undone before can no longer be brought back: something else is loaded now."))
        tell(_end(request, outcome))
    if show_rejected(request, outcome.sheets, rejects):
        return ExitCode.OK
    if outcome.is_published:
        tell(_("The database keeps them: parx-tui --export rejects --db {path}").format(path=request.database))
    return ExitCode.FAILED


def _is_sample(database: Path) -> bool:
    """Tell whether a database is the sample, also under another name."""
    # What cannot be looked at is told when it is opened.
    with suppress(OSError):
        return database.samefile(sample_path())
    return False


def _drafts(request: Request) -> str:
    """Return the map of each sheet that needs one of its own: the first as it is, further ones as comments.

    So the whole is one valid map. Sheets that are recognised come before others.
    """
    kind = KINDS[request.kind] if request.kind else None
    drafts = []
    for path in request.paths:
        for sheet in read_sheets(path):
            try:
                layout = find_layout(sheet, kind)
            except LoadError:
                layout = None
            drafts.append((layout is None, draft_map(sheet, layout.kind if layout else kind, layout)))
    different: dict[str, str] = {}
    for _is_unknown, draft in sorted(drafts, key=lambda told: told[0]):
        # The first line names the sheet; what follows is all that maps differ in.
        name, _end_of_line, body = draft.partition("\n")
        different.setdefault(body, name)
    (first, name), *others = different.items()
    return "\n".join([f"{name}\n{first}", *(_commented(name, body) for body, name in others)])


def _commented(name: str, body: str) -> str:
    """Return a map as comments, under the line that names its sheet."""
    explained = _("Another map: save it as a file of its own, without the first # of each line below.")
    return "\n".join([name, f"# {explained}", *(f"# {line}".rstrip() for line in body.rstrip("\n").split("\n")), ""])


def _end(request: Request, outcome: LoadOutcome) -> str:
    """Return the last sentence."""
    if request.is_trial:
        return _("Tried only: {path} is as it was.").format(path=request.database)
    if not outcome.is_published:
        return _("Nothing new: {path} is as it was.").format(path=request.database)
    return _("Loaded into {path}. To take it back: parx-tui load --undo --db {path}").format(path=request.database)
