"""The kind of table of each report that a screen shows."""

from __future__ import annotations

from parx_tui.ui.tables.coverage import CoverageTable
from parx_tui.ui.tables.drill import DrillTable
from parx_tui.ui.tables.filings import FilingsTable
from parx_tui.ui.tables.kind import TableKind
from parx_tui.ui.tables.loads import ChangesTable, LoadsTable, RejectsTable
from parx_tui.ui.tables.procedures import ProcedureListTable, ProceduresTable
from parx_tui.ui.tables.quality import CheckRowsTable, QualityTable
from parx_tui.ui.tables.quarantine import QuarantineTable
from parx_tui.ui.tables.reported import ReportedTable
from parx_tui.ui.tables.targets import TargetsTable

KINDS: dict[str, TableKind] = {
    "drill": DrillTable(),
    "compare": DrillTable(),
    "filings": FilingsTable(),
    "targets": TargetsTable(),
    "procedures": ProceduresTable(),
    "procedure_list": ProcedureListTable(),
    "reported": ReportedTable(),
    "quality": QualityTable(),
    "loads": LoadsTable(),
    "coverage_list": CoverageTable(),
    "rejects": RejectsTable(),
    "quarantine": QuarantineTable(),
    "changes": ChangesTable(),
    "check_rows": CheckRowsTable(),
}
