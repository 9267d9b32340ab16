"""Files to be loaded, as sheets of texts: workbooks, separated text, HTML tables, JSON and Parquet.

What a file is, is told by its content, never by its name (module ``recognise``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from parx_tui.load.formats.columnar import read_json, read_parquet
from parx_tui.load.formats.csv_file import read_text
from parx_tui.load.formats.excel import read_workbook
from parx_tui.load.formats.html import read_html, read_web_archive
from parx_tui.load.formats.recognise import Format, format_of
from parx_tui.load.formats.sheet import Row, Sheet, Span

__all__ = ["Row", "Sheet", "Span", "read_sheets"]

READERS: dict[Format, Callable[[Path], list[Sheet]]] = {
    Format.WORKBOOK: read_workbook,
    Format.PARQUET: read_parquet,
    Format.JSON: read_json,
    Format.HTML: read_html,
    Format.WEB_ARCHIVE: read_web_archive,
    Format.TEXT: read_text,
}


def read_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a file, one at least.

    Raises ``LoadError`` when the file cannot be opened or holds no table, with a sentence that names it.
    """
    return READERS[format_of(path)](path)
