"""What a reader of a page must know beside its figures."""

from __future__ import annotations

from parx_tui.data.database import Database
from parx_tui.data.names import some
from parx_tui.data.pages import Page
from parx_tui.data.reports import REPORTS
from parx_tui.i18n import _

MOST_NAMES = 5
"""How many names a remark lists."""


def remarks(database: Database, page: Page) -> list[str]:
    """Return what a reader of the page must know: days not covered, made-up filings."""
    # Where there is a column for it, each row says it of itself.
    made_up = [made_up_remark()] if "synthetic" not in page.columns and is_made_up(database) else []
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
    empty = REPORTS[page.report].empty
    if empty and not page.rows:
        said.append(_(empty))
    return said


def is_made_up(database: Database) -> bool:
    """Tell whether filings of the database are made up."""
    return bool(database.look_up("synthetic_load").rows)


def coverage_of_page(database: Database, page: Page) -> list[tuple[str, str]]:
    """Return name and coverage of what a page is about: of its rows, of their cities, or of its scope."""
    covered = REPORTS[page.report].covered
    if covered == "scope" or (not page.rows and page.terms.variables.get("ask_period") is not None):
        return [
            (str(name), str(coverage)) for name, coverage in database.query("scope_coverage", page.terms.variables).rows
        ]
    if covered == "nothing":
        return []
    name = page.columns.index("city") if covered == "cities" else 0
    place = page.columns.index("coverage")
    rows = [(str(row[name] or "-"), str(row[place])) for row in page.rows if row[place] is not None]
    return list(dict.fromkeys(rows))
