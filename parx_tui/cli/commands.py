"""The commands and options of parx-tui."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from parx_tui import __version__
from parx_tui.cli.invocation import Invocation, naming_database
from parx_tui.cli.options import (
    FILE_OPTIONS,
    REPORT_OPTIONS,
    SCREEN_OPTIONS,
    UNDO_OPTIONS,
    database_options,
    language_option,
    option,
    output_options,
    refuse_options,
    report_options,
    screen_options,
)
from parx_tui.cli.translated import TranslatedCommand, TranslatedGroup, TranslatedOption
from parx_tui.clock import now
from parx_tui.config import Settings
from parx_tui.data.drill import DEFAULT_CALENDAR, DIMENSIONS, LAST_DIMENSION, DrillPath, option_name
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.errors import ExitCode, UsageError
from parx_tui.export import FORMATS
from parx_tui.i18n import N_, _, language_in_use
from parx_tui.load.kinds import KINDS
from parx_tui.messages import tell

BUILD_MEMORY_LIMIT = "3GB"


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
    **options: Any,
) -> int | None:
    """Export a report, or open the text UI."""
    invocation: Invocation = context.obj
    if context.invoked_subcommand is not None:
        _pass_on(context, report, replace(invocation, db=db, memory_limit=memory_limit))
        return None
    refuse_options(
        context,
        FILE_OPTIONS if report is None else SCREEN_OPTIONS,
        _("parx-tui without --export") if report is None else "parx-tui --export",
    )
    filters = {name: options[name] for name in (*DIMENSIONS, "period", "definition")}
    path = _asked_path(report or "drill", by, calendar, invocation.settings, filters)
    question = Question(report or "drill", path, text=text, sort=sort, limit=limit, offset=offset)
    if report is None:
        if by is None:
            question = replace(question, path=replace(path, by=path.next_dimension() or LAST_DIMENSION))
        from parx_tui.cli.screen import show_screen

        return show_screen(
            invocation.database(db),
            question,
            memory_limit=invocation.limit(memory_limit),
            settings=invocation.settings,
            **{name: options[name] for name in SCREEN_OPTIONS},
        )
    from parx_tui.cli.export import export_report

    with invocation.opened(db, memory_limit) as database:
        if invocation.settings.problem and _has_calendar(report) and calendar is None:
            tell(_("Periods are those of nd09, closing on the 14th; --calendar names others."))
        target = None if output is None or str(output) == "-" else output
        export_report(
            database,
            question,
            target=target,
            force=force,
            format_name=format_name,
            labels=labels,
            language=language_in_use(),
        )
    return ExitCode.OK


def _pass_on(context: click.Context, report: str | None, invocation: Invocation) -> None:
    """Hand the options before the name of a command over to it; refuse those that it would ignore."""
    command = context.invoked_subcommand or ""
    refuse_options(context, REPORT_OPTIONS, f"parx-tui {command}")
    if report is not None:
        raise UsageError(
            _("--export and the command {command} do not go together; leave one out.").format(command=command)
        )
    context.obj = invocation
    refuse_options(context, SCREEN_OPTIONS, f"parx-tui {command}")
    if all(parameter.name != "db" for parameter in app.commands[command].params):
        # The others tell it when they have chosen the database, which may fail for it.
        invocation.tell_problem()


def _asked_path(
    name: str, by: str | None, calendar: str | None, settings: Settings, filters: Mapping[str, str | None]
) -> DrillPath:
    """Return what a report is asked about; what no option says is as configured, else as usual."""
    by = None if by is None else by.replace("-", "_")
    if by is not None and name in REPORTS and by not in REPORTS[name].by:
        raise UsageError(cannot_list(name, by))
    return DrillPath(
        by=by or ("city" if name in REPORTS and "city" in REPORTS[name].by else None),
        calendar=calendar or (settings.calendar if _has_calendar(name) else None) or DEFAULT_CALENDAR,
        **filters,
    )


def _has_calendar(name: str) -> bool:
    """Whether a report is about periods of a calendar."""
    return name in REPORTS and REPORTS[name].has_calendar


def cannot_list(name: str, by: str) -> str:
    """Return the sentence that says what a report can be listed by instead of ``by``, or which reports can."""
    if not REPORTS[name].by:
        others = ", ".join(other for other, report in REPORTS.items() if report.by)
        return _("Report {name} does not take --by; these do: {names}").format(name=name, names=others)
    names = ", ".join(option_name(dimension) for dimension in REPORTS[name].by)
    return _("Report {name} does not take --by {by}; it takes: {names}").format(
        name=name, by=option_name(by), names=names
    )


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
@option("--new-units", "adds_units", is_flag=True, help=N_("Take names of units that nothing matches for new units."))
@option(
    "--new-procedures",
    "adds_procedures",
    is_flag=True,
    help=N_("Take codes of procedures that nothing matches for new ones."),
)
@option(
    "--max-rejects",
    "most_rejected",
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
    covered_from: str | None,
    covered_to: str | None,
    rejects: Path | None,
    dry_run: bool,
    undoes: bool,
    redoes: bool,
    yes: bool,
    no_wait: bool,
    quiet: bool,
    db: Path | None,
    memory_limit: str | None,
    **options: Any,
) -> int:
    """Load files, or undo or redo the last load."""
    from parx_tui.cli.load import days_covered, run_load, run_trial
    from parx_tui.load.request import Request

    invocation: Invocation = context.obj
    database = invocation.database(db)
    invocation.tell_problem()
    memory = invocation.limit(memory_limit, usual=BUILD_MEMORY_LIMIT)
    if undoes or redoes:
        _refuse_beside_undo(context, files, undoes=undoes, redoes=redoes)
        from parx_tui.cli.undo import run_redo, run_undo

        if redoes:
            return run_redo(database, waits=not no_wait, is_quiet=quiet, memory_limit=memory)
        return run_undo(database, waits=not no_wait, is_quiet=quiet, is_sure=yes, memory_limit=memory)
    refuse_options(context, ("yes",), _("parx-tui load without --undo"))
    if not files:
        raise UsageError(_("Name the files to load: parx-tui load FILE..."))
    begin, end = days_covered(covered_from, covered_to)
    request = Request(
        paths=files,
        database=database,
        now=now(),
        memory_limit=memory,
        covered_from=begin,
        covered_to=end,
        waits=not no_wait,
        **options,
    )
    return (run_trial if dry_run else run_load)(request, rejects=rejects, is_quiet=quiet)


def _refuse_beside_undo(context: click.Context, files: Sequence[Path], *, undoes: bool, redoes: bool) -> None:
    """Raise ``UsageError`` for what --undo and --redo would ignore."""
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
