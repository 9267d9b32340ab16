"""What a reader of a page must know beside its figures."""

from __future__ import annotations

from parx_tui.data.database import Database
from parx_tui.data.names import some
from parx_tui.data.reports import Page
from parx_tui.i18n import _

MOST_NAMES = 5
"""How many names a remark lists."""


def remarks(database: Database, page: Page) -> list[str]:
    """Return what a reader of the page must know: days not covered, made-up filings."""
    # In a list of loads each row says it of itself.
    made_up = [made_up_remark()] if page.report != "loads" and is_made_up(database) else []
    return [*gaps(database, page), *made_up]


def made_up_remark() -> str:
    """Return the sentence that says that the filings are made up."""
    return _("The filings of this database are made up (sample data).")


def gaps(database: Database, page: Page) -> list[str]:
    """Return what the loads do not know of what a page is about."""
    said = []
    covered = coverage_of_page(database, page)
    if part := [name for name, coverage in covered if coverage == "part"]:
        said.append(_("The loads cover the period only in part for: {names}").format(names=some(part, MOST_NAMES)))
    if none := [name for name, coverage in covered if coverage == "none"]:
        said.append(_("The loads do not cover the period at all for: {names}").format(names=some(none, MOST_NAMES)))
    if page.report in ("procedures", "procedure_list") and not page.rows:
        said.append(_("No list of procedures is loaded for this period."))
    return said


def is_made_up(database: Database) -> bool:
    """Tell whether filings of the database are made up."""
    return bool(database.look_up("synthetic_load").rows)


def coverage_of_page(database: Database, page: Page) -> list[tuple[str, str]]:
    """Return name and coverage of what a page is about: of its rows, of its targets' cities, or of its scope."""
    if page.report == "filings" or (not page.rows and page.asked.variables.get("ask_period") is not None):
        return [
            (str(name), str(coverage)) for name, coverage in database.query("scope_coverage", page.asked.variables).rows
        ]
    # These rows are of many periods, and each says for itself what is known of it.
    if page.report in ("reported", "coverage_list") or "coverage" not in page.columns:
        return []
    name = page.columns.index("city") if page.report == "targets" else 0
    place = page.columns.index("coverage")
    rows = [(str(row[name] or "-"), str(row[place])) for row in page.rows if row[place] is not None]
    return list(dict.fromkeys(rows))
