"""The reports: what each is, in one record beside its SQL."""

from __future__ import annotations

from dataclasses import dataclass

from parx_tui.data.drill import BY, DIMENSIONS, DrillPath
from parx_tui.data.names import nearest_or_all
from parx_tui.data.sqlfiles import SqlFile, file
from parx_tui.errors import UsageError
from parx_tui.i18n import N_, _

START = "drill"
"""The report that the program begins with; its screen is that of the counts."""

FILINGS_LIMIT = 500
ROWS_AT_ONCE = 500
"""Rows of a list that may be long; the keys for pages show the others."""

PROCEDURE_FILTERS = ("city", "level", "field", "service_level")
DRILL_KEYS = ("go_in", "go_out", "filter", "sort", "choose_dimension", "previous_period", "help")
LIST_KEYS = ("show_row", "go_out", "filter", "sort", "next_page", "export", "help")


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is besides its SQL: all that program and screen know of one report rather than another.

    What it takes: ``filters`` are the dimensions it can be filtered by. ``period`` is "needed" (the last complete
    one when none is given), "optional" or "none". ``periods`` and ``dimension`` say how it drills: ``by`` are the
    dimensions that ``--by`` may choose instead, and a ``dimension`` of ``None`` leaves it to that alone; ``ledger``
    is the one that it reads whatever the path. ``has_definition`` and ``has_text`` tell whether a definition and a
    text to filter by change it; a ``text_column`` is the one column whose codes the text names. ``limit`` is the
    number of rows when none is given.

    What it stands on: ``loads`` are the kinds of loads that it reads, ``None`` for all. ``covered`` is what a remark
    on days without data names: its "rows" by their first column, their "cities", the "scope", or "nothing" where
    each row tells it. ``empty`` is the remark on a page without rows.

    Beside others: ``singles`` is the report of the single things that its rows count, ``counted_by`` the report that
    counts its rows; ``counterpart`` has the same rows with other periods beside them, or without.

    On the screen: ``screen`` is the report with which the screen begins that shows it, empty where none does.
    ``title`` stands before the scope, ``noun`` says what the rows are. ``keys`` are the seven actions of the key
    line. ``rows_at_once`` is the most rows that the screen asks for, of a list that is worth opening only when it
    has any. ``has_gauges`` puts the shares of its scope above it.
    """

    filters: tuple[str, ...]
    period: str
    dimension: str | None = "total"
    by: tuple[str, ...] = ()
    periods: str = "named"
    ledger: str | None = None
    has_definition: bool = False
    has_text: bool = False
    text_column: str | None = None
    limit: int | None = None
    loads: tuple[str, ...] | None = ("filings",)
    covered: str = "nothing"
    empty: str = ""
    singles: str | None = None
    counted_by: str | None = None
    counterpart: str | None = None
    screen: str = ""
    title: str = ""
    noun: str = ""
    keys: tuple[str, ...] = ()
    rows_at_once: int | None = None
    has_gauges: bool = False

    @property
    def has_calendar(self) -> bool:
        """Whether the report looks at periods of a calendar."""
        return self.period != "none"

    @property
    def is_drilled(self) -> bool:
        """Whether the path alone says what its rows are, so that each row is a place in the drill-down itself."""
        return self.dimension is None

    @property
    def is_searched(self) -> bool:
        """Whether a text finds rows by what stands in any of their columns."""
        return self.has_text and self.text_column is None

    @property
    def counts_filings(self) -> bool:
        """Whether filings stand behind its figures."""
        return self.loads is None or "filings" in self.loads

    def listed_by(self, path: DrillPath) -> str | None:
        """Return what the rows are listed by: what ``path`` asks for where it may, else the report's own."""
        return path.by if path.by in self.by else self.dimension


