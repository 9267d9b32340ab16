"""What a reader of a page must know beside its figures."""

from __future__ import annotations

from parx_tui.data.database import Database
from parx_tui.data.reports import Page
from parx_tui.i18n import _

MOST_NAMES = 5
"""How many names a remark lists."""


def remarks(database: Database, page: Page) -> list[str]:
    """Return what a reader of the page must know: rows left out, days not covered, made-up filings."""
    said = []
    if page.total > len(page.rows):
        said.append(_("{shown} of {total} rows; more with --limit N").format(shown=len(page.rows), total=page.total))
    if "coverage" in page.columns:
        by_coverage = {
            kind: [str(row[0]) for row in page.rows if row[page.columns.index("coverage")] == kind]
            for kind in ("part", "none")
        }
        if by_coverage["part"]:
            said.append(
                _("The loads cover the period only in part for: {names}").format(names=_some(by_coverage["part"]))
            )
        if by_coverage["none"]:
            said.append(
                _("The loads do not cover the period at all for: {names}").format(names=_some(by_coverage["none"]))
            )
    if page.report not in ("reported", "loads") and database.query("synthetic_load", limit=1).rows:
        said.append(_("The filings of this database are made up (sample data)."))
    return said


def _some(names: list[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    shown = ", ".join(name or "-" for name in names[:MOST_NAMES])
    return (
        shown
        if len(names) <= MOST_NAMES
        else _("{names} and {number} more").format(names=shown, number=len(names) - MOST_NAMES)
    )
