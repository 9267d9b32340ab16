"""Files to be loaded, as sheets of texts: workbooks, separated text, HTML tables, JSON and Parquet.

What a file is, is told by its content, never by its name (module ``recognise``). A format is a module that reads it,
with the ``Format`` that says so, and its name below.
"""

from __future__ import annotations

from pathlib import Path

from parx_tui.load.formats.columnar import JSON, PARQUET
from parx_tui.load.formats.csv_file import SEPARATED
from parx_tui.load.formats.excel import WORKBOOK
from parx_tui.load.formats.html import HTML, WEB_ARCHIVE
from parx_tui.load.formats.recognise import format_of
from parx_tui.load.formats.sheet import Row, Sheet, Span

__all__ = ["Row", "Sheet", "Span", "read_sheets"]

FORMATS = (WORKBOOK, PARQUET, JSON, WEB_ARCHIVE, HTML, SEPARATED)
"""The formats that can be read. A text is of the first that takes it: almost any could be separated text."""


def read_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a file, one at least.

    Raises ``LoadError`` when the file cannot be opened or holds no table, with a sentence that names it.
    """
    return format_of(path, FORMATS).read(path)
