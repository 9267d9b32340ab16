"""What a row below the headers is: data, heading, total, numbering or blank; and where the table ends.

The words that head totals stand in ``words/total.csv`` (``also_begins``: a total also when more words follow).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile

from parx_tui.data.names import folded
from parx_tui.load.formats import Row
from parx_tui.load.headers.header_text import (
    BETWEEN_LINES,
    BRACKETS,
    FEWEST_FOUND,
    LONGEST_HEADER,
    has_digit,
    header_text,
    is_numbering,
)
from parx_tui.load.headers.layout import Layout
from parx_tui.load.values import looks_personal
from parx_tui.load.values.words import rows_of_words

NUMBER_OF_LINE = re.compile(r"\(?\d+(?:[.,]\d+)*[.)]?")
ENUMERATOR = re.compile(r"\(?(?:[ivx]+|[a-zđ])[.)]?", re.IGNORECASE)
LONGEST_ENUMERATOR = 8
CODE = re.compile(r"[\w./-]*\d[\w./-]*")
WORD_CODE = re.compile(r"[\w./-]+")
"""A code without a digit, such as that of a unit: one word; headings and signatures have more."""

MOST_TEXTS_BETWEEN_ROWS = 3
COUNT = re.compile(r"[-−+(]? ?\d+(?!\d*[/-]\d)")
"""How a count begins, and no day; where a table has counts, words and days stand below it."""


def role(cells: Sequence[str], layout: Layout) -> str:
    """Return what a row below the headers is: "data", "section", "total", "numbering" or "blank".

    A row with nothing but its number is blank; numbering repeats the headers or their numbers. A
    total is told by the words at the head of the row; where rows are figures of indicators, a row that has
    all it needs is data. A section is a heading or a signature: one text alone that is no code, or a few
    without a digit in any field and without a word where the code should stand. A row with a number in the
    column of the lines is never one.
    """
    line = -1 if layout.line is None else layout.line
    number = cells[line] if 0 <= line < len(cells) else ""
    if not NUMBER_OF_LINE.fullmatch(number):
        line, number = -1, ""
    texts = {
        column: text
        for column, text in enumerate(cells)
        if text and column != line and (len(text) > LONGEST_ENUMERATOR or not ENUMERATOR.fullmatch(text))
    }
    if not texts:
        return "blank"
    if is_numbering(cells) or _repeats_headers(cells, layout):
        return "numbering"
    if is_total(next((text for text in texts.values() if not text.isdecimal()), "")):
        return "data" if _is_figure(cells, layout) else "total"
    return "section" if not number and _is_section(texts, layout) else "data"


def table_rows(rows: Iterable[Row], layout: Layout) -> Iterator[Row]:
    """Yield the rows of a table of counts, and not the notes and signatures below it, which say who drew it up.

    ``rows`` begin below the headers. The table ends with its last total or row of counts, and the
    numbered rows right below that.
    """
    below: list[Row] = []
    for row in rows:
        below.append(row)
        if _has_counts(row[1], layout) or role(row[1], layout) == "total":
            yield from below
            below.clear()
    yield from takewhile(lambda row: _is_numbered(row[1], layout), below)


def is_total(text: str) -> bool:
    """Whether a text is the head of a row of totals: "TỔNG CỘNG", "Tổng cộng (I+II)", "III. Cộng"."""
    # Most heads of rows are codes, and rows are many.
    if CODE.fullmatch(text):
        return False
    words = re.findall(r"[^\W_]+", folded(BRACKETS.sub(" ", text[:LONGEST_HEADER])))
    while words and (ENUMERATOR.fullmatch(words[-1]) or words[-1].isdecimal()):
        words.pop()
    while words and (ENUMERATOR.fullmatch(words[0]) or words[0].isdecimal()):
        words.pop(0)
    said = " ".join(words)
    return said in _total_words() or any(said.startswith(f"{head} ") for head, more in _total_words().items() if more)


@cache
def _total_words() -> dict[str, bool]:
    """Return the words that head totals, and whether more may follow."""
    return {folded(row["words"]): row["also_begins"] == "yes" for row in rows_of_words("total")}


def _repeats_headers(cells: Sequence[str], layout: Layout) -> bool:
    """Whether each text of a row is one of the header of its column."""
    filled = [(column, text) for column, text in enumerate(cells) if text]
    return len(filled) >= FEWEST_FOUND and all(
        column < len(layout.headers) and header_text(text) in layout.headers[column].split(BETWEEN_LINES)
        for column, text in filled
    )


def _has_counts(cells: Sequence[str], layout: Layout) -> bool:
    """Whether a count stands in one of the columns of counts; a telephone number is none."""
    places = [layout.columns.get(field.name) for field in layout.kind.fields if field.values == "form_count"]
    texts = [cells[place] for place in places if place is not None and place < len(cells)]
    return any(COUNT.match(text) and not looks_personal(text) for text in texts)


def _is_numbered(cells: Sequence[str], layout: Layout) -> bool:
    """Whether a row has a number in the column of the lines, or begins like a heading: "III. Cấp xã"."""
    line = layout.line
    is_line = line is not None and line < len(cells) and NUMBER_OF_LINE.fullmatch(cells[line])
    first = next(filter(None, cells), "")
    return bool(is_line or ENUMERATOR.fullmatch(first.partition(" ")[0]))


def _is_figure(cells: Sequence[str], layout: Layout) -> bool:
    """Whether a row is the figure of an indicator, whose name may begin with "Tổng số"."""
    needed = [layout.columns[field.name] for field in layout.kind.fields if field.is_needed]
    return "indicator" in layout.columns and all(column < len(cells) and cells[column] for column in needed)


def _is_section(texts: dict[int, str], layout: Layout) -> bool:
    """Whether texts are a heading or a signature between the rows or below them."""
    if len(texts) == 1:
        return not any(map(CODE.fullmatch, texts.values()))
    fields = {*layout.columns.values()}
    key = next((layout.columns.get(field.name) for field in layout.kind.fields if field.is_needed), None)
    if key is not None and WORD_CODE.fullmatch(texts.get(key, "")):
        return False
    return len(texts) <= MOST_TEXTS_BETWEEN_ROWS and not any(
        has_digit(text) for column, text in texts.items() if column in fields
    )
