"""What a load tells of each sheet: what became of its rows, and what of it was left aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from parx_tui.data.figures import count_text, date_text
from parx_tui.data.names import some
from parx_tui.i18n import _, language_in_use, ngettext
from parx_tui.load.headers import column_letter
from parx_tui.load.request import Request, SheetOutcome
from parx_tui.load.rows.rejection_messages import contradiction
from parx_tui.load.store.migration import LeftOut
from parx_tui.messages import tell

MOST_NAMES = 5
"""How many new units or columns are named in a line."""


def tell_left_out(left_out: Sequence[LeftOut]) -> None:
    """Say which rows of a database of an earlier version found no place, and that they are kept."""
    for rows in left_out:
        tell(
            ngettext(
                "{number} row of the earlier version has no place in this one. {reason} It is kept among the rejected: "
                "{examples}",
                "{number} rows of the earlier version have no place in this one. {reason} They are kept among the "
                "rejected: {examples}",
                rows.number,
            ).format(
                number=count_text(rows.number, language_in_use()),
                reason=_(rows.reason),
                examples=some(list(rows.rows), MOST_NAMES, "; "),
            )
        )


def tell_sheet(sheet: SheetOutcome, request: Request) -> None:
    """Say what became of a sheet, and what of it was left aside."""
    _tell_counts(sheet)
    _tell_columns(sheet, request)
    _tell_left(sheet)
    coverage = sheet.kind.coverage
    if coverage and coverage.is_lasting and sheet.covered_from and sheet.covered_to:
        _tell_days(sheet.covered_from, sheet.covered_to, is_guessed=sheet.is_guessed)
        if request.is_whole:
            tell(_("It counts as that of every unit of the city; with --part as that of some of them."))
        _tell_future(sheet)
    if sheet.layout and sheet.kind.has_field("channel") and "channel" not in sheet.layout.columns:
        tell(_("It has no column for the channel: new filings count as handed in at the counter."))
    for what, names in sheet.added.items():
        if names:
            number = count_text(len(names), language_in_use())
            tell(_added(what).format(number=number, names=some(names, MOST_NAMES, "; ")))


def tell_unloaded(sheet: SheetOutcome, request: Request) -> None:
    """Say of a sheet that is not loaded how many rows it has, and which of its columns say nothing."""
    number = count_text(sheet.rows_read, language_in_use())
    tell(_("{name} ({noun}): {number} read.").format(name=sheet.name, noun=_(sheet.kind.noun), number=number))
    _tell_columns(sheet, request)


def _tell_counts(sheet: SheetOutcome) -> None:
    """Say what the rows of a sheet did."""
    language = language_in_use()
    number = {
        name: count_text(value, language)
        for name, value in (
            ("read", sheet.rows_read),
            ("loaded", sheet.counts["loaded"]),
            ("updated", sheet.counts["updated"]),
            ("unchanged", sheet.counts["unchanged"]),
            ("rejected", sheet.rows_rejected),
        )
    }
    tell(
        _(
            "{name} ({noun}): {read} read = {loaded} loaded + {updated} updated + {unchanged} unchanged + "
            "{rejected} rejected."
        ).format(name=sheet.name, noun=_(sheet.kind.noun), **number)
    )
    if not sheet.rows_read:
        tell(_("It has headers, and no rows of data below them."))
    if sheet.headings:
        tell(
            ngettext(
                "Besides, {number} row is a heading or a total, and no data.",
                "Besides, {number} rows are headings or totals, and no data.",
                sheet.headings,
            ).format(number=count_text(sheet.headings, language))
        )


def _tell_left(sheet: SheetOutcome) -> None:
    """Say which rows change nothing or count nowhere."""
    language = language_in_use()
    if sheet.rows_left:
        tell(
            _(
                "{number} of the unchanged ones differ from what is known, and tell of an earlier day: "
                "they change nothing."
            ).format(number=count_text(sheet.rows_left, language))
        )
    if sheet.quarantined:
        tell(
            ngettext(
                "{number} of them contradicts itself: it is kept, and counted nowhere (parx-tui check).",
                "{number} of them contradict themselves: they are kept, and counted nowhere (parx-tui check).",
                sheet.quarantined,
            ).format(number=count_text(sheet.quarantined, language))
        )
        _tell_contradictions(sheet)


def _tell_days(begin: date, end: date, *, is_guessed: bool) -> None:
    """Say which days a sheet speaks for."""
    sentence = (
        _("It speaks for {begin} to {end}, as its days of receipt tell; say otherwise with --from and --to.")
        if is_guessed
        else _("It speaks for {begin} to {end}.")
    )
    tell(sentence.format(begin=date_text(begin), end=date_text(end)))


def _tell_columns(sheet: SheetOutcome, request: Request) -> None:
    """Say which columns of a sheet are not read, and which of those that are say nothing in any row.

    Columns without a header, and columns without a text, are not worth a word. A trial names all.
    """
    if sheet.layout is None or not sheet.rows_read:
        return
    layout = sheet.layout
    most = len(layout.headers) if request.is_trial else MOST_NAMES
    unread = [layout.named(column) for column in layout.unknown if column not in sheet.blank]
    _tell_named(_("Columns that are not read ({number}): {names}"), unread, most)
    personal = [layout.named(column) for column in sorted(layout.personal) if column not in sheet.blank]
    _tell_named(_("Columns left out on purpose, since they hold personal data ({number}): {names}"), personal, most)
    empty = {column: name for name, column in layout.columns.items() if column in sheet.blank}
    fields = [f"{layout.named(column)} ({_(layout.kind.field(empty[column]).label)})" for column in sorted(empty)]
    _tell_named(_("Columns that are empty in every row ({number}): {names}"), fields, most)
    uncalculated = [layout.named(column) for column in sorted(empty) if column_letter(column) in sheet.uncalculated]
    _tell_named(
        _(
            "Formulas without their values stand in some of them ({number}): {names}. "
            "Open the file in Excel, save it, and load it again."
        ),
        uncalculated,
        most,
    )


def _tell_named(sentence: str, names: list[str], most: int) -> None:
    """Say a sentence about columns, of which it names so many; nothing where there are none."""
    if names:
        shown = some(names, most, "; ")
        if len(names) > most:
            shown = _("{names} (--dry-run names all)").format(names=shown)
        tell(sentence.format(number=count_text(len(names), language_in_use()), names=shown))


def _tell_future(sheet: SheetOutcome) -> None:
    """Say what a sheet tells of days after the last one known."""
    language = language_in_use()
    last_day = date_text(sheet.future.known_to) if sheet.future.known_to else ""
    if sheet.future.received:
        examples = [
            _("row {row} ({code}, {day})").format(row=count_text(row, language), code=code, day=date_text(day))
            for row, code, day in sheet.future.examples
        ]
        tell(
            ngettext(
                "{number} row is received after {day}, and counts once what is loaded reaches its day: {rows}",
                "{number} rows are received after {day}, and count once what is loaded reaches their days: {rows}",
                sheet.future.received,
            ).format(
                number=count_text(sheet.future.received, language),
                day=last_day,
                rows="; ".join([*examples, *(["..."] if sheet.future.received > len(examples) else [])]),
            )
        )
    if sheet.future.closed:
        tell(
            ngettext(
                "{number} filing is resolved or withdrawn after {day}: it counts as open until what is loaded reaches "
                "that day.",
                "{number} filings are resolved or withdrawn after {day}: they count as open until what is loaded "
                "reaches those days.",
                sheet.future.closed,
            ).format(number=count_text(sheet.future.closed, language), day=last_day)
        )


def _tell_contradictions(sheet: SheetOutcome) -> None:
    """Say how filings contradict themselves, with the first of their rows."""
    language = language_in_use()
    for found in sheet.contradictions:
        further = found.filings - len(found.first_rows)
        sentence = (
            _("- {reason}: {number} filings, in rows {rows} and {further} more")
            if further
            else ngettext(
                "- {reason}: {number} filing, in row {rows}",
                "- {reason}: {number} filings, in rows {rows}",
                found.filings,
            )
        )
        tell(
            sentence.format(
                reason=contradiction(found.reason),
                number=count_text(found.filings, language),
                rows=", ".join(map(str, found.first_rows)),
                further=count_text(further, language),
            )
        )


def _added(what: str) -> str:
    """Return the sentence that names new rows."""
    return {
        "units": _("New units ({number}): {names}"),
        "procedures": _("New procedures ({number}): {names}"),
        "fields": _("New fields ({number}): {names}"),
        "cities": _("New city ({number}): {names}"),
    }[what]
