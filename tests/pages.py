"""Pages of ``docs`` that are written in both languages, and those of them that the program's own texts make."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parx_tui.i18n import LANGUAGES, Language, language_in_use, use_language

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 120


def page_file(name: str, language: Language) -> Path:
    """Return the file of a page of ``docs``, or of the README, in a language."""
    folder = ROOT if name == "README" else ROOT / "docs"
    return folder / (f"{name}.vi.md" if language == "vi" else f"{name}.md")


def pages(name: str) -> dict[Language, Path]:
    """Return the files of a page in every language."""
    return {language: page_file(name, language) for language in LANGUAGES}


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Have the catalogue speak a language in the block."""
    before = language_in_use()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def wrapped(text: str) -> list[str]:
    """Return a paragraph as lines of the width of the pages."""
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