REPORTS = {
    "drill": Report(
        filters=DIMENSIONS,
        period="needed",
        dimension=None,
        by=BY,
        has_definition=True,
        has_text=True,
        covered="rows",
        singles="filings",
        counterpart="compare",
        screen="drill",
        keys=DRILL_KEYS,
        has_gauges=True,
    ),
    "compare": Report(
        filters=DIMENSIONS,
        period="needed",
        dimension=None,
        by=BY,
        periods="compared",
        has_definition=True,
        has_text=True,
        covered="rows",
        singles="filings",
        counterpart="drill",
        screen="drill",
        keys=DRILL_KEYS,
        has_gauges=True,
    ),
    "gauges": Report(filters=DIMENSIONS, period="needed", periods="compared", has_definition=True, covered="rows"),
    "trend": Report(filters=DIMENSIONS, period="needed", periods="peers", has_definition=True, covered="rows"),
    "filings": Report(
        filters=DIMENSIONS,
        period="needed",
        has_text=True,
        limit=FILINGS_LIMIT,
        covered="scope",
        counted_by="drill",
        screen="drill",
        noun=N_("single filings"),
        keys=LIST_KEYS,
        has_gauges=True,
    ),
    "procedures": Report(
        filters=PROCEDURE_FILTERS,
        period="needed",
        dimension="level",
        by=("level", "service_level", "field"),
        has_text=True,
        loads=("procedures",),
        empty=N_("No list of procedures is loaded for this period."),
        screen="procedures",
        title=N_("Procedures"),
        keys=("go_in", "go_out", "choose_dimension", "previous_period", "filter", "export", "help"),
    ),
    "procedure_list": Report(
        filters=PROCEDURE_FILTERS,
        period="needed",
        has_text=True,
        loads=("procedures",),
        empty=N_("No list of procedures is loaded for this period."),
        screen="procedures",
        title=N_("Procedures"),
        keys=("show_row", "go_out", "filter", "sort", "copy_row", "export", "help"),
    ),
    "targets": Report(
        filters=("city", "level", "agency", "field"),
        period="optional",
        dimension="target",
        ledger="targets",
        has_definition=True,
        has_text=True,
        loads=("targets", "filings"),
        covered="cities",
        screen="targets",
        title=N_("Targets"),
        keys=("go_in", "show_drill", "show_row", "explain", "choose_definition", "export", "help"),
    ),
    "reported": Report(
        filters=("city", "level"),
        period="optional",
        dimension="figure",
        has_text=True,
        loads=("reported", "filings", "procedures"),
        screen="reported",
        title=N_("Reported figures"),
        keys=("show_row", "show_drill", "filter", "sort", "explain", "export", "help"),
    ),
    "returns": Report(
        filters=("city", "level", "agency"),
        period="needed",
        has_text=True,
        loads=("returns", "filings"),
        covered="rows",
    ),
    "loads": Report(
        filters=("city",),
        period="none",
        has_text=True,
        loads=None,
        screen="quality",
        title=N_("Loads"),
        keys=("go_in", "go_out", "show_row", "filter", "sort", "export", "help"),
    ),
    "rejects": Report(
        filters=("city",),
        period="none",
        has_text=True,
        loads=None,
        screen="quality",
        title=N_("Rejected rows"),
        keys=LIST_KEYS,
        rows_at_once=ROWS_AT_ONCE,
    ),
    "quarantine": Report(
        filters=("city", "level", "agency"),
        period="none",
        has_text=True,
        screen="quality",
        title=N_("Contradictions"),
        keys=LIST_KEYS,
        rows_at_once=ROWS_AT_ONCE,
    ),
    "changes": Report(
        filters=("city",),
        period="none",
        has_text=True,
        screen="quality",
        title=N_("Changes"),
        keys=LIST_KEYS,
        rows_at_once=ROWS_AT_ONCE,
    ),
    "coverage_list": Report(
        filters=("city",),
        period="optional",
        screen="quality",
        title=N_("Coverage"),
        keys=("show_row", "go_out", "choose_period", "sort", "explain", "export", "help"),
    ),
    "check_rows": Report(
        filters=(),
        period="none",
        has_text=True,
        text_column="check_name",
        loads=None,
        screen="quality",
        title=N_("Rules"),
        keys=("show_row", "go_out", "sort", "explain", "next_page", "export", "help"),
        rows_at_once=ROWS_AT_ONCE,
    ),
    "quality": Report(
        filters=(),
        period="none",
        has_text=True,
        loads=None,
        screen="quality",
        title=N_("Data quality"),
        keys=("go_in", "show_drill", "show_row", "explain", "sort", "export", "help"),
    ),
}

SCREENS = tuple(dict.fromkeys(report.screen for report in REPORTS.values() if report.screen))
"""The screens, each by the name of the report that it begins with."""


def report_file(name: str) -> SqlFile:
    """Return the SQL file of a report.

    Raises ``UsageError`` with the nearest names when there is no such report.
    """
    if name not in REPORTS:
        raise UsageError(
            _("There is no report {name}. Nearest: {names}. All of them: parx-tui reports").format(
                name=name, names=nearest_or_all(name, REPORTS)
            )
        )
    return file("reports", name)
