"""A Markdown table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import BinaryIO

from parx_tui.data.database import Row
from parx_tui.export.value_text import plain


def write_md(headers: Sequence[str], rows: Sequence[Row], stream: BinaryIO, to_file: bool) -> None:
    """Write a table; columns of numbers are set to the right."""
    numeric = [any(_is_number(row[place]) for row in rows) for place in range(len(headers))]
    lines = [
        _line(headers),
        _line(["---:" if is_number else "---" for is_number in numeric]),
        *(_line([plain(value) for value in row]) for row in rows),
    ]
    stream.write(("\n".join(lines) + "\n").encode())


def _is_number(value: object) -> bool:
    """Tell counts and shares from everything else."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _line(cells: Sequence[str]) -> str:
    """Return one row of the table; a bar or a line break inside a cell must not end it."""
    escaped = (cell.replace("\\", "\\\\").replace("|", "\\|").replace("\r", " ").replace("\n", " ") for cell in cells)
    return "| " + " | ".join(escaped) + " |"
