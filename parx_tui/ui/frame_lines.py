"""The lines that frame the table: where one is, how it is ordered, a trend, a column in words, the keys. Pure text."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from parx_tui.data.figures import count_text, percent_text, period_text, range_text
from parx_tui.data.pages import Page, shown_columns
from parx_tui.data.reports import REPORTS, report_file
from parx_tui.i18n import _, ngettext
from parx_tui.labels import COLUMN_LABELS, SHORT_LABELS, value_word
from parx_tui.sanitize import clean
from parx_tui.ui.glyphs import Glyphs
from parx_tui.ui.history import Visit
from parx_tui.ui.keys import ACTIONS, key_sign
from parx_tui.ui.styled_text import StyledText, fitted, narrowed
from parx_tui.ui.tables.columns import heading
from parx_tui.ui.tables.report_table import Drawing

SHORTEST_NAME = 12
"""Cells to which a name on the way is shortened before the beginning of the way is left out."""

SPARK_FROM, SPARK_TO = 0.9, 1.0
"""Ends of the scale of a trend: fixed, so that lines of different rows can be compared."""


def crumbs_line(visit: Visit, width: int, glyphs: Glyphs) -> list[StyledText]:
    """Return the way to the table, which loses its beginning where there is no room, and the period at the right."""
    way = [*titles(visit), *(scope_names(visit.page) if REPORTS[visit.question.report].filters else [])]
    period = period_line(visit.page).replace("–", glyphs.dash)
    room = max(0, width - cell_len(period) - cell_len("PARX  ") - 1)
    joint = f" {glyphs.into} "
    text = clean(joint.join(way))
    longest = max(map(cell_len, way))
    while cell_len(text) > room and longest > SHORTEST_NAME:
        # Long names are shortened before any is left out.
        longest -= 1
        text = joint.join(narrowed(name, longest, glyphs.cut) for name in way)
    while cell_len(text) > room and len(way) > 1:
        way = way[1:]
        text = joint.join([glyphs.cut, *(narrowed(name, longest, glyphs.cut) for name in way)])
    return [("PARX  ", "strong"), (fitted(text, room, glyphs.cut), "strong"), (" " + period, "")]


def titles(visit: Visit) -> list[str]:
    """Return what stands before the scope: the title of the screen, and that of the list entered from it."""
    question = visit.question
    report = REPORTS[question.report]
    names = [_(title) for title in (REPORTS[report.screen].title, report.title) if title]
    if report.text_column and (word := value_word(report.text_column, question.text)):
        names[-1] = word
    return list(dict.fromkeys(names))


def scope_names(page: Page) -> list[str]:
    """Return the names of what a page is filtered by, outermost first."""
    return [value.name for _dimension, value in page.terms.scope] or [_("All cities")]


def status_line(visit: Visit, row: int, drawing: Drawing) -> list[StyledText]:
    """Return what the table is: rows, order, filter, report, definition."""
    page, question, language = visit.page, visit.question, drawing.language
    shown = len(page.rows)
    first = question.offset
    if page.total > shown:
        rows = _("{first}-{last} of {total}").format(
            first=count_text(first + 1 if shown else 0, language),
            last=count_text(first + shown, language),
            total=count_text(page.total, language),
        )
    else:
        rows = ngettext("{number} row", "{number} rows", shown).format(number=count_text(shown, language))
    parts = [rows]
    if page.total > 1 and shown:
        parts = [_("row {row}").format(row=count_text(first + row + 1, language)), rows]
    if visit.is_made_up:
        # It stands where a narrow window does not cut it off.
        parts.append(_("MADE UP"))
    if question.sort:
        column, _colon, direction = question.sort.partition(":")
        arrow = drawing.glyphs.down if direction == "desc" else drawing.glyphs.up
        parts.append(_("sorted: {column}").format(column=f"{heading(column)} {arrow}"))
    if question.text:
        parts.append(_('filter "{text}"').format(text=question.text))
    parts.append(question.report)
    if REPORTS[question.report].has_definition:
        definitions = definitions_of(page)
        parts.append(_("definition: {name}").format(name=", ".join(definitions) or question.path.definition or "-"))
    return [(f" {drawing.glyphs.dot} ".join(parts), "")]


def definitions_of(page: Page) -> list[str]:
    """Return the definitions of on time that the rows of a page are counted by."""
    if "definition" not in page.columns:
        return []
    place = page.columns.index("definition")
    return list(dict.fromkeys(str(row[place]) for row in page.rows if row[place] is not None))


def trend_line(name: str, trend: Page, width: int, drawing: Drawing) -> list[StyledText]:
    """Return the on-time rate of a row over the periods of its kind, as a line of bars on a fixed scale.

    A period that the loads know in part is marked, and what they do not know at all is left open.
    """
    rates = trend.columns.index("on_time_rate")
    coverages = trend.columns.index("coverage")
    known = [row for row in trend.rows if row[coverages] != "none"]
    if not known:
        return [(_("No trend: the loads know no such period."), "quiet")]
    steps = drawing.glyphs.part
    bars = ""
    for row in trend.rows:
        rate = row[rates]
        if rate is None:
            bars += drawing.glyphs.dot
            continue
        share = (float(str(rate)) - SPARK_FROM) / (SPARK_TO - SPARK_FROM)
        bars += steps[max(0, min(len(steps) - 1, int(share * len(steps))))]
        bars += "*" if row[coverages] == "part" else ""
    ends = [known[0], known[-1]] if len(known) > 1 else [known[0]]
    told = f" {drawing.glyphs.into} ".join(
        f"{period_text(str(row[0]))} {'-' if row[rates] is None else percent_text(row[rates], drawing.language)}"  # type: ignore[arg-type]
        for row in ends
    )
    scale = f"{SPARK_FROM * 100:.0f}{drawing.glyphs.dash}{SPARK_TO * 100:.0f}%"
    note = ", ".join([scale, *([_("* known in part")] if "*" in bars else [])])
    tail = f" {bars} {told} ({note})"
    if cell_len(tail) + SHORTEST_NAME > width:
        tail = f" {bars} {told}"
    room = max(0, width - cell_len(tail))
    return [(narrowed(name, room, drawing.glyphs.cut), "quiet"), (tail, "quiet")]


def keys_line(report: str, keys: Mapping[str, str]) -> list[StyledText]:
    """Return the seven keys that matter most here."""
    words = {action.name: action.word for action in ACTIONS}
    cells: list[StyledText] = []
    for name in REPORTS[report].keys:
        sign = key_sign(keys[name])
        if name == "previous_period":
            sign += " " + key_sign(keys["next_period"])
        cells += [(f"{sign}", "key"), (f" {_(words[name])}  ", "")]
    return cells


def column_help(page: Page, column: str) -> str:
    """Return what a column says: its short heading, its label and the words of the report about it."""
    if column not in page.columns:
        return ""
    sources = shown_columns(report_file(page.report), page.columns[0])
    text = report_file(page.report).columns.get(sources.get(column, column), "")
    label, told = _(COLUMN_LABELS[column]), _(text) if text else ""
    short = _(SHORT_LABELS[column]) if column in SHORT_LABELS else label
    name = label if short == label else f"{short} = {label}"
    return name if told.casefold() in ("", label.casefold()) else f"{name}: {told}"


def period_line(page: Page) -> str:
    """Return the period of a page with its days, "" for a page about none."""
    period = page.terms.period
    return "" if period is None else f"{period_text(period.code)} {range_text(period.date_from, period.date_to)}"
