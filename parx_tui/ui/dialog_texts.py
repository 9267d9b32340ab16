"""What dialogs tell at length: the keys, where a number comes from, a row as a card. Pure text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from parx_tui.data.figures import count_text, date_text, period_text, quantity_text, value_text
from parx_tui.data.pages import Page, shown_columns
from parx_tui.data.provenance import Load, Provenance
from parx_tui.data.sqlfiles import SqlFile, files
from parx_tui.i18n import N_, Language, _, ngettext
from parx_tui.labels import COLUMN_LABELS, DEFINITION_TEXTS, value_word
from parx_tui.sanitize import clean
from parx_tui.ui.glyphs import Glyphs
from parx_tui.ui.keys import ACTIONS, key_signs

GAUGE_TEXTS = (
    N_("late; for targets below 90%: attained"),
    N_("open and overdue"),
    N_("may still be late"),
    N_("the limit of what may be late; for targets below 90%: the target"),
    N_("where the period before ended"),
)

HeadedLines = tuple[str, list[str]]
"""A heading, and the lines under it."""


def help_text(keys: Mapping[str, str], glyphs: Glyphs) -> list[HeadedLines]:
    """Return every action with its keys, under the headings of their groups, and what the signs of gauges mean."""
    groups: dict[str, list[str]] = {}
    for action in ACTIONS:
        groups.setdefault(action.group, []).append(f"{key_signs(keys[action.name]):<16} {_(action.help)}")
    signs = [f"{sign:<16} {_(text)}" for sign, text in zip(signs_of_gauges(glyphs), GAUGE_TEXTS, strict=True)]
    return [*((_(group), lines) for group, lines in groups.items()), (_("Gauges"), signs)]


def signs_of_gauges(glyphs: Glyphs) -> list[str]:
    """Return the signs that gauges are drawn with, in the order of ``GAUGE_TEXTS``."""
    return [glyphs.full, glyphs.shade, glyphs.light, glyphs.mark, glyphs.tick]


def card_text(
    page: Page, row: int, name: str, language: Language, drawn: Sequence[tuple[str, str]] = ()
) -> list[HeadedLines]:
    """Return every column of a row with its label, under the name of the row.

    ``drawn`` are headings and texts of columns of the table that are not of the page; without a heading they are
    pictures, and left out.
    """
    values = page.values(row)
    labels = {column: _(COLUMN_LABELS[column]) for column in page.columns}
    told = [(head, text) for head, text in drawn if head]
    width = max(map(len, [*labels.values(), *(head for head, _text in told)]))
    lines = []
    for column, value in values.items():
        word = value_word(column, value)
        if isinstance(value, Decimal) and "unit" in values:
            text = quantity_text(value, str(values["unit"]), language)
        else:
            text = f"{word} ({value})" if word and word != value else word or value_text(value, language)
        lines.append(f"{labels[column]:<{width}}  {text}")
    return [(name, [*lines, *(f"{head:<{width}}  {text}" for head, text in told)])]


def provenance_text(found: Provenance, language: Language) -> list[HeadedLines]:
    """Return where the numbers of a page come from."""
    page = found.page
    period = page.terms.period
    told: list[HeadedLines] = []
    scope = [f"{_(COLUMN_LABELS[dimension])}: {value.name} ({value.code})" for dimension, value in page.terms.scope]
    told.append((_("Scope"), scope or [_("everything in the database")]))
    if period is not None:
        calendar = page.terms.variables["ask_calendar"]
        told.append(
            (
                _("Period"),
                [
                    _("{period} ({code} of calendar {calendar})").format(
                        period=period_text(period.code), code=period.code, calendar=calendar
                    ),
                    f"{date_text(period.date_from)}–{date_text(period.date_to)}",
                    *([_("counted as of {day}").format(day=date_text(found.as_of))] if found.as_of else []),
                ],
            )
        )
    if found.measure is not None:
        of, formula = DEFINITION_TEXTS[found.measure]
        told.append((_("Definition of on time"), [f"{found.measure} ({_(of)})", _(formula)]))
    if found.filings is not None:
        told.append((_("Filings behind it"), [count_text(found.filings, language)]))
    told.append((_("Loads"), [load_line(load, language) for load in found.loads] or [_("none")]))
    columns = {column: found.view.columns[source] for column, source in shown_columns(found.view, None).items()}
    told.append(file_text(found.view, columns))
    return told


def file_text(file: SqlFile, columns: Mapping[str, str]) -> HeadedLines:
    """Return what the header of a SQL file says about its rows and some columns."""
    width = max(map(len, columns), default=0)
    lines = [_(file.grain), "", *(f"{column:<{width}}  {_(text)}" for column, text in columns.items())]
    return _("View {name}").format(name=file.path), lines


def check_text(name: str) -> HeadedLines:
    """Return what the header of a check says."""
    check = files("checks")[name]
    return file_text(check, check.columns)


def load_line(load: Load, language: Language) -> str:
    """Return a load in a line: number, kind, system, days and rows."""
    days = (
        f"{date_text(load.covered_from)}–{date_text(load.covered_to)}"
        if load.covered_from is not None and load.covered_to is not None
        else ""
    )
    parts = [
        f"{load.load}",
        value_word("kind", load.kind) or load.kind,
        load.city or "",
        load.source_system or "",
        load.file_name or "",
        days,
        value_word("extent", load.extent) or load.extent,
        ngettext("{number} row", "{number} rows", load.rows_loaded).format(
            number=count_text(load.rows_loaded, language)
        ),
        _("made up") if load.synthetic else "",
    ]
    return ", ".join(part for part in parts if part)


def plain(told: list[HeadedLines]) -> str:
    """Return a text with its headings as it is copied."""
    return "\n".join(
        "\n".join([clean(heading), *(f"  {clean(line)}" for line in lines), ""]) for heading, lines in told
    )
