"""Handing sheets over to a builder, one load each."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from parx_tui.data.figures import count_text, date_text
from parx_tui.data.sqlfiles import file, filling
from parx_tui.errors import LoadError, UsageError
from parx_tui.i18n import _, language_in_use
from parx_tui.load.formats import Sheet
from parx_tui.load.formats.problems import telling_system_errors
from parx_tui.load.headers import Layout, covered_range
from parx_tui.load.kinds import Kind
from parx_tui.load.limits import likely_ends
from parx_tui.load.maps import OfficeMap
from parx_tui.load.matching.cities import find_city
from parx_tui.load.matching.names import Names
from parx_tui.load.matching.reader import NameScope
from parx_tui.load.progress import Progress, watched
from parx_tui.load.readers import field_readers, joints, known_indicators
from parx_tui.load.rejects import shown_text
from parx_tui.load.request import FutureEvents, Request, SheetOutcome
from parx_tui.load.returns.landing import ReturnSheet, land_return
from parx_tui.load.rows import SheetRows
from parx_tui.load.store.build import Builder
from parx_tui.load.store.upsert import lay_over
from parx_tui.load.values.figures import FigureTexts

TABLES = {
    "agencies": ("landed_agency", "landed_agency_lineage"),
    "procedures": ("landed_procedure", "landed_procedure_service"),
    "targets": ("landed_target", "landed_source_document"),
    "reported": ("landed_reported_figure", "landed_source_document"),
}
"""Landed tables of each kind of list; the rows of the first are counted."""

RECOUNTED = ("procedures", "agencies")
"""Kinds after which the ledger of their city is counted as a whole; a calendar concerns all cities."""

DAYS_BY_ROWS = {"filings": "covered_days", "procedures": "listed_days"}
"""Kinds whose rows tell which days they speak for, and the select of ``sql/03_extract`` by which they do."""

LISTED = (
    "agency",
    "agency_lineage",
    "city",
    "field",
    "procedure",
    "procedure_service",
    "reported_figure",
    "reporting_period",
    "source_document",
    "target",
    "unit_return",
    "working_day",
)
"""Tables whose rows come from lists and returns, or are new names in filings."""

PLACES = ("load_id", "figure_id", "target_id")
"""Columns that tell which load brought a row and where it stands, and nothing of what it says."""

USUAL_SOURCE = "mot-cua"


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet that was recognised."""

    sheet: Sheet
    layout: Layout
    name: str


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
        self._last_load, self._batch = self._one(
            "select coalesce(max(load_id), 0), coalesce(max(batch_id), 0) + 1 from landed_load"
        )

    def load(self, plan: Plan) -> SheetOutcome:
        """Read a sheet and land its rows."""
        kind = plan.layout.kind
        self._last_load += 1
        outcome = SheetOutcome(plan.name, kind.name, plan.layout, plan.sheet.encoding, self._last_load)
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
        names = self._names(city, outcome)
        step = _("Reading {name}").format(name=plan.name)
        with telling_system_errors(plan.sheet.path):
            likely_rows = _likely_rows(plan.sheet)
        with (
            ThreadPoolExecutor(max_workers=1) as beside,
            watched(self._progress, self._connection, step, likely_rows),
        ):
            # Its bytes are summed up on another core while its texts are looked at.
            checksum = beside.submit(_checksum, plan.sheet.path)
            rows = SheetRows(
                self._connection,
                plan.sheet,
                plan.layout,
                folder=self._folder,
                reach=self._progress.reach,
                unread=self._unread(plan.layout),
            )
            today = self._request.today
            indicators = known_indicators(self._connection)
            outcome.rejected = rows.read(
                field_readers(kind, names, indicators, office_map=self._map, today=today),
                joints(
                    plan.layout,
                    names,
                    FigureTexts(self._connection, indicators, today),
                    adds_units=self._request.adds_units,
                ),
            )
        with telling_system_errors(plan.sheet.path):
            outcome.checksum = checksum.result()
        (outcome.rows_read,) = self._one("select count(*) from raw_row")
        outcome.headings = rows.headings
        outcome.blank = frozenset(rows.blank)
        if kind.name == "filings":
            outcome.likely_ends = likely_ends(plan.sheet, plan.layout, outcome.blank, today)
        if outcome.rows_read and not outcome.blank.isdisjoint(plan.layout.columns.values()):
            outcome.uncalculated = plan.sheet.formulas_without_values()
        names.forget_unnamed()
        outcome.added |= names.added
        self._cover(outcome, plan, source)
        self._land(outcome, plan, names)
        self._record(outcome, source)
        return outcome

    def count(self, sheets: Sequence[SheetOutcome]) -> None:
        """Take over what became of the rows of filings, which is known once they are merged."""
        for sheet in sheets:
            if sheet.kind == "filings":
                loaded, updated, unchanged = self._one(
                    "select rows_loaded, rows_updated, rows_unchanged from load where load_id = ?", sheet.load_id
                )
                sheet.counts = Counter(loaded=loaded, updated=updated, unchanged=unchanged)

    def refuse_stale(self, sheets: Sequence[SheetOutcome]) -> None:
        """Raise ``LoadError`` when rows differ from what is known, and only a guess says that they are older.

        Tells on each sheet how many of its rows differ and are left because they are older.
        """
        for sheet in sheets:
            if sheet.kind == "filings":
                (sheet.rows_left,) = self._one(
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
        has_new_filings = any(
            sheet.counts["loaded"] or sheet.counts["updated"] for sheet in sheets if sheet.kind == "filings"
        )
        return (
            has_new_filings
            or bool(self._one("select count(*) from telling_load")[0])
            or any(self._is_changed(table) for table in LISTED)
        )

    def _is_changed(self, table: str) -> bool:
        """Whether a table holds other rows than in the database that is loaded into."""
        columns = [column[0] for column in self._connection.execute(f"from {table} limit 0").description or ()]
        told = ", ".join(column for column in columns if column not in PLACES)
        now, before = f"select {told} from {table}", f"select {told} from held_{table}"
        return bool(self._one(f"select exists(({now} except all {before}) union all ({before} except all {now}))")[0])

    def _city(self, kind: Kind, outcome: SheetOutcome) -> str | None:
        """Return the city that a sheet speaks for, landing a new one."""
        if kind.name == "calendar":
            return None
        asked = self._request.city or (self._map.city if self._map else None)
        code, name = find_city(self._connection, asked)
        if name is not None:
            self._connection.execute("insert into landed_city values (?, ?, ?)", [outcome.load_id, code, name])
            outcome.added.setdefault("cities", []).append(name)
        return code

    def _source(self, kind: Kind, city: str | None) -> str:
        """Return the system that filings come from; for other files the office itself."""
        asked = self._request.source or (self._map.source if self._map else None)
        if asked or kind.name != "filings":
            return asked or "office"
        known = [
            str(row[0])
            for row in self._connection.execute(
                "select distinct source_system from landed_load where kind = 'filings' and city_code = ? order by all",
                [city],
            ).fetchall()
        ]
        if len(known) > 1:
            raise UsageError(
                _("Say with --source which system the file comes from. In the database: {names}").format(
                    names=", ".join(known)
                )
            )
        return known[0] if known else USUAL_SOURCE

    def _unread(self, layout: Layout) -> tuple[str, ...]:
        """Return the fields of filings that say nothing beside the code of the procedure, unless it may be new."""
        has_code = layout.kind.name == "filings" and "procedure_code" in layout.columns
        return ("procedure_name", "field_code", "field_name") if has_code and not self._request.adds_procedures else ()

    def _names(self, city: str | None, outcome: SheetOutcome) -> Names:
        return Names(
            NameScope(
                self._connection,
                city or "",
                outcome.load_id,
                today=self._request.today,
                adds_units=self._request.adds_units,
                adds_procedures=self._request.adds_procedures,
                own_units=self._map.units if self._map else {},
            )
        )

    def _cover(self, outcome: SheetOutcome, plan: Plan, source: str) -> None:
        """Find out which days a sheet speaks for: as asked, as titled, as when loaded before, or as its rows tell.

        Nothing speaks for days to come, save returns of a period that has not ended.
        """
        told = self._titled(outcome, plan) or self._covered_before(outcome, source)
        outcome.covered_from = self._request.covered_from or (told[0] if told else None)
        outcome.covered_to = self._request.covered_to or (told[1] if told else None)
        if outcome.kind in DAYS_BY_ROWS and None in (outcome.covered_from, outcome.covered_to):
            outcome.is_guessed = True
            outcome.is_end_guessed = outcome.covered_to is None
            found = self._one(file("extract", DAYS_BY_ROWS[outcome.kind]).body)
            outcome.covered_from = outcome.covered_from or found[0]
            outcome.covered_to = outcome.covered_to or found[1]
        first, last = outcome.covered_from, outcome.covered_to
        if outcome.kind == "filings" and outcome.rows_read > outcome.rows_rejected and (first is None or last is None):
            raise LoadError(
                _(
                    "{name}: every day of receipt lies after today, {today}. Set the clock of this computer right, or "
                    "say with --from and --to which days the file speaks for."
                ).format(name=outcome.name, today=date_text(self._request.today))
            )
        if outcome.kind in DAYS_BY_ROWS and last is not None and last > self._request.today:
            raise LoadError(
                _(
                    "{name} would speak for days up to {day}, and today is {today}. Say with --to which day is its "
                    "last."
                ).format(name=outcome.name, day=date_text(last), today=date_text(self._request.today))
            )
        if first is not None and last is not None and first > last:
            raise LoadError(
                _("{name} would speak for {begin} to {end}; the last day must not be before the first.").format(
                    name=outcome.name, begin=date_text(first), end=date_text(last)
                )
            )
        if outcome.kind == "filings":
            (known_to,) = self._one(
                "select greatest(?::date, max(covered_to)) from landed_load where kind = 'filings' and city_code = ?",
                last,
                outcome.city_code,
            )
            self._connection.execute("set variable load_known_to = ?", [known_to])
            received, examples, closed = self._one(file("extract", "days_ahead").body)
            outcome.future = FutureEvents(known_to, received, examples or (), closed)

    def _titled(self, outcome: SheetOutcome, plan: Plan) -> tuple[date, date] | None:
        """Return the days that the titles name, up to today; ``None`` where the rows are about none of them."""
        told = covered_range(plan.layout.titles)
        if told is None or outcome.kind not in DAYS_BY_ROWS:
            return told
        first, last = told
        if outcome.kind == "filings":
            for name, day in (("load_titled_from", first), ("load_titled_to", last)):
                self._connection.execute(f"set variable {name} = ?", [day])
            (is_about,) = self._one(file("extract", "titled_days").body)
            if not is_about:
                return None
        last = min(last, self._request.today)
        return (first, last) if first <= last else None

    def _covered_before(self, outcome: SheetOutcome, source: str) -> tuple[date, date] | None:
        """Return the days that this very file spoke for when it was loaded last."""
        found = self._connection.execute(
            "select covered_from, covered_to from landed_load where sha256 = ? and file_name = ? and kind = 'filings' "
            "and city_code = ? and source_system = ? order by load_id desc limit 1",
            [outcome.checksum, outcome.name, outcome.city_code, source],
        ).fetchall()
        return found[0] if found else None

    def _land(self, outcome: SheetOutcome, plan: Plan, names: Names) -> None:
        """Land the rows that could be read."""
        if outcome.kind == "filings":
            for table in ("landed_filing", "landed_filing_pause"):
                self._builder.land_select(table, filling("extract", table).body)
        elif outcome.kind == "returns":
            outcome.counts, unknown = land_return(
                self._connection,
                ReturnSheet(
                    outcome.name,
                    plan.sheet.name,
                    plan.layout,
                    outcome.load_id,
                    outcome.city_code or "",
                    (outcome.covered_from, outcome.covered_to),
                    self._request.today,
                    outcome.checksum,
                    self._batch,
                ),
                names,
            )
            outcome.rejected += unknown
        else:
            absent = {field.name for field in plan.layout.kind.fields} - plan.layout.columns.keys()
            counted, *others = self._tables(outcome.kind)
            outcome.counts = lay_over(self._connection, counted, kept_columns=absent)
            for table in others:
                lay_over(self._connection, table, kept_columns=absent)
        if outcome.kind == "procedures":
            names.land_no_field()
        if outcome.kind in RECOUNTED:
            self._connection.execute("insert into landed_recount values (?)", [outcome.city_code])
        elif outcome.kind == "calendar":
            self._connection.execute("insert into landed_recount select code from landed_city")

    def _tables(self, kind: str) -> tuple[str, ...]:
        """Return the landed tables that the rows read go to."""
        if kind == "calendar":
            days = self._one("select count(day) from read_row")[0]
            return ("landed_holiday",) if days else ("landed_reporting_period",)
        return TABLES[kind]

    def _record(self, outcome: SheetOutcome, source: str) -> None:
        """Land the load itself, and what it rejected."""
        values = {
            "load_id": outcome.load_id,
            "batch_id": self._batch,
            "kind": outcome.kind,
            "city_code": outcome.city_code,
            "source_system": source,
            "file_name": outcome.name,
            "sha256": outcome.checksum,
            "rows_read": outcome.rows_read,
            "rows_rejected": outcome.rows_rejected,
            "covered_from": outcome.covered_from,
            "covered_to": outcome.covered_to,
            "is_whole": self._request.is_whole,
            "is_synthetic": False,
            "loaded_at": self._request.now.replace(microsecond=0, tzinfo=None),
        }
        if outcome.kind != "filings":
            values |= {f"rows_{what}": outcome.counts[what] for what in ("loaded", "updated", "unchanged")}
        self._connection.execute(
            f"insert into landed_load ({', '.join(values)}) values ({', '.join('?' for _value in values)})",
            list(values.values()),
        )
        cells = outcome.rejected
        self._connection.execute(
            "insert into landed_rejected_cell select ?, unnest(?::bigint[]), unnest(?::varchar[]), "
            "unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::varchar[])",
            [
                outcome.load_id,
                [cell.row_number for cell in cells],
                [cell.column for cell in cells],
                [shown_text(cell) for cell in cells],
                [cell.problem for cell in cells],
                [cell.hint for cell in cells],
            ],
        )

    def _one(self, select: str, *parameters: object) -> tuple[Any, ...]:
        """Return the only row of a SELECT."""
        row = self._connection.execute(select, list(parameters)).fetchone()
        if row is None:
            raise LookupError(select)
        return tuple(row)


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
