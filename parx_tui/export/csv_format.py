"""Comma-separated values, RFC 4180."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from parx_tui.data.database import Row
from parx_tui.export.value_text import guarded


def write_csv(headers: Sequence[str], rows: Sequence[Row], stream: BinaryIO, to_file: bool) -> None:
    """Write CSV; a file begins with a byte order mark, by which Excel knows that it is UTF-8."""
    if to_file:
        stream.write(codecs.BOM_UTF8)
    write_delimited(headers, rows, stream, delimiter=",")


def write_delimited(headers: Sequence[str], rows: Sequence[Row], stream: BinaryIO, *, delimiter: str) -> None:
    """Write headers and rows with a delimiter, quoted where needed, lines ending in CR LF."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(headers)
        writer.writerows([guarded(value) for value in row] for row in rows)
        text.flush()
    finally:
        text.detach()
