"""Writing the rows of a report, one module a format. Knows neither Textual nor Rich."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from parx_tui.data.database import Row
from parx_tui.files import replacing
from parx_tui.i18n import _
from parx_tui.labels import COLUMN_LABELS
from parx_tui.sanitize import clean

Writer = Callable[[Sequence[str], Sequence[Row], BinaryIO, bool], None]
"""Writes headers and rows to a stream; the last argument is true for a file, false for a pipe or terminal."""

FORMATS = ("csv", "tsv", "json", "md")


def write_rows(
    columns: Sequence[str],
    rows: Sequence[Row],
    stream: BinaryIO,
    *,
    format_name: str,
    labels: bool,
    to_file: bool,
    to_terminal: bool = False,
) -> None:
    """Write rows in one of ``FORMATS``, in UTF-8.

    With ``labels``, columns are headed with words in the language in use, else with their ids. On a terminal a row is
    a line, and every character one that can be seen; elsewhere only what a terminal acts upon is left out of a text,
    since a file or a pipe may end on one. JSON says everything as it is, with ``\\u`` before what is not to be seen.
    """
    if to_terminal and format_name != "json":
        rows = [tuple(clean(value) if isinstance(value, str) else value for value in row) for row in rows]
    headers = [_(COLUMN_LABELS[column]) for column in columns] if labels else list(columns)
    # Only the format asked for is imported: an export has no time to lose.
    writer: Writer = getattr(import_module(f"parx_tui.export.{format_name}_format"), f"write_{format_name}")
    writer(headers, rows, stream, to_file)


def export_to_file(
    columns: Sequence[str], rows: Sequence[Row], target: Path, *, format_name: str, labels: bool, force: bool
) -> None:
    """Write rows to a file, which is then whole, or not written at all.

    Raises ``UsageError`` when ``target`` exists and ``force`` is false, or may not be written.
    """
    with replacing(target, force=force) as part, part.open("wb") as stream:
        write_rows(columns, rows, stream, format_name=format_name, labels=labels, to_file=True)
