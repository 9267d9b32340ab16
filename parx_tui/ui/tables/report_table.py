"""How the page of a report becomes a table: the module named as the report says it, as ``TABLE``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from parx_tui.data.drill import DrillPath
from parx_tui.data.pages import Page
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.i18n import Language
from parx_tui.ui.glyphs import Glyphs
from parx_tui.ui.tables.columns import TableContent


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


class ReportTable(ABC):
    """What is shown of a report, and where its rows lead."""

    @abstractmethod
    def content(self, page: Page, drawing: Drawing) -> TableContent:
        """Return the table of a page."""

    @abstractmethod
    def key(self, page: Page, row: int) -> str:
        """Return what names a row, by which the cursor finds it again."""

    def into(self, question: Question, page: Page, row: int) -> Question | None:
        """Return what Enter on a row asks; ``None`` where the row itself is all there is, and its card tells it."""
        return None

    def check(self, page: Page, row: int) -> str | None:
        """Return the check that a row is about, ``None`` for a row about none."""
        return None


@cache
def table_of(report: str) -> ReportTable:
    """Return the table of a report, whose module is imported when it is first seen."""
    table: ReportTable = import_module(f"parx_tui.ui.tables.{report}").TABLE
    return table


def list_question(report: str, text: str | None = None) -> Question:
    """Return the question of a list that is about the whole database, or about what a text names in it."""
    return Question(report, DrillPath(by=None), text=text, limit=REPORTS[report].rows_at_once)
