"""What is said on standard error and written to standard output, with nothing in it that a terminal acts upon.

Nothing else in the program writes there, save reports, which ``export`` makes harmless itself, and the screen.
"""

from __future__ import annotations

import click

from parx_tui.sanitize import clean, clean_lines


def tell(sentence: str) -> None:
    """Say a sentence on standard error: standard output is for data."""
    click.echo(clean(sentence), err=True)


def ask(question: str) -> None:
    """Say a question on standard error; the answer is to be typed behind it."""
    click.echo(f"{clean(question)} ", err=True, nl=False)


def tell_lines(text: str) -> None:
    """Say a text of several lines on standard error."""
    click.echo(clean_lines(text), err=True)


def write_lines(text: str) -> None:
    """Write a text of several lines to standard output."""
    click.echo(clean_lines(text))


def tell_traceback() -> None:
    """Write the traceback of the error being handled on standard error."""
    # For those who look for a fault alone.
    import traceback

    tell_lines(traceback.format_exc().rstrip("\n"))
