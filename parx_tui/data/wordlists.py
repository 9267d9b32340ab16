"""Lists of words and what they mean, as CSV files; those that questions are read by are in ``words/*.csv``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from parx_tui.data.names import sign_free

WORDS_FOLDER = Path(__file__).parent / "words"
"""Words in which people ask, and what they mean."""


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by its columns."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def period_words() -> Mapping[str, str]:
    """Return the end of a period's code for each word for a part of the year, empty for a whole year.

    The words (``words/period.csv``) are as ``sign_free`` leaves them.
    """
    return {sign_free(row["word"]): row["code"] for row in csv_rows(WORDS_FOLDER / "period.csv")}
