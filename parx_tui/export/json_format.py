"""JSON: a list of objects, one a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from parx_tui.data.database import Row
from parx_tui.sanitize import escaped


def write_json(headers: Sequence[str], rows: Sequence[Row], stream: BinaryIO, to_file: bool) -> None:
    """Write one object a line, in a list; numbers are numbers, dates ISO texts, empty values null."""
    lines = (escaped(json.dumps(dict(zip(headers, map(_value, row), strict=True)), ensure_ascii=False)) for row in rows)
    text = "[\n" + ",\n".join(lines) + "\n]\n" if rows else "[]\n"
    stream.write(text.encode())


def _value(value: object) -> object:
    """Return a value that JSON knows."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
