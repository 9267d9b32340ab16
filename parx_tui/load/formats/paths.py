"""Names of files as DuckDB takes them."""

from __future__ import annotations

import re
from pathlib import Path

WILDCARD = re.compile(r"[*?\[]")


def duckdb_path(path: Path) -> str | None:
    """Return a path that DuckDB takes for this one file, not for a pattern; None when it cannot name it."""
    text = str(path.absolute())
    try:
        text.encode()
    except UnicodeEncodeError:
        return None
    return WILDCARD.sub(lambda found: f"[{found[0]}]", text)
