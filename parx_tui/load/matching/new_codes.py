"""Codes for what a file names without one."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain, count

from parx_tui.data.names import folded


def free_code(name: str, taken: Collection[str]) -> str:
    """Return a code made of a name that is not taken yet: HO_TICH of "Hộ tịch", or HO_TICH_2."""
    made = re.sub(r"[^A-Z0-9]+", "_", folded(name).upper()).strip("_") or "X"
    numbered = (f"{made}_{number}" for number in count(2))
    return next(code for code in chain([made], numbered) if code not in taken)
