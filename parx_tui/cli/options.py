"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from parx_tui.cli.translated import TranslatedOption
from parx_tui.data.drill import BY, DEFINITIONS, DIMENSIONS, option_name
from parx_tui.errors import UsageError
from parx_tui.export import FORMATS
from parx_tui.i18n import LANGUAGES, N_, _
from parx_tui.ui.terminal import THEMES

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
