"""The days that a sheet speaks for: as asked, as titled, as when it was loaded before, or as its rows tell."""

from __future__ import annotations

from datetime import date

from parx_tui.data.figures import date_text
from parx_tui.data.sqlfiles import file
from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.headers import covered_range
from parx_tui.load.kinds import Coverage
from parx_tui.load.request import FutureEvents
from parx_tui.load.sheet_load import SheetLoad


def find_coverage(load: SheetLoad) -> None:
    """Tell on a sheet which days it speaks for, and what it tells of later ones.

    Nothing speaks for days to come, save returns of a period that has not ended.

    Raises ``LoadError`` when there are no such days where there must be, or they are none.
    """
    outcome, request, coverage = load.outcome, load.request, load.kind.coverage
    told = _titled(load, coverage) or _covered_before(load, coverage)
    outcome.covered_from = request.covered_from or (told[0] if told else None)
    outcome.covered_to = request.covered_to or (told[1] if told else None)
    if coverage and None in (outcome.covered_from, outcome.covered_to):
        outcome.is_guessed = True
        outcome.is_end_guessed = outcome.covered_to is None
        first, last = load.one(file("extract", coverage.days).body)
        outcome.covered_from = outcome.covered_from or first
        outcome.covered_to = outcome.covered_to or last
    _refuse_impossible(load, coverage)
    if coverage and coverage.future:
        outcome.future = _future_events(load, coverage.future)


def _titled(load: SheetLoad, coverage: Coverage | None) -> tuple[date, date] | None:
    """Return the days that the titles name, up to today; ``None`` where the rows are about none of them."""
    told = covered_range(load.plan.layout.titles)
    if told is None or coverage is None:
        return told
    first, last = told
    if coverage.titled:
        for name, day in (("load_titled_from", first), ("load_titled_to", last)):
            load.connection.execute(f"set variable {name} = ?", [day])
        (is_about,) = load.one(file("extract", coverage.titled).body)
        if not is_about:
            return None
    last = min(last, load.request.today)
    return (first, last) if first <= last else None


def _covered_before(load: SheetLoad, coverage: Coverage | None) -> tuple[date, date] | None:
    """Return the days that this very file spoke for when it was loaded last."""
    if coverage is None or not coverage.is_lasting:
        return None
    found = load.connection.execute(
        "select covered_from, covered_to from landed_load where sha256 = ? and file_name = ? and kind = ? "
        "and city_code = ? and source_system = ? order by load_id desc limit 1",
        [load.outcome.checksum, load.outcome.name, load.kind.name, load.outcome.city_code, load.source],
    ).fetchall()
    return found[0] if found else None


def _refuse_impossible(load: SheetLoad, coverage: Coverage | None) -> None:
    """Raise ``LoadError`` for days that are missing, to come, or in the wrong order."""
    outcome, today = load.outcome, load.request.today
    first, last = outcome.covered_from, outcome.covered_to
    has_rows = outcome.rows_read > outcome.rows_rejected
    if coverage and coverage.is_lasting and has_rows and (first is None or last is None):
        raise LoadError(
            _(
                "{name}: every day of receipt lies after today, {today}. Set the clock of this computer right, or "
                "say with --from and --to which days the file speaks for."
            ).format(name=outcome.name, today=date_text(today))
        )
    if coverage and last is not None and last > today:
        raise LoadError(
            _(
                "{name} would speak for days up to {day}, and today is {today}. Say with --to which day is its last."
            ).format(name=outcome.name, day=date_text(last), today=date_text(today))
        )
    if first is not None and last is not None and first > last:
        raise LoadError(
            _("{name} would speak for {begin} to {end}; the last day must not be before the first.").format(
                name=outcome.name, begin=date_text(first), end=date_text(last)
            )
        )


def _future_events(load: SheetLoad, select: str) -> FutureEvents:
    """Return what a sheet tells of days after the last one known."""
    (known_to,) = load.one(
        "select greatest(?::date, max(covered_to)) from landed_load where kind = ? and city_code = ?",
        load.outcome.covered_to,
        load.kind.name,
        load.outcome.city_code,
    )
    load.connection.execute("set variable load_known_to = ?", [known_to])
    received, examples, closed = load.one(file("extract", select).body)
    return FutureEvents(known_to, received, examples or (), closed)
