"""Handing sheets over to a builder, one load each."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from parx_tui.data.figures import count_text, date_text
from parx_tui.errors import LoadError, UsageError
from parx_tui.i18n import _, language_in_use
from parx_tui.load.coverage import find_coverage
from parx_tui.load.formats import Sheet
from parx_tui.load.formats.problems import telling_system_errors
from parx_tui.load.headers import Layout, OfficeMap
from parx_tui.load.kinds import KINDS, Kind
from parx_tui.load.limits import likely_ends
from parx_tui.load.matching.cities import find_city
from parx_tui.load.matching.names import Names
from parx_tui.load.matching.reader import NameScope
from parx_tui.load.progress import Progress, watched
from parx_tui.load.request import Request, SheetOutcome
from parx_tui.load.returns.landing import land_return
from parx_tui.load.rows.raw_rows import RawRows
from parx_tui.load.rows.readers import RowReaders
from parx_tui.load.rows.value_rows import read_rows
from parx_tui.load.sheet_load import Plan, SheetLoad
from parx_tui.load.store.build import Builder

LISTED = (
    *("city", "field"),
    *(table.stored for kind in KINDS.values() if not kind.is_merged for table in kind.tables),
)
"""Tables whose rows come from lists and returns, or are new names in filings."""

PLACES = ("load_id", "figure_id", "target_id")
"""Columns that tell which load brought a row and where it stands, and nothing of what it says."""


class Loader:
    """Hands sheets over to a builder, one load each."""

    def __init__(
        self, builder: Builder, request: Request, office_map: OfficeMap | None, progress: Progress, folder: Path
    ) -> None:
        self._builder = builder
        self._connection = builder.connection
        self._request = request
        self._map = office_map
        self._progress = progress
        self._folder = folder
        # An upgrade that comes with the load is of the same command, and is undone with it.
        self._last_load, self._batch = builder.one(
            "select coalesce(max(load_id), 0), coalesce(max(batch_id), 0) + ? from landed_load",
            0 if builder.is_upgrade else 1,
        )

    def load(self, plan: Plan) -> SheetOutcome:
        """Read a sheet and land its rows."""
        load = self._begun(plan)
        self._read(load)
        load.names.forget_unnamed()
        load.outcome.added |= load.names.added
        find_coverage(load)
        if load.kind.is_whole:
            land_return(load)
        else:
            load.land()
        load.names.land_no_field()
        load.refresh()
        load.record()
        return load.outcome

    def count(self, sheets: Sequence[SheetOutcome]) -> None:
        """Take over what became of rows that are merged, which is known only then."""
        for sheet in sheets:
            if sheet.kind.is_merged:
                loaded, updated, unchanged = self._builder.one(
                    "select rows_loaded, rows_updated, rows_unchanged from load where load_id = ?", sheet.load_id
                )
                sheet.counts = Counter(loaded=loaded, updated=updated, unchanged=unchanged)

    def refuse_stale(self, sheets: Sequence[SheetOutcome]) -> None:
        """Raise ``LoadError`` when rows differ from what is known, and only a guess says that they are older.

        Tells on each sheet how many of its rows differ and are left because they are older.
        """
        for sheet in sheets:
            if not sheet.kind.is_merged:
                continue
            (sheet.rows_left,) = self._builder.one(
                "select count(*) from filing_step where load_id = ? and is_left", sheet.load_id
            )
            if sheet.rows_left and sheet.is_end_guessed and sheet.covered_to:
                raise LoadError(
                    _(
                        "{name}: rows that differ from what is known, which is of a later day than {day}, "
                        "the last one in the file: {number}. Say with --to up to which day the file speaks: "
                        "rows of an earlier day than what is known change nothing."
                    ).format(
                        name=sheet.name,
                        number=count_text(sheet.rows_left, language_in_use()),
                        day=date_text(sheet.covered_to),
                    )
                )

    def is_new(self, sheets: Sequence[SheetOutcome]) -> bool:
        """Whether the database would say anything that it does not say yet: of rows, of days, of rejected cells."""
        has_new_rows = any(
            sheet.counts["loaded"] or sheet.counts["updated"] for sheet in sheets if sheet.kind.is_merged
        )
        return (
            has_new_rows
            or bool(self._builder.one("select count(*) from telling_load")[0])
            or any(self._is_changed(table) for table in LISTED)
        )

    def _begun(self, plan: Plan) -> SheetLoad:
        """Return the load of a sheet with its number, its city and its source, and have DuckDB know them."""
        kind = plan.layout.kind
        self._last_load += 1
        outcome = SheetOutcome(plan.name, kind, plan.layout, plan.sheet.encoding, self._last_load)
        city = outcome.city_code = self._city(kind, outcome)
        source = self._source(kind, city)
        for name, value in (
            ("load_id", outcome.load_id),
            ("load_city_code", city),
            ("load_document", plan.sheet.path.stem),
            ("load_today", self._request.today),
            ("load_tells_closing", bool({"completed_on", "withdrawn_on"} & plan.layout.columns.keys())),
        ):
            self._connection.execute(f"set variable {name} = ?", [value])
        scope = NameScope(
            self._connection,
            city or "",
            outcome.load_id,
            today=self._request.today,
            adds_units=self._request.adds_units,
            adds_procedures=self._request.adds_procedures,
            own_units=self._map.units if self._map else {},
        )
        return SheetLoad(self._builder, self._request, plan, outcome, Names(scope), source, self._batch)

    def _read(self, load: SheetLoad) -> None:
        """Make ``read_row`` of the rows of a sheet, and tell on it what was read."""
        plan, outcome = load.plan, load.outcome
        step = _("Reading {name}").format(name=plan.name)
        with telling_system_errors(plan.sheet.path):
            likely_rows = _likely_rows(plan.sheet)
        with (
            ThreadPoolExecutor(max_workers=1) as beside,
            watched(self._progress, self._connection, step, likely_rows),
        ):
            # Its bytes are summed up on another core while its texts are looked at.
            checksum = beside.submit(_checksum, plan.sheet.path)
            raw = RawRows(
                self._connection,
                plan.sheet,
                plan.layout,
                folder=self._folder,
                reach=self._progress.reach,
                unread=self._unread(plan.layout),
            )
            readers = RowReaders(
                self._connection,
                plan.layout,
                load.names,
                self._map,
                today=self._request.today,
                adds_units=self._request.adds_units,
            )
            outcome.rejected = read_rows(raw, readers)
        with telling_system_errors(plan.sheet.path):
            outcome.checksum = checksum.result()
        (outcome.rows_read,) = load.one("select count(*) from raw_row")
        outcome.headings = raw.headings
        outcome.blank = frozenset(raw.blank)
        outcome.likely_ends = likely_ends(plan.sheet, plan.layout, outcome.blank, self._request.today)
        if outcome.rows_read and not outcome.blank.isdisjoint(plan.layout.columns.values()):
            outcome.uncalculated = plan.sheet.formulas_without_values()

    def _is_changed(self, table: str) -> bool:
        """Whether a table holds other rows than in the database that is loaded into."""
        columns = [column[0] for column in self._connection.execute(f"from {table} limit 0").description or ()]
        told = ", ".join(column for column in columns if column not in PLACES)
        now, before = f"select {told} from {table}", f"select {told} from held_{table}"
        (is_changed,) = self._builder.one(
            f"select exists(({now} except all {before}) union all ({before} except all {now}))"
        )
        return bool(is_changed)

    def _city(self, kind: Kind, outcome: SheetOutcome) -> str | None:
        """Return the city that a sheet speaks for, landing a new one."""
        if not kind.has_city:
            return None
        asked = self._request.city or (self._map.city if self._map else None)
        code, name = find_city(self._connection, asked)
        if name is not None:
            self._connection.execute("insert into landed_city values (?, ?, ?)", [outcome.load_id, code, name])
            outcome.added.setdefault("cities", []).append(name)
        return code

    def _source(self, kind: Kind, city: str | None) -> str:
        """Return the system that rows to be merged come from, the one known of the city; else as is usual."""
        asked = self._request.source or (self._map.source if self._map else None)
        if asked or not kind.is_merged:
            return asked or kind.usual_source
        known = [
            str(row[0])
            for row in self._connection.execute(
                "select distinct source_system from landed_load where kind = ? and city_code = ? order by all",
                [kind.name, city],
            ).fetchall()
        ]
        if len(known) > 1:
            raise UsageError(
                _("Say with --source which system the file comes from. In the database: {names}").format(
                    names=", ".join(known)
                )
            )
        return known[0] if known else kind.usual_source

    def _unread(self, layout: Layout) -> tuple[str, ...]:
        """Return the fields that say nothing beside another one, unless they may be of a new procedure."""
        if self._request.adds_procedures:
            return ()
        redundant = layout.kind.redundant
        return tuple(name for other in redundant if other in layout.columns for name in redundant[other])


def _checksum(path: Path) -> str:
    """Return the checksum of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _likely_rows(sheet: Sheet) -> int | None:
    """Return about how many rows a text file has, by its first ones; ``None`` for another file."""
    if sheet.encoding is None or not sheet.preview:
        return None
    size = sum(len(",".join(cells).encode()) + 1 for _number, cells in sheet.preview) / len(sheet.preview)
    return int(sheet.path.stat().st_size / size)
