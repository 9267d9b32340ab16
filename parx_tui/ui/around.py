"""The lines around the table: where one is, how the table is ordered, what the keys do. Pure text."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from parx_tui.data.figures import count_text, percent_text, period_text
from parx_tui.data.reports import REPORTS, Page
from parx_tui.i18n import N_, _, ngettext
from parx_tui.labels import COLUMN_LABELS, SHORT_LABELS, value_word
from parx_tui.sanitize import clean
from parx_tui.ui.cells import Cell, fitted
from parx_tui.ui.glyphs import Glyphs
from parx_tui.ui.keys import ACTIONS, key_sign
from parx_tui.ui.tables.kind import Drawing
from parx_tui.ui.texts import period_line
from parx_tui.ui.trail import SCREENS, Visit

TITLES = {
    "targets": N_("Targets"),
    "procedures": N_("Procedures"),
    "procedure_list": N_("Procedures"),
    "reported": N_("Reported figures"),
    "quality": N_("Data quality"),
    "loads": N_("Loads"),
    "coverage_list": N_("Coverage"),
    "rejects": N_("Rejected rows"),
    "quarantine": N_("Contradictions"),
    "changes": N_("Changes"),
    "check_rows": N_("Rules"),
}

KEYS_SHOWN = {
    "drill": ("go_in", "go_out", "filter", "sort", "choose_dimension", "previous_period", "help"),
    "filings": ("show_row", "go_out", "filter", "sort", "next_page", "export", "help"),
    "targets": ("go_in", "show_drill", "show_row", "explain", "choose_definition", "export", "help"),
    "procedures": ("go_in", "go_out", "choose_dimension", "previous_period", "filter", "export", "help"),
    "procedure_list": ("show_row", "go_out", "filter", "sort", "copy_row", "export", "help"),
    "reported": ("show_row", "show_drill", "filter", "sort", "explain", "export", "help"),
    "quality": ("go_in", "show_drill", "show_row", "explain", "sort", "export", "help"),
    "loads": ("go_in", "go_out", "show_row", "filter", "sort", "export", "help"),
    "coverage_list": ("show_row", "go_out", "choose_period", "sort", "explain", "export", "help"),
    "rejects": ("show_row", "go_out", "filter", "sort", "next_page", "export", "help"),
    "quarantine": ("show_row", "go_out", "filter", "sort", "next_page", "export", "help"),
    "changes": ("show_row", "go_out", "filter", "sort", "next_page", "export", "help"),
    "check_rows": ("show_row", "go_out", "sort", "explain", "next_page", "export", "help"),
}
"""The seven keys of the key line, by report."""

SHORTEST_NAME = 12
"""Cells to which a name on the way is shortened before the beginning of the way is left out."""

SPARK_FROM, SPARK_TO = 0.9, 1.0
"""Ends of the scale of a trend: fixed, so that lines of different rows can be compared."""


def crumbs_line(visit: Visit, width: int, glyphs: Glyphs) -> list[Cell]:
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
        text = joint.join(fitted(name, min(longest, cell_len(clean(name))), glyphs.cut) for name in way)
    while cell_len(text) > room and len(way) > 1:
        way = way[1:]
        text = joint.join(
            [glyphs.cut, *(fitted(name, min(longest, cell_len(clean(name))), glyphs.cut) for name in way)]
        )
    return [("PARX  ", "strong"), (fitted(text, room, glyphs.cut), "strong"), (" " + period, "")]


def titles(visit: Visit) -> list[str]:
    """Return what stands before the scope: the title of the screen, and that of the list entered from it."""
    question = visit.question
    screens = [reports[0] for reports in SCREENS.values() if question.report in reports]
    names = [_(TITLES[report]) for report in (*screens, question.report) if report in TITLES]
    if question.report == "check_rows" and (rule := value_word("check_name", question.text)):
        names[-1] = rule
    return list(dict.fromkeys(names))


def shortened(name: str, width: int, cut: str) -> str:
    """Return a name of no more than ``width`` cells."""
    return fitted(name, min(width, cell_len(clean(name))), cut)


def scope_names(page: Page) -> list[str]:
    """Return the names of what a page is filtered by, outermost first."""
    return [value.name for _dimension, value in page.asked.scope] or [_("All cities")]


def status_line(visit: Visit, row: int, drawing: Drawing) -> list[Cell]:
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
        label = _(SHORT_LABELS.get(column) or COLUMN_LABELS[column])
        parts.append(_("sorted: {column}").format(column=f"{label} {arrow}"))
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


def trend_line(name: str, trend: Page, width: int, drawing: Drawing) -> list[Cell]:
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
    return [(shortened(name, room, drawing.glyphs.cut), "quiet"), (tail, "quiet")]


def keys_line(report: str, keys: Mapping[str, str]) -> list[Cell]:
    """Return the seven keys that matter most here."""
    words = {action.name: action.word for action in ACTIONS}
    cells: list[Cell] = []
    for name in KEYS_SHOWN["drill" if report == "compare" else report]:
        sign = key_sign(keys[name])
        if name == "previous_period":
            sign += " " + key_sign(keys["next_period"])
        cells += [(f"{sign}", "key"), (f" {_(words[name])}  ", "")]
    return cells
