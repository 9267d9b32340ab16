"""``parx-tui check``: the rows that break a rule."""

from __future__ import annotations

from parx_tui.cli.export import write_to_standard_output
from parx_tui.data.database import Database, Row
from parx_tui.data.remarks import is_made_up, made_up_remark
from parx_tui.data.sqlfiles import files
from parx_tui.errors import ExitCode
from parx_tui.i18n import _, ngettext
from parx_tui.messages import tell


def run_checks(database: Database, *, format_name: str) -> ExitCode:
    """Run every check and write the offending rows to standard output: without any, what a table without rows is.

    Returns ``FAILED`` when there are any, else ``OK``.
    """
    found: list[Row] = []
    for name, view in files("checks").items():
        rows = database.query(name).rows
        found.extend((name, *row) for row in rows)
        verdict = ngettext("{number} row", "{number} rows", len(rows)).format(number=len(rows)) if rows else _("fine")
        tell(f"{name}: {verdict}" + (f" - {_(view.grain)}" if rows else ""))
    write_to_standard_output(("check", "subject", "expected", "found"), found, format_name=format_name, labels=False)
    if is_made_up(database):
        tell(made_up_remark())
    return ExitCode.FAILED if found else ExitCode.OK
