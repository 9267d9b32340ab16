"""Running a command: every outcome becomes an exit code, every failure a sentence on stderr."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence

import click

from parx_tui.cli.commands import app
from parx_tui.cli.invocation import Invocation
from parx_tui.config import Settings, choose_language, read_settings
from parx_tui.data.database import Interrupted
from parx_tui.errors import ExitCode, ParxError, QueryError
from parx_tui.i18n import _, language_of_locale, use_language
from parx_tui.messages import tell, tell_lines, tell_traceback

PROGRAM = "parx-tui"


def run(arguments: Sequence[str]) -> int:
    """Run the command line with its arguments and return the exit code."""
    # A terminal that lacks a letter shows a substitute; exports write UTF-8 past this.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    for number in (signal.SIGTERM, signal.SIGHUP):
        # A session that is dropped leaves like one that is interrupted: nothing half-written stays.
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    use_language(language_of_locale(dict(os.environ)))
    arguments = [as_utf_8(argument) for argument in arguments]
    try:
        asked = language_argument(arguments)
        # What is wrong with the file is told in the language that is asked for outside it.
        use_language(choose_language(asked, Settings()))
        settings = read_settings()
        use_language(choose_language(asked, settings))
        outcome = app.main(list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=Invocation(settings))
        return outcome if isinstance(outcome, int) else ExitCode.OK
    except BrokenPipeError:
        # The reader has seen enough, as with "| head".
        return ExitCode.OK
    except SystemExit:
        # Click leaves this way when standard output is a pipe that was closed, and only then.
        return ExitCode.OK
    except (click.Abort, KeyboardInterrupt, Interrupted):
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        _show_debug()
        _tell_of_click(error)
        return error.exit_code
    except ParxError as error:
        _show_debug()
        _tell(str(error))
        return error.exit_code
    except Exception as error:
        if str(error) == "Query interrupted" or type(error).__name__ == "InterruptException":
            # So DuckDB tells of Ctrl+C in the middle of a query.
            return ExitCode.INTERRUPTED
        _show_debug()
        _tell(
            str(
                QueryError(
                    _("Something unexpected went wrong: {reason}. Set PARX_DEBUG=1 to see where.").format(
                        reason=f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
                    )
                )
            )
        )
        return ExitCode.FAILED


def as_utf_8(argument: str) -> str:
    """Return an argument as it was typed on a UTF-8 terminal, also where the locale knows ASCII alone."""
    try:
        return os.fsencode(argument).decode()
    except UnicodeDecodeError:
        return argument


def language_argument(arguments: Sequence[str]) -> str | None:
    """Return the value of ``--lang``, needed before the arguments are parsed: parsing itself speaks."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return None


def _tell(sentence: str) -> None:
    """Write an error on stderr, whatever the terminal's encoding."""
    tell(_("Error: {message}").format(message=sentence))


def _tell_of_click(error: click.ClickException) -> None:
    """Write an error of Click's on stderr, which repeats what was typed."""
    said = io.StringIO()
    error.show(said)
    tell_lines(said.getvalue().rstrip("\n"))


def _show_debug() -> None:
    """Write the traceback of the error being handled, when the user asks for it."""
    if os.environ.get("PARX_DEBUG") == "1":
        tell_traceback()
