"""What Click itself says to users: its help pages and its errors, provoked on the version that is installed."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from unittest.mock import patch

import click

from parx_tui.cli.commands import app
from parx_tui.cli.run import PROGRAM, run

VALUES = ("?", "-1", "999999999", ".")
"""Each is wrong for options of some type: choices, numbers, ranges, files."""


def asked_of_gettext() -> set[str]:
    """Return the messages, of plural ones the singular, that Click has translated for its pages and errors."""
    asked = set()
    translated, counted = gettext.dgettext, gettext.dngettext

    def dgettext(domain: str, message: str) -> str:
        asked.add(message)
        return translated(domain, message)

    def dngettext(domain: str, singular: str, plural: str, number: int) -> str:
        asked.add(singular)
        return counted(domain, singular, plural, number)

    # Both are what every look-up in the domain of the process comes to, whoever imported gettext and when.
    with patch.object(gettext, "dgettext", dgettext), patch.object(gettext, "dngettext", dngettext):
        provoke()
    return asked


def provoke() -> None:
    """Have Click show every help page, and tell every mistake that options and arguments can have."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        for mistaken in ("?", *(name[:-1] for name in app.commands)):
            run([mistaken])
        for command in (app, *app.commands.values()):
            for arguments in mistakes(command):
                parse(command, arguments)


def mistakes(command: click.Command) -> Iterator[list[str]]:
    """Yield arguments for a command, most of them wrong: too few, too many, of no such name, of no such value."""
    yield ["--help"]
    yield []
    yield ["--?"]
    yield ["?"] * 3
    for parameter in command.params:
        for name in (*parameter.opts, *parameter.secondary_opts):
            if isinstance(parameter, click.Option):
                yield [name]
                yield [name[:-1]]
                yield from ([f"{name}={value}"] for value in VALUES)
            else:
                yield from ([value] for value in VALUES)


def parse(command: click.Command, arguments: list[str]) -> None:
    """Have arguments read as those of a command, and say what is wrong with them; the command is not run."""
    name = None if command is app else command.name
    try:
        command.make_context(name or PROGRAM, arguments, parent=click.Context(app, info_name=PROGRAM) if name else None)
    except click.ClickException as error:
        error.show()
    except click.exceptions.Exit:
        # A help page was shown.
        pass
