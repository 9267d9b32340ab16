"""``--export``: a report into a file or onto standard output, what is worth knowing about it onto stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from parx_tui.data.database import Database, Row
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.data.remarks import remarks
from parx_tui.errors import UsageError
from parx_tui.export import export_to_file, write_rows
from parx_tui.files import cannot_write, refuse_existing
from parx_tui.i18n import Language, _
from parx_tui.messages import tell


def export_report(
    database: Database,
    question: Question,
    *,
    target: Path | None,
    force: bool,
    format_name: str,
    labels: bool,
    language: Language,
) -> None:
    """Write a report to ``target``, or to standard output when it is ``None``.

    Raises ``UsageError`` when the file may not be written, and what ``run_report`` raises.
    """
    if target is not None:
        # Said before the query runs, not after it.
        database.refuse_as_target(target)
        refuse_existing(target, force=force)
    page = run_report(database, question, language=language)
    if target is None:
        write_to_standard_output(page.columns, page.rows, format_name=format_name, labels=labels)
    else:
        export_to_file(page.columns, page.rows, target, format_name=format_name, labels=labels, force=force)
    if page.total > question.offset + len(page.rows):
        said = _("{shown} of {total} rows; more with --limit N").format(shown=len(page.rows), total=page.total)
        tell(said)
    for remark in remarks(database, page):
        tell(remark)


def write_to_standard_output(columns: Sequence[str], rows: Sequence[Row], *, format_name: str, labels: bool) -> None:
    """Write rows to standard output.

    Raises ``UsageError`` when it is closed or full; ``BrokenPipeError`` when nobody reads it any more.
    """
    if sys.stdout is None:
        raise UsageError(_("Standard output is closed; name a file with -o."))
    try:
        write_rows(
            columns,
            rows,
            sys.stdout.buffer,
            format_name=format_name,
            labels=labels,
            to_file=False,
            to_terminal=sys.stdout.isatty(),
        )
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write(Path("-"), error) from error
