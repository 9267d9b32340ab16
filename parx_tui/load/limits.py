"""What a load would leave out of every count, and when that is so much that nothing is loaded.

Rows that cannot be read are rejected. Filings that can be read and contradict themselves are kept, and are in
no count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from parx_tui.data.figures import count_text
from parx_tui.data.sqlfiles import file
from parx_tui.i18n import _, language_in_use
from parx_tui.load.headers import Layout, column_letter, likeness
from parx_tui.load.request import Contradiction, RefusedLoadError, SheetOutcome
from parx_tui.load.rows.rejected import Rejected
from parx_tui.load.rows.rejection_messages import contradiction, reason
from parx_tui.load.values import READERS, Surroundings

if TYPE_CHECKING:
    import duckdb

    from parx_tui.load.formats import Sheet
    from parx_tui.load.maps import OfficeMap

MOST_COLUMNS = 3
"""Columns and reasons that an error names."""

FIRST_ROWS = 3
"""Rows that are told of each contradiction."""

FAIRLY_LIKE = 0.7
"""How much a header must be like a known one to be taken for likely."""

NEARLY = 0.8
"""What the likeness of a header must be of that of the likeliest."""

FEWEST_LETTERS = 6
"""Letters of a day; a shorter text that can be read as one is a number of something else."""


def find_contradictions(connection: duckdb.DuckDBPyConnection, sheets: Sequence[SheetOutcome]) -> None:
    """Tell on each sheet of filings what contradicts itself among those that it loaded or updated."""
    if not any(sheet.kind.is_merged for sheet in sheets):
        return
    connection.execute("set variable first_load_id = ?", [min(sheet.load_id for sheet in sheets)])
    connection.execute(f"create temp table contradiction as {file('extract', 'contradiction').body}")
    found = connection.execute(
        f"select load_id, quarantine_reason, count(*), min(row_number, {FIRST_ROWS}) from contradiction group by all "
        "order by count(*) desc, quarantine_reason"
    ).fetchall()
    for sheet in sheets:
        sheet.contradictions = [
            Contradiction(why, number, tuple(rows)) for load, why, number, rows in found if load == sheet.load_id
        ]


def refuse_too_many(connection: duckdb.DuckDBPyConnection, sheets: Sequence[SheetOutcome], most: int) -> None:
    """Raise ``RefusedLoadError`` when more percent of the rows of a sheet would be in no count than may be.

    That are those rejected, and those of filings that contradict themselves as far as these are found.
    """
    for sheet in sheets:
        if 100 * (sheet.rows_rejected + sheet.quarantined) > most * sheet.rows_read:
            if sheet.quarantined:
                _list_contradictory(connection, sheets)
            raise RefusedLoadError(_too_many(sheet), list(sheets))


def refuse_missing_ends(sheets: Sequence[SheetOutcome], office_map: OfficeMap | None) -> None:
    """Raise ``RefusedLoadError`` when filings have ended and no column that is read tells when, however few they are.

    Then most of them lack a day for which the file may well have a column. A map that leaves the field of
    the day out says that it has none; the filings are then contradictory like others.
    """
    left_out = {name for name, header in office_map.columns.items() if not header} if office_map else set()
    for sheet in sheets:
        if sheet.layout is None:
            continue
        ends = sheet.kind.ends
        told = {name for name, column in sheet.layout.columns.items() if column not in sheet.blank}
        missing = {
            found.reason: found.filings
            for found in sheet.contradictions
            if found.reason in ends and told.isdisjoint(ends[found.reason]) and ends[found.reason][0] not in left_out
        }
        if missing:
            raise RefusedLoadError(_missing_ends(sheet, sheet.layout, missing), list(sheets))


def likely_ends(sheet: Sheet, layout: Layout, blank: Collection[int], today: date) -> tuple[int, ...]:
    """Return the columns that are not read and may tell when filings ended, those of likely headers first.

    The first texts of such a column are days; where it has none, its header must be much like a known one. Columns
    with a header that is much less so than that of another are left out.
    """
    if not layout.kind.ends:
        return ()
    fields = {name for names in layout.kind.ends.values() for name in names}
    rows = [cells for number, cells in sheet.preview if number >= layout.first_row]
    likely = {}
    for column in layout.unknown:
        texts = {cells[column] for cells in rows if column < len(cells) and cells[column]}
        like = likeness(layout.headers[column], layout.kind.name, fields)
        if column not in blank and (_are_days(texts, today) if texts else like >= FAIRLY_LIKE):
            likely[column] = like
    best = max(likely.values(), default=0)
    return tuple(
        sorted((column for column in likely if likely[column] >= NEARLY * best), key=lambda column: -likely[column])
    )


def _are_days(texts: Collection[str], today: date) -> bool:
    """Whether all texts are days, of which one at least is told."""
    readings = READERS["date"](texts, Surroundings(today))
    return any(reading.value for reading in readings.values()) and not any(
        reading.problem or (reading.value and len(text) < FEWEST_LETTERS) for text, reading in readings.items()
    )


def _too_many(sheet: SheetOutcome) -> str:
    """Return what is said when too many rows of a sheet would be in no count."""
    language = language_in_use()
    columns = Counter(cell.column for cell in sheet.rejected)
    numbers = {
        "name": sheet.name,
        "read": count_text(sheet.rows_read, language),
        "rejected": count_text(sheet.rows_rejected, language),
    }
    if not sheet.quarantined:
        problem = Counter(cell.problem for cell in sheet.rejected).most_common(1)[0][0]
        return _(
            "{name}: {rejected} of {read} rows cannot be read, most for: {columns}. The most common "
            "reason: {reason}. Nothing was loaded. Correct the file or the map, or allow more with "
            "--max-rejects."
        ).format(columns=_most_common(columns, ", "), reason=reason(problem, None), **numbers)
    reasons = columns + Counter({contradiction(found.reason): found.filings for found in sheet.contradictions})
    return _(
        "{name}: {aside} of {read} rows would be in no count, {rejected} rejected and {contradictory} "
        "contradicting themselves. Most for: {reasons}. Nothing was loaded. Correct the file or the map, or allow "
        "more with --max-rejects."
    ).format(
        aside=count_text(sheet.rows_rejected + sheet.quarantined, language),
        contradictory=count_text(sheet.quarantined, language),
        reasons=_most_common(reasons, "; "),
        **numbers,
    )


def _most_common(counted: Counter[str], separator: str) -> str:
    """Return what is most common, with numbers."""
    language = language_in_use()
    return separator.join(
        f"{what} ({count_text(number, language)})" for what, number in counted.most_common(MOST_COLUMNS)
    )


def _missing_ends(sheet: SheetOutcome, layout: Layout, missing: dict[str, int]) -> str:
    """Return what is said when filings of a sheet have ended, as by their reasons, and nothing tells when."""
    why = next(name for name in sheet.kind.ends if name in missing)
    field = sheet.kind.ends[why][0]
    sentence = (
        _("{name}: {number} of {read} filings are resolved, as the file says, and no column that is read tells when.")
        if why == "resolved_without_date"
        else _(
            "{name}: {number} of {read} filings are withdrawn or returned, as the file says, and no column that is "
            "read tells when."
        )
    )
    language = language_in_use()
    parts = [
        sentence.format(
            name=sheet.name,
            number=count_text(missing[why], language),
            read=count_text(sheet.rows_read, language),
        ),
        *_advice(sheet, layout, field),
        _("Nothing was loaded."),
    ]
    return " ".join(parts)


def _advice(sheet: SheetOutcome, layout: Layout, field: str) -> list[str]:
    """Return how a map may tell a day that no column is read for."""
    told = []
    if sheet.likely_ends:
        told.append(
            _(
                'It may be {columns}: write {field} = "col:{letter}" in a map (--dry-run drafts it, --map reads it), '
                'or {field} = "" to leave these filings out of every count.'
            ).format(
                columns="; ".join(map(layout.named, sheet.likely_ends[:MOST_COLUMNS])),
                field=field,
                letter=column_letter(sheet.likely_ends[0]),
            )
        )
    else:
        told.append(
            _(
                'Export the file with that day, or write {field} = "" in a map (--dry-run drafts it, --map reads it) '
                "to leave these filings out of every count."
            ).format(field=field)
        )
    handed_over = layout.columns.get("returned_on")
    if handed_over is not None and field == "completed_on":
        told.append(
            _(
                "{column} tells when the result was handed over, which is not that day; where it may stand for it, "
                'write {field} = "col:{letter}".'
            ).format(column=layout.named(handed_over), field=field, letter=column_letter(handed_over))
        )
    return told


def _list_contradictory(connection: duckdb.DuckDBPyConnection, sheets: Sequence[SheetOutcome]) -> None:
    """List on each sheet the filings that contradict themselves, by the code that stands in their row."""
    rows: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for load, *row in connection.execute("from contradiction order by load_id, row_number").fetchall():
        rows[load].append(tuple(row))
    for sheet in sheets:
        if sheet.layout and "filing_code" in sheet.layout.columns:
            header = sheet.layout.headers[sheet.layout.columns["filing_code"]]
            sheet.contradictory = [
                Rejected(number, header, code, why, None) for number, code, why in rows[sheet.load_id]
            ]
