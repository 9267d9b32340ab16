"""docs/reports.md, made from the headers of the reports: ``python -m tests.reports_page`` writes it."""

from __future__ import annotations

from pathlib import Path

from parx_tui.data.reports import REPORTS, report_file, shown_columns

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reports.md"


def reports_page() -> str:
    """Return the page as the headers say it."""
    lines = [
        "# Reports",
        "",
        "What `parx-tui reports` prints; made from the headers of `sql/15_reports` by `make page`.",
        "",
    ]
    for name in REPORTS:
        view = report_file(name)
        lines += [f"## {name}", "", view.grain, "", "| column | meaning |", "| --- | --- |"]
        lines += [f"| `{column}` | {view.columns[source]} |" for column, source in shown_columns(view, "<by>").items()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(reports_page(), "utf-8")
