"""Where the officer has been: for each screen the way from its start to the table in sight."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from parx_tui.data.drill import DEFAULT_CALENDAR, LAST_DIMENSION, DrillPath
from parx_tui.data.pages import Page
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS, SCREENS, START
from parx_tui.ui.widgets.grid import Position


@dataclass(slots=True)
class Visit:
    """A table that was looked at, and where the cursor was left.

    ``gaps`` are sentences about what the loads do not know of it; its filings may be made up. It is
    stale when database or language have changed since it was read.
    """

    question: Question
    page: Page
    gaps: list[str]
    is_made_up: bool = False
    is_stale: bool = False
    position: Position = field(default_factory=Position)


@dataclass(slots=True)
class History:
    """The visits of every screen, the last of each in sight when the screen is.

    ``screen`` is the one shown, ``scoped`` the last one shown that is about a scope; data quality is
    about the whole database.
    """

    screen: str = START
    visits: dict[str, list[Visit]] = field(default_factory=lambda: {screen: [] for screen in SCREENS})
    scoped: str = START

    @property
    def here(self) -> Visit | None:
        """The visit in sight, ``None`` before the first reply."""
        way = self.visits[self.screen]
        return way[-1] if way else None

    @property
    def about(self) -> Visit | None:
        """The visit with whose scope and period another screen starts."""
        way = self.visits[self.scoped]
        return way[-1] if way else self.here

    def turn_to(self, screen: str) -> None:
        """Show a screen as it was left."""
        self.screen = screen
        if REPORTS[screen].filters:
            self.scoped = screen

    def push(self, visit: Visit) -> None:
        """Go in."""
        self.visits[self.screen].append(visit)

    def replace(self, visit: Visit) -> None:
        """Look at something else from the same place."""
        self.visits[self.screen][-1:] = [visit]

    def start(self, screen: str, visit: Visit) -> None:
        """Show a screen from its start."""
        self.turn_to(screen)
        self.visits[screen] = [visit]

    def left(self, screen: str, here: Visit) -> Visit | None:
        """Return the visit of another screen as it was left, if it was about the scope and period of this one."""
        way = self.visits[screen]
        if not way or way[-1].is_stale:
            return None
        wanted, known = question_for(screen, here), question_for(screen, way[-1])
        if wanted.path.period is None:
            # The screen in sight is about no period: any will do.
            wanted = replace(wanted, path=replace(wanted.path, period=known.path.period))
        return way[-1] if wanted == known else None

    def mark_stale(self) -> None:
        """Have every visit asked again before it is shown."""
        for way in self.visits.values():
            for visit in way:
                visit.is_stale = True

    def outer(self) -> Question | None:
        """Return the question to ask when going out: as it was left, at the period and definition in force now.

        ``None`` at the start of a screen that has nothing around it.
        """
        way = self.visits[self.screen]
        here = way[-1]
        if len(way) > 1:
            return with_settings(way[-2], here)
        around = here.question.path.out() if REPORTS[self.screen].is_drilled else None
        return Question(self.screen, around) if around else None

    @property
    def before(self) -> Visit | None:
        """The visit from which the one in sight was entered, ``None`` at the start of a screen."""
        way = self.visits[self.screen]
        return way[-2] if len(way) > 1 else None

    def rewind(self) -> Visit:
        """Go back to the start of the screen and return it."""
        way = self.visits[self.screen]
        del way[1:]
        return way[0]

    def leave(self, visit: Visit) -> None:
        """Go out to a visit, which takes the place of the one in sight and of the one before it."""
        self.visits[self.screen][-2:] = [visit]


def with_settings(outer: Visit, here: Visit) -> Question:
    """Return the question of an outer visit, at the period and definition that were chosen since."""
    question = outer.question
    report, path, now = REPORTS[question.report], question.path, here.question.path
    period = now.period or here.page.period
    # A row of a table by period is a period itself; coming out of it the whole is meant again.
    is_other = (period, now.calendar) != (path.period or outer.page.period, path.calendar)
    if is_other and report.period == "needed" and path.by != "period":
        path = replace(path, period=period, calendar=now.calendar)
    if report.has_definition and REPORTS[here.question.report].has_definition:
        path = replace(path, definition=now.definition)
    return replace(question, path=path)


def question_for(screen: str, here: Visit) -> Question:
    """Return the question with which a screen starts for the scope in sight."""
    report = REPORTS[screen]
    path = here.question.path
    filters = {dimension: text for dimension, text in path.filters() if dimension in report.filters}
    period = path.period or here.page.period
    place = DrillPath(**filters)
    return Question(
        screen,
        replace(
            place,
            by=(place.next_dimension() or LAST_DIMENSION) if report.is_drilled else None,
            period=period if report.period == "needed" else None,
            calendar=path.calendar if report.has_calendar else DEFAULT_CALENDAR,
            definition=path.definition if report.has_definition else None,
        ),
    )
