"""A table ready to be drawn: columns with their cells as text, made from the page of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rich.cells import cell_len

from parx_tui.data.figures import value_text
from parx_tui.data.pages import Page
from parx_tui.i18n import Language, _
from parx_tui.labels import COLUMN_LABELS, SHORT_LABELS, value_word
from parx_tui.ui.styled_text import CODE_STYLES, StyledText

WIDEST_TEXT = 28
"""Cells that a column of texts takes at most, the first column aside."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id in the report, its heading, its width in cells, and the text of each row.

    ``widest`` is what it would take to show every text whole, where that is more than ``width``.
    """

    name: str
    head: str
    width: int
    right: bool
    cell: Callable[[int], StyledText]
    widest: int = 0


def no_remark(row: int) -> str:
    """Return nothing: most rows say all there is."""
    return ""


@dataclass(frozen=True, slots=True)
class TableContent:
    """Columns, the first of which stays in place, and ``length`` rows.

    ``sections`` are headings by the row that they stand above; ``remark`` tells more about a row
    than there is room for.
    """

    columns: tuple[Column, ...]
    length: int
    sections: Mapping[int, str] = field(default_factory=dict)
    remark: Callable[[int], str] = no_remark


def plain_columns(page: Page, names: Sequence[str], language: Language) -> list[Column]:
    """Return columns of a page as their values read."""
    return [plain_column(page, name, language) for name in names]


def plain_column(page: Page, name: str, language: Language, *, head: str | None = None) -> Column:
    """Return one column of a page, wide enough for its values, under its usual heading or another."""
    place = page.columns.index(name)
    head = head or heading(name)

    def cell(row: int) -> StyledText:
        value = page.rows[row][place]
        word = value_word(name, value)
        style = CODE_STYLES.get(str(value), "") if word is not None else "missed" if is_negative(value) else ""
        return (value_text(value, language) if word is None else word), style

    values = [row[place] for row in page.rows if row[place] is not None]
    return Column(
        name=name,
        head=head,
        width=max(cell_len(head), values_width(name, values, language)),
        # A column without any value is one of numbers that the loads do not know.
        right=not values or (isinstance(values[0], int | Decimal) and not isinstance(values[0], bool)),
        cell=cell,
    )


def heading(name: str) -> str:
    """Return what stands above a column."""
    return _(SHORT_LABELS.get(name) or COLUMN_LABELS[name])


def is_negative(value: object) -> bool:
    """Tell a number below zero."""
    return isinstance(value, int | Decimal) and value < 0


def values_width(name: str, values: Sequence[object], language: Language) -> int:
    """Return the cells that the widest of some values takes, without writing each of them out."""
    if not values:
        return 1
    if isinstance(values[0], int | Decimal | date) and not isinstance(values[0], bool):
        # The widest number stands at one of the ends.
        return max(len(value_text(end, language)) for end in (min(values), max(values)))  # type: ignore[type-var]
    words = {value_word(name, value) or value_text(value, language) for value in values}
    return min(WIDEST_TEXT, max(map(cell_len, words)))


def named_column(page: Page, name: str, width: int, language: Language, *, head: str | None = None) -> Column:
    """Return the first column: names, as wide as the longest but not wider than ``width``, under their label."""
    place = page.columns.index(name)
    texts = [value_text(row[place], language) for row in page.rows]
    return narrowed_column(name, head or _(COLUMN_LABELS[name]), texts, width)


def narrowed_column(name: str, head: str, texts: Sequence[str], width: int) -> Column:
    """Return a column of given texts, as wide as the longest but not wider than ``width``."""
    widest = max(map(cell_len, texts), default=0)
    return Column(name, head, max(cell_len(head), min(width, widest)), False, lambda row: (texts[row], ""), widest)


def names_column(rows: list[dict[str, object]], head: str, width: int) -> Column:
    """Return the first column: whom a figure is about, where that is not everybody, and what it counts."""
    texts = []
    for values in rows:
        scope = [
            scope_text(column, str(values[column]))
            for column in ("level", "agency", "field")
            if values.get(column) is not None
        ]
        texts.append(": ".join([", ".join(scope)] * bool(scope) + [str(values["indicator_name"])]))
    return narrowed_column("indicator_name", head, texts, width)


def scope_text(column: str, value: str) -> str:
    """Return whom a figure is about; levels may be several, joined by +."""
    return "+".join(value_word(column, part) or part for part in value.split("+")) if column == "level" else value


def texts_column(name: str, head: str, cells: list[StyledText], *, right: bool = False) -> Column:
    """Return a column of given texts."""
    width = max([cell_len(head), *(cell_len(text) for text, _style in cells)])
    return Column(name, head, width, right, lambda row: cells[row])


def sections_of(rows: list[dict[str, object]]) -> dict[int, str]:
    """Return the titles of the documents by the row with which their targets begin."""
    return sections_by([values["source_id"] for values in rows], [str(values["document"]) for values in rows])


def sections_by(keys: Sequence[object], titles: Sequence[str]) -> dict[int, str]:
    """Return the titles of the rows whose key is another than that of the row above."""
    return {row: title for row, title in enumerate(titles) if not row or keys[row] != keys[row - 1]}
