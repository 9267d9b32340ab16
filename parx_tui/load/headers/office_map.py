"""What an office itself says of its files: which column holds which field, and what its words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parx_tui.load.kinds import Kind


@dataclass(frozen=True, slots=True)
class OfficeMap:
    """What an office's map file says; ``None`` or empty where it says nothing.

    ``source`` is the short name of the system that the file comes from, ``city`` the code of the city,
    ``decimal`` the decimal sign, ``header_row`` the number of the last line of the headers.
    ``columns`` gives for a field the header of its column, or its letter as "col:C"; with "" the field is
    not read. ``words`` gives for a field what the office's words stand for, ``units`` for a name of a unit
    its code.
    """

    path: Path
    kind: Kind
    source: str | None = None
    city: str | None = None
    decimal: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
