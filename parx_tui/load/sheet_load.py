"""One sheet on its way into the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from parx_tui.data.sqlfiles import filling
from parx_tui.load.formats import Sheet
from parx_tui.load.headers import Layout
from parx_tui.load.kinds import Kind, Refresh, Table
from parx_tui.load.matching.names import Names
from parx_tui.load.request import Request, SheetOutcome
from parx_tui.load.rows.rejection_messages import shown_text
from parx_tui.load.store.build import Builder
from parx_tui.load.store.upsert import upsert


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet that was recognised."""

    sheet: Sheet
    layout: Layout
    name: str


@dataclass(frozen=True, slots=True)
class SheetLoad:
    """A sheet that is loaded: where it goes, what is asked of it, and what becomes of it.

    ``source`` is the system that it comes from, ``batch`` the number of the command that loads it.
    """

    builder: Builder
    request: Request
    plan: Plan
    outcome: SheetOutcome
    names: Names
    source: str
    batch: int

    @property
    def kind(self) -> Kind:
        """What the rows are."""
        return self.plan.layout.kind

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection to the database in the making."""
        return self.builder.connection

    def one(self, select: str, *parameters: object) -> tuple[Any, ...]:
        """Return the only row of a SELECT."""
        return self.builder.one(select, *parameters)

    def land(self) -> None:
        """Land the rows that could be read in the tables of their kind; those that are merged do nothing yet."""
        if self.kind.is_merged:
            for table in self.kind.tables:
                self.builder.land_select(table.name, filling("extract", table.name).body)
        else:
            absent = {field.name for field in self.kind.fields} - self.plan.layout.columns.keys()
            counts = [upsert(self.connection, table, kept_columns=absent) for table in self._tables()]
            # What the rows of the first table did is what the rows of the file did.
            self.outcome.counts = counts[0]

    def _tables(self) -> list[Table]:
        """Return the tables that take the rows."""
        alone = [table for table in self.kind.tables if table.instead_if and self._tells(table.instead_if)]
        return alone[:1] or [table for table in self.kind.tables if not table.instead_if]

    def _tells(self, field: str) -> bool:
        """Whether any row tells a field."""
        return bool(self.one(f"select count({field}) from read_row")[0])

    def record(self) -> None:
        """Land the load itself, and what it rejected."""
        outcome = self.outcome
        values = {
            "load_id": outcome.load_id,
            "batch_id": self.batch,
            "kind": self.kind.name,
            "city_code": outcome.city_code,
            "source_system": self.source,
            "file_name": outcome.name,
            "sha256": outcome.checksum,
            "rows_read": outcome.rows_read,
            "rows_rejected": outcome.rows_rejected,
            "covered_from": outcome.covered_from,
            "covered_to": outcome.covered_to,
            "is_whole": self.request.is_whole,
            "is_synthetic": False,
            "loaded_at": self.request.now.replace(microsecond=0, tzinfo=None),
        }
        if not self.kind.is_merged:
            values |= {f"rows_{what}": outcome.counts[what] for what in ("loaded", "updated", "unchanged")}
        self.connection.execute(
            f"insert into landed_load ({', '.join(values)}) values ({', '.join('?' for _value in values)})",
            list(values.values()),
        )
        cells = outcome.rejected
        self.connection.execute(
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

    def refresh(self) -> None:
        """Have the ledger of the city, or of all cities, counted as a whole where more changes than filings."""
        if self.kind.refreshes is Refresh.CITY:
            self.connection.execute("insert into landed_recount values (?)", [self.outcome.city_code])
        elif self.kind.refreshes is Refresh.DATABASE:
            self.connection.execute("insert into landed_recount select code from landed_city")
