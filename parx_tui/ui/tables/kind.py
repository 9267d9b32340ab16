"""The kinds of tables: for each report, what is shown of it and what Enter leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from parx_tui.data.reports import Page, Question
from parx_tui.i18n import Language
from parx_tui.ui.glyphs import Glyphs
from parx_tui.ui.tables.view import TableView


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a table is drawn with: the language, the signs, and the cells across the screen."""

    language: Language
    glyphs: Glyphs
    width: int

    @property
    def name_width(self) -> int:
        """Cells for the first column: more where there is room."""
        return max(12, min(48, self.width * 27 // 100))

    @property
    def code_width(self) -> int:
        """Cells for a first column of filing codes: one in the standard form is shown whole."""
        return max(24, self.name_width)


class TableKind(Protocol):
    """How the page of a report becomes a table."""

    def view(self, page: Page, drawing: Drawing) -> TableView:
        """Return the table of a page."""

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return what Enter on a row asks; ``None`` where the row itself is all there is."""

    def key(self, page: Page, row: int) -> str:
        """Return what names a row, by which the cursor finds it again."""
