"""``parx-tui reports``: what reports there are."""

from __future__ import annotations

from parx_tui.data.drill import option_name
from parx_tui.data.pages import shown_columns
from parx_tui.data.reports import REPORTS, report_file
from parx_tui.i18n import _
from parx_tui.messages import write_lines


def list_reports() -> None:
    """Write each report with its grain, its filters and its columns."""
    for name, report in REPORTS.items():
        view = report_file(name)
        write_lines(f"{name}: {_(view.grain)}")
        write_lines(
            "  "
            + _("filters: {names}").format(
                names=" ".join(f"--{option_name(dimension)}" for dimension in report.filters)
            )
        )
        columns = {column: view.columns[source] for column, source in shown_columns(view, "<by>").items()}
        width = max(len(column) for column in columns)
        for column, text in columns.items():
            write_lines(f"  {column:<{width}}  {_(text)}")
        write_lines("")
