"""The commands and options of parx-tui."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from parx_tui import __version__
from parx_tui.cli.translated import TranslatedCommand, TranslatedGroup, TranslatedOption
from parx_tui.clock import now
from parx_tui.config import (
    DEFAULT_MEMORY_LIMIT,
    Settings,
    choose_database,
    choose_memory_limit,
    place_of_database,
    remark_on,
)
from parx_tui.data.database import Database, open_database
from parx_tui.data.drill import BY, DEFAULT_CALENDAR, DEFINITIONS, DIMENSIONS, LAST_DIMENSION, DrillPath, option_name
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.errors import DatabaseError, ExitCode, UsageError
from parx_tui.export import FORMATS
from parx_tui.i18n import LANGUAGES, N_, _, language_in_use
from parx_tui.load.kinds import KINDS
from parx_tui.messages import tell
from parx_tui.signals import heeding_signals
from parx_tui.ui.terminal import THEMES

BUILD_MEMORY_LIMIT = "3GB"

Command = Callable[..., Any]


def option(*names: str, **settings: Any) -> Callable[[Command], Command]:
    """Return ``click.option`` with a help text that follows the language."""
    return click.option(*names, cls=TranslatedOption, **settings)


def language_option(command: Command) -> Command:
    """Add ``--lang``; its value is read before the arguments are parsed (see ``run``), so no command gets it."""
    decorate = option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=N_("Language of names, labels and messages."),
    )
    return decorate(command)


def database_options(command: Command) -> Command:
    """Add the options that say which database is opened, and how."""
    for decorate in (
        language_option,
        option("--memory-limit", metavar="SIZE", help=N_("Most memory that a query may use, such as 500MB or 2GB.")),
        option(
            "--db",
            type=click.Path(path_type=Path, readable=False),
            metavar="FILE",
            help=N_("Database to open; without it PARX_DB, the configuration file, or the sample."),
        ),
    ):
        command = decorate(command)
    return command


def report_options(command: Command) -> Command:
    """Add the filters and settings of a report."""
    choices = [
        option(
            "--by",
            type=click.Choice([option_name(dimension) for dimension in BY]),
            help=N_("Dimension that drill lists, city without it, or procedures: level, service-level or field."),
        ),
        *(
            option(
                f"--{option_name(dimension)}",
                dimension,
                metavar="NAME",
                help=N_("Only this one, by its code or its name, without regard to accents and case."),
            )
            for dimension in DIMENSIONS
        ),
        option(
            "--period",
            metavar="PERIOD",
            help=N_(
                "By its code or in words: 2022-04 or 4/2022, 2022-Q2 or quý II/2022, 2022-H1, 2022-9M, 2022; "
                "without it the last complete one."
            ),
        ),
        option(
            "--calendar",
            metavar="NAME",
            help=N_("Calendar of the periods: nd09 (closing on the 14th), calendar, or one of the office's own."),
        ),
        option(
            "--definition",
            type=click.Choice(DEFINITIONS),
            help=N_("How on time is counted; without it as the target says, else resolved."),
        ),
    ]
    for decorate in reversed(choices):
        command = decorate(command)
    return command


def output_options(command: Command) -> Command:
    """Add the options that say what is written, where and how."""
    choices = [
        option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, readable=False, allow_dash=True),
            metavar="FILE",
            help=N_("File to write; without it, or with -, standard output."),
        ),
        option("--force", is_flag=True, help=N_("Write over the file when it exists.")),
        option(
            "--format",
            "format_name",
            type=click.Choice(list(FORMATS)),
            default="csv",
            show_default=True,
            help=N_("Format to write."),
        ),
        option("--labels", is_flag=True, help=N_("Head the columns with words instead of their ids.")),
        option(
            "--filter",
            "text",
            metavar="TEXT",
            help=N_("Only rows that contain this text, without regard to accents and case."),
        ),
        option("--sort", metavar="COLUMN[:desc]", help=N_("Column to sort by.")),
        option(
            "--limit",
            type=click.IntRange(min=1),
            metavar="N",
            help=N_("Most rows to write; filings has 500 without it."),
        ),
        option(
            "--offset", type=click.IntRange(min=0), default=0, metavar="N", help=N_("Rows to leave out before them.")
        ),
    ]
    for decorate in reversed(choices):
        command = decorate(command)
    return command


def screen_options(command: Command) -> Command:
    """Add the options that say how the text UI looks."""
    choices = [
        option(
            "--theme",
            type=click.Choice(THEMES),
            help=N_("Colours of the text UI; without it as configured, else as fits the terminal."),
        ),
        option("--ascii", "ascii_only", is_flag=True, help=N_("Draw with ASCII characters only.")),
        option("--mouse/--no-mouse", default=None, help=N_("Listen to the mouse or not; without it, not over SSH.")),
        option("--low-bandwidth", is_flag=True, help=N_("Send as little as possible over a slow line.")),
    ]
    for decorate in reversed(choices):
        command = decorate(command)
    return command


FILE_OPTIONS = ("output", "force", "format_name", "labels", "limit", "offset")
SCREEN_OPTIONS = ("theme", "ascii_only", "mouse", "low_bandwidth")
REPORT_OPTIONS = (
    *FILE_OPTIONS,
    "by",
    *DIMENSIONS,
    "period",
    "calendar",
    "definition",
    "text",
    "sort",
    "limit",
    "offset",
)


UNDO_OPTIONS = ("undoes", "redoes", "yes", "db", "lang", "memory_limit", "no_wait", "quiet")
"""Options of ``load`` that mean something when the last load is taken back, or brought back."""


def refuse_options(context: click.Context, parameters: tuple[str, ...], command: str) -> None:
    """Raise ``UsageError`` for an option that was given and would be ignored."""
    for parameter in context.command.params:
        # Click 8.1 takes an argument that nobody gave for one that was given.
        is_option = isinstance(parameter, click.Option)
        given = is_option and context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if parameter.name in parameters and given:
            is_denied = bool(parameter.secondary_opts) and context.params.get(parameter.name or "") is False
            names = parameter.secondary_opts if is_denied else parameter.opts
            raise UsageError(_("{command} does not take {option}.").format(command=command, option=max(names, key=len)))


def naming_database(command: Command) -> Command:
    """Have what is wrong with the database that is chosen told with the place that names it, if that is no option."""

    @wraps(command)
    def run(context: click.Context, /, *arguments: object, **options: object) -> object:
        try:
            return command(context, *arguments, **options)
        except DatabaseError as error:
            invocation: Invocation = context.obj
            place = place_of_database(invocation.settings)
            if options["db"] or invocation.db or place is None:
                raise
            raise DatabaseError(
                _("{problem} ({place} names the database.)").format(problem=error, place=place)
            ) from error

    return run


def cannot_list(name: str, by: str) -> str:
    """Return the sentence that says what a report can be listed by instead of ``by``, or which reports can."""
    if not REPORTS[name].by:
        others = ", ".join(other for other, report in REPORTS.items() if report.by)
        return _("Report {name} does not take --by; these do: {names}").format(name=name, names=others)
    names = ", ".join(option_name(dimension) for dimension in REPORTS[name].by)
    return _("Report {name} does not take --by {by}; it takes: {names}").format(
        name=name, by=option_name(by), names=names
    )


@dataclass(frozen=True, slots=True)
class Invocation:
    """What a command was called with besides its own options: the settings, and the options before its name."""

    settings: Settings
    db: Path | None = None
    memory_limit: str | None = None

    def database(self, db: Path | None = None) -> Path:
        """Return the database that options, environment and configuration file choose."""
        return choose_database(db or self.db, self.settings)

    def limit(self, memory_limit: str | None = None, *, usual: str = DEFAULT_MEMORY_LIMIT) -> str:
        """Return the memory limit that options, environment and configuration file choose, else the usual one."""
        return choose_memory_limit(memory_limit or self.memory_limit, self.settings) or usual

    @contextmanager
    def opened(self, db: Path | None, memory_limit: str | None) -> Iterator[Database]:
        """Yield the database that is chosen; Ctrl+C stops what it is asked in the block."""
        path = self.database(db)
        self.tell_problem()
        with (
            open_database(path, memory_limit=self.limit(memory_limit)) as database,
            heeding_signals(database.interrupt),
        ):
            yield database

    def tell_problem(self) -> None:
        """Say that the configuration file cannot be read, when it cannot."""
        if remark := remark_on(self.settings):
            tell(remark)


@click.group(
    cls=TranslatedGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_(
        "Reports on administrative procedures and filings, from a local database. "
        "Without --export it opens the text UI; with it, it writes a report and leaves."
    ),
)
@database_options
@option(
    "--export",
    "report",
    is_flag=False,
    flag_value="drill",
    default=None,
    metavar="[REPORT]",
    help=N_("Write a report and leave; drill when none is named."),
)
@report_options
@output_options
@screen_options
@click.version_option(
    __version__,
    prog_name="parx-tui",
    message="%(prog)s %(version)s",
    cls=TranslatedOption,
    help=N_("Show the version and exit."),
)
@click.pass_context
@naming_database
def app(
    context: click.Context,
    /,
    report: str | None,
    db: Path | None,
    memory_limit: str | None,
    by: str | None,
    calendar: str | None,
    output: Path | None,
    force: bool,
    format_name: str,
    labels: bool,
    text: str | None,
    sort: str | None,
    limit: int | None,
    offset: int,
    theme: str | None,
    ascii_only: bool,
    mouse: bool | None,
    low_bandwidth: bool,
    **filters: str | None,
) -> int | None:
    """Export a report, or open the text UI."""
    invocation: Invocation = context.obj
    if context.invoked_subcommand is not None:
        refuse_options(context, REPORT_OPTIONS, "parx-tui " + context.invoked_subcommand)
        if report is not None:
            raise UsageError(
                _("--export and the command {command} do not go together; leave one out.").format(
                    command=context.invoked_subcommand
                )
            )
        context.obj = replace(invocation, db=db, memory_limit=memory_limit)
        refuse_options(context, SCREEN_OPTIONS, "parx-tui " + context.invoked_subcommand)
        if all(parameter.name != "db" for parameter in app.commands[context.invoked_subcommand].params):
            # The others tell it when they have chosen the database, which may fail for it.
            invocation.tell_problem()
        return None
    refuse_options(
        context,
        FILE_OPTIONS if report is None else SCREEN_OPTIONS,
        _("parx-tui without --export") if report is None else "parx-tui --export",
    )
    name = report or "drill"
    by = None if by is None else by.replace("-", "_")
    if by is not None and name in REPORTS and by not in REPORTS[name].by:
        raise UsageError(cannot_list(name, by))
    has_calendar = name in REPORTS and REPORTS[name].has_calendar
    path = DrillPath(
        by=by or ("city" if name in REPORTS and "city" in REPORTS[name].by else None),
        calendar=calendar or (invocation.settings.calendar if has_calendar else None) or DEFAULT_CALENDAR,
        **filters,
    )
    question = Question(name, path, text=text, sort=sort, limit=limit, offset=offset)
    if report is None:
        if by is None:
            question = replace(question, path=replace(path, by=path.next_dimension() or LAST_DIMENSION))
        from parx_tui.cli.screen import show_screen

        return show_screen(
            invocation.database(db),
            question,
            memory_limit=invocation.limit(memory_limit),
            settings=invocation.settings,
            theme=theme,
            ascii_only=ascii_only,
            mouse=mouse,
            low_bandwidth=low_bandwidth,
        )
    from parx_tui.cli.export import export_report

    with invocation.opened(db, memory_limit) as database:
        if invocation.settings.problem and has_calendar and calendar is None:
            tell(_("Periods are those of nd09, closing on the 14th; --calendar names others."))
        export_report(
            database,
            question,
            target=None if output is None or str(output) == "-" else output,
            force=force,
            format_name=format_name,
            labels=labels,
            language=language_in_use(),
        )
    return ExitCode.OK


@app.command(cls=TranslatedCommand, help=N_("List the reports, what one row of each is, and their columns."))
@language_option
def reports() -> None:
    """List the reports."""
    from parx_tui.cli.reports import list_reports

    list_reports()


@app.command(
    cls=TranslatedCommand,
    help=N_("Look for errors in the data: rows that break a rule. Leaves with 1 when there are any."),
)
@database_options
@option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="csv",
    show_default=True,
    help=N_("Format to write."),
)
@click.pass_context
@naming_database
def check(context: click.Context, /, db: Path | None, memory_limit: str | None, format_name: str) -> int:
    """Run the checks."""
    from parx_tui.cli.check import run_checks

    invocation: Invocation = context.obj
    with invocation.opened(db, memory_limit) as database:
        return run_checks(database, format_name=format_name)


@app.command(cls=TranslatedCommand, help=N_("Load files of an office: filings, lists, targets, reports, returns."))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="FILE...")
@option("--as", "kind", type=click.Choice(list(KINDS)), help=N_("What the rows are; without it, as the headers tell."))
@option(
    "--map",
    "map_path",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help=N_("Map of the columns; see --dry-run."),
)
@option("--source", metavar="NAME", help=N_("System that the filings come from; their codes are keys inside it."))
@option("--city", metavar="CODE", help=N_("City that the files speak for: code or name, or 01=NAME for a new one."))
@option(
    "--whole/--part", "is_whole", default=True, help=N_("Whether they speak for every unit of the city, or for some.")
)
@option("--from", "covered_from", metavar="DAY", help=N_("First day that the filings speak for."))
@option("--to", "covered_to", metavar="DAY", help=N_("Last day that the filings speak for."))
@option("--new-units", is_flag=True, help=N_("Take names of units that nothing matches for new units."))
@option("--new-procedures", is_flag=True, help=N_("Take codes of procedures that nothing matches for new ones."))
@option(
    "--max-rejects",
    type=click.IntRange(0, 100),
    default=5,
    show_default=True,
    metavar="PERCENT",
    help=N_("Share of rows rejected or contradicting themselves above which nothing is loaded."),
)
@option(
    "--rejects",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help=N_("List of rejected rows; without it beside the file."),
)
@option("--dry-run", is_flag=True, help=N_("Change nothing: write the map of the file, and tell what would be loaded."))
@option("--undo", "undoes", is_flag=True, help=N_("Take the last load back: tell what it was, ask on a terminal."))
@option("--redo", "redoes", is_flag=True, help=N_("Bring back the load that --undo took back, until the next load."))
@option("--yes", is_flag=True, help=N_("Do not ask before --undo."))
@option("--no-wait", is_flag=True, help=N_("Leave when another load is at work, instead of waiting for it."))
@option("--quiet", is_flag=True, help=N_("Tell nothing but errors and the list of rejected rows."))
@database_options
@click.pass_context
@naming_database
def load(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    kind: str | None,
    map_path: Path | None,
    source: str | None,
    city: str | None,
    is_whole: bool,
    covered_from: str | None,
    covered_to: str | None,
    new_units: bool,
    new_procedures: bool,
    max_rejects: int,
    rejects: Path | None,
    dry_run: bool,
    undoes: bool,
    redoes: bool,
    yes: bool,
    no_wait: bool,
    quiet: bool,
    db: Path | None,
    memory_limit: str | None,
) -> int:
    """Load files, or undo or redo the last load."""
    from parx_tui.cli.load import days_covered, run_load, run_trial
    from parx_tui.cli.undo import run_redo, run_undo
    from parx_tui.load.request import Request

    invocation: Invocation = context.obj
    database = invocation.database(db)
    invocation.tell_problem()
    limit = invocation.limit(memory_limit, usual=BUILD_MEMORY_LIMIT)
    if undoes or redoes:
        if undoes and redoes:
            raise UsageError(_("--undo and --redo do not go together; leave one out."))
        if files:
            raise UsageError(
                _("--undo takes the last load back, and no files.")
                if undoes
                else _("--redo brings back what --undo took back, and takes no files.")
            )
        others = {parameter.name or "" for parameter in context.command.params}.difference(UNDO_OPTIONS)
        refuse_options(context, tuple(others), "parx-tui load --undo" if undoes else "parx-tui load --redo")
        if redoes:
            return run_redo(database, waits=not no_wait, is_quiet=quiet, memory_limit=limit)
        return run_undo(database, waits=not no_wait, is_quiet=quiet, is_sure=yes, memory_limit=limit)
    refuse_options(context, ("yes",), _("parx-tui load without --undo"))
    if not files:
        raise UsageError(_("Name the files to load: parx-tui load FILE..."))
    begin, end = days_covered(covered_from, covered_to)
    request = Request(
        paths=files,
        database=database,
        now=now(),
        memory_limit=limit,
        kind=kind,
        map_path=map_path,
        source=source,
        city=city,
        is_whole=is_whole,
        covered_from=begin,
        covered_to=end,
        adds_units=new_units,
        adds_procedures=new_procedures,
        most_rejected=max_rejects,
        waits=not no_wait,
    )
    run = run_trial if dry_run else run_load
    return run(request, rejects=rejects, is_quiet=quiet)


@app.command(
    cls=TranslatedCommand, help=N_("Bring a database of an earlier version up to date, with all that it holds.")
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@option("--memory-limit", metavar="SIZE", help=N_("Most memory that the build may use, such as 500MB or 3GB."))
@option("--no-wait", is_flag=True, help=N_("Leave when another load is at work, instead of waiting for it."))
@language_option
@click.pass_obj
def upgrade(invocation: Invocation, file: Path, memory_limit: str | None, no_wait: bool) -> int:
    """Bring a database up to date."""
    from parx_tui.cli.upgrade import run_upgrade

    return run_upgrade(file, waits=not no_wait, memory_limit=invocation.limit(memory_limit, usual=BUILD_MEMORY_LIMIT))


@app.command(cls=TranslatedCommand, help=N_("Write an empty database for an office's own data."))
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@option("--city", "cities", multiple=True, metavar="CODE=NAME", help=N_("A city of the database; may be given again."))
@option("--force", is_flag=True, help=N_("Write over the file when it exists."))
@option("--no-wait", is_flag=True, help=N_("Leave when another load is at work, instead of waiting for it."))
@language_option
@click.pass_obj
def init(invocation: Invocation, file: Path, cities: tuple[str, ...], force: bool, no_wait: bool) -> int:
    """Write an empty database."""
    from parx_tui.cli.load import run_init

    limit = invocation.limit(usual=BUILD_MEMORY_LIMIT)
    return run_init(file, cities, force=force, waits=not no_wait, memory_limit=limit)


@app.command(
    cls=TranslatedCommand, help=N_("Write the sample database, or one of the same shape with N made-up filings.")
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@option("--filings", type=int, metavar="N", help=N_("Number of filings of a database for trials and benchmarks."))
@option("--force", is_flag=True, help=N_("Write over the file when it exists."))
@option("--memory-limit", metavar="SIZE", help=N_("Most memory that the build may use, such as 500MB or 3GB."))
@language_option
@click.pass_obj
def sample(invocation: Invocation, file: Path, filings: int | None, force: bool, memory_limit: str | None) -> None:
    """Build a sample database."""
    from parx_tui.load.sample import build_sample, build_trial

    limit = invocation.limit(memory_limit, usual=BUILD_MEMORY_LIMIT)
    if filings is None:
        build_sample(file, force=force, memory_limit=limit)
    else:
        build_trial(file, filings, force=force, memory_limit=limit)
    tell(_("Written: {path} ({size} MB)").format(path=file, size=f"{file.stat().st_size / 1e6:.1f}"))
