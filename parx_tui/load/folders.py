"""Where the data files of loading lie."""

from __future__ import annotations

from pathlib import Path

SEED_FOLDER = Path(__file__).parent / "seed"
"""Code lists and holidays that every database begins with."""

WORDS_FOLDER = Path(__file__).parent / "words"
"""Words of headers and values as offices write them, and what they mean."""
