"""Texts that a spreadsheet would take for a formula, and the apostrophe that keeps it from that.

An export puts one before such texts, and a load takes it away again; ``plain_text`` of ``sql/01_functions`` does the
same for columns that stay in DuckDB.
"""

from __future__ import annotations

import re

FORMULA = re.compile(r"\s*[=+@＝＋－＠﹦﹢﹣﹫-]")
"""How a text begins that a spreadsheet takes for a formula, some in the wide letters of East Asia too."""

CUTS = ("\t", "\r", "\n")
"""What a text must not begin with either: a spreadsheet may cut there, and take what follows for a cell of its own."""

NO_FORMULA = re.compile(r"=|-[0-9]+(?:[.,] ?-?[0-9]+)*")
"""What begins like a formula and computes nothing: the operator of a figure, and numbers below zero."""


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula."""
    return (FORMULA.match(text) is not None or text.startswith(CUTS)) and NO_FORMULA.fullmatch(text) is None


def without_guard(text: str) -> str:
    """Return a text of a file without the apostrophe that ``guarded`` has put before it, or another program."""
    return text[1:] if text.startswith("'") and FORMULA.match(text, 1) else text
