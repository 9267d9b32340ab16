"""Tab-separated values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from parx_tui.data.database import Row
from parx_tui.export.csv_format import write_delimited


def write_tsv(headers: Sequence[str], rows: Sequence[Row], stream: BinaryIO, to_file: bool) -> None:
    """Write values between tabs, quoted like CSV where a value holds a tab or a line break."""
    write_delimited(headers, rows, stream, delimiter="\t")
