"""Loading files of an office into its database.

Each sheet is recognised, read, and handed over in the landed tables of a ``Builder`` that begins
with what the database holds. Nothing changes before all of it is written; then the new file takes
the place of the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from parx_tui.errors import LoadError
from parx_tui.files import private_folder
from parx_tui.i18n import _
from parx_tui.load.formats import read_sheets
from parx_tui.load.headers import find_layout
from parx_tui.load.kinds import KINDS
from parx_tui.load.limits import find_contradictions, refuse_missing_ends, refuse_too_many
from parx_tui.load.loader import Loader
from parx_tui.load.maps import OfficeMap, read_map
from parx_tui.load.progress import NoProgress, Progress, watched
from parx_tui.load.request import LoadOutcome, Request, SheetOutcome
from parx_tui.load.sheet_load import Plan
from parx_tui.load.store.build import building
from parx_tui.load.store.publish import forget_undone, holding, previous_path


class _NothingNew(Exception):  # noqa: N818 - it is no error
    """The block that builds is left without a new database."""


def load_files(request: Request, *, tell: Callable[[str], None], progress: Progress | None = None) -> LoadOutcome:
    """Load files into a database.

    ``tell`` gets sentences for the user while it works.

    Raises ``LoadError`` for a file that cannot be read or recognised, ``RefusedLoadError`` when it would leave too
    much of it aside, ``UsageError`` for options that make no sense, ``DatabaseError`` when the database cannot be
    loaded into; then it stays as it was.
    """
    shown = progress or NoProgress()
    office_map = read_map(request.map_path) if request.map_path else None
    plans = list(_recognised(request, office_map, tell))
    sheets: list[SheetOutcome] = []
    with holding(request.database, wait=request.waits, tell=tell):
        try:
            with (
                building(
                    request.database,
                    into=request.database,
                    keep=previous_path(request.database),
                    force=True,
                    memory_limit=request.memory_limit,
                ) as builder,
                private_folder(request.database.resolve()) as folder,
            ):
                # Told by DuckDB, shown by ``progress``.
                builder.connection.execute("set enable_progress_bar = true")
                builder.connection.execute("set enable_progress_bar_print = false")
                if builder.is_upgrade:
                    builder.record_upgrade(request.now)
                loader = Loader(builder, request, office_map, shown, folder)
                for plan in plans:
                    sheets.append(loader.load(plan))
                refuse_too_many(builder.connection, sheets, request.most_rejected)
                rows = sum(sheet.rows_read for sheet in sheets)
                with watched(shown, builder.connection, _("Comparing with what is known"), rows):
                    builder.fill()
                    loader.count(sheets)
                    loader.refuse_stale(sheets)
                    # What has to be known before anything is counted, which takes longest.
                    builder.derive("stg_filing")
                    find_contradictions(builder.connection, sheets)
                refuse_missing_ends(sheets, office_map)
                refuse_too_many(builder.connection, sheets, request.most_rejected)
                if request.is_trial or not (loader.is_new(sheets) or builder.is_upgrade):
                    raise _NothingNew
                with watched(shown, builder.connection, _("Counting"), rows):
                    builder.derive()
        except _NothingNew:
            return LoadOutcome(sheets, is_published=False)
        return LoadOutcome(
            sheets, is_published=True, ends_undoing=forget_undone(request.database), left_out=builder.left_out
        )


def _recognised(request: Request, office_map: OfficeMap | None, tell: Callable[[str], None]) -> Iterator[Plan]:
    """Yield the sheets of the files that hold something to load, those first that others need."""
    asked = KINDS[request.kind] if request.kind else None
    plans = []
    for path in request.paths:
        sheets = read_sheets(path)
        problems: list[tuple[str, LoadError]] = []
        for sheet in sheets:
            name = f"{path.name} [{sheet.name}]" if len(sheets) > 1 and sheet.name else path.name
            try:
                plans.append(Plan(sheet, find_layout(sheet, asked, office_map), name))
            except LoadError as error:
                problems.append((name, error))
        if len(problems) == len(sheets):
            raise problems[0][1]
        for name, problem in problems:
            tell(_("{name} is left out: {reason}").format(name=name, reason=problem))
    yield from sorted(plans, key=lambda plan: plan.layout.kind.load_order)
