"""Click's commands and options with help texts in the language in use.

The language is only known when the program runs, so help texts are kept in English and
translated when they are shown.
"""

from __future__ import annotations

import click

from parx_tui.i18n import _


class TranslatedOption(click.Option):
    """An option whose help text is a message of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line of the help page, in the language in use."""
        message = self.help
        try:
            self.help = _(message) if message else message
            return super().get_help_record(ctx)
        finally:
            self.help = message


class TranslatedCommand(click.Command):
    """A command whose help text is a message of the catalogue."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text in the language in use."""
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(_(self.help or ""))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help text, in the language in use."""
        return _(self.help or "").split(". ")[0].rstrip(".")


class TranslatedGroup(TranslatedCommand, click.Group):
    """A group whose help text is a message of the catalogue."""
