"""A question: a report about one place in the drill-down, as command line and screen ask it."""

from __future__ import annotations

from dataclasses import dataclass, field

from parx_tui.data.drill import DEFAULT_CALENDAR, DrillPath, option_name
from parx_tui.data.reports import REPORTS, START
from parx_tui.errors import UsageError
from parx_tui.i18n import _


@dataclass(frozen=True, slots=True)
class Question:
    """A report about one place in the drill-down, and which of its rows in which order.

    ``report`` is one of ``REPORTS``. ``text`` keeps the rows that contain it, without regard to
    accents and case. ``sort`` is a column id, with ":desc" for the reverse order, ``None`` for the
    report's own order. ``limit`` is the most rows to return, ``None`` for as many as the report
    gives unasked; ``offset`` is the number of rows to leave out before them.
    """

    report: str = START
    path: DrillPath = field(default_factory=DrillPath)
    text: str | None = None
    sort: str | None = None
    limit: int | None = None
    offset: int = 0

    def arguments(self) -> list[str]:
        """Return the arguments of the command line that asks this question."""
        path = self.path
        given: dict[str, object] = {
            "by": option_name(path.by) if path.by in REPORTS[self.report].by else None,
            **{option_name(dimension): text for dimension, text in path.filters()},
            "period": path.period,
            "calendar": path.calendar if REPORTS[self.report].has_calendar else None,
            "definition": path.definition,
            "filter": self.text,
            "sort": self.sort,
            "limit": self.limit,
            "offset": self.offset or None,
        }
        options = {f"--{option}": str(value) for option, value in given.items() if value is not None}
        # A value that begins with a dash would be taken for an option.
        return [
            "--export",
            self.report,
            *(
                part
                for option, value in options.items()
                for part in ([f"{option}={value}"] if value.startswith("-") else [option, value])
            ),
        ]


def refuse_foreign_settings(question: Question) -> None:
    """Raise ``UsageError`` for a filter or setting that a report would silently ignore."""
    report, path = REPORTS[question.report], question.path
    given = [dimension for dimension, _text in path.filters() if dimension not in report.filters]
    if not report.has_calendar:
        given += ["period"] * (path.period is not None) + ["calendar"] * (path.calendar != DEFAULT_CALENDAR)
    if path.definition is not None and not report.has_definition:
        given.append("definition")
    if question.text is not None and not report.has_text:
        given.append("filter")
    if given:
        taken = [
            *report.filters,
            *(["period", "calendar"] if report.has_calendar else []),
            *(["definition"] if report.has_definition else []),
            *(["filter"] if report.has_text else []),
        ]
        raise UsageError(
            _("Report {name} does not take --{option}. It takes: {options}").format(
                name=question.report,
                option=option_name(given[0]),
                options=", ".join(f"--{option_name(option)}" for option in taken),
            )
        )
