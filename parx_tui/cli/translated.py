"""Click's commands and options with help texts in the language in use.

The language is only known when the program runs, so help texts are kept in English and
translated when they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from click.core import ParameterSource

from parx_tui.errors import UsageError
from parx_tui.i18n import _


class TranslatedOption(click.Option):
    """An option whose help text is a message of the catalogue, and of which nothing that is given gets lost.

    Unless it may be given several times, it is refused when it is given again, where Click would keep
    the last value, and so are a switch and its opposite. A value of nothing but blanks is refused too: it
    mostly comes from an empty variable of a script, and would be taken for none.
    """

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Have the parser keep every value that is given, not the last alone."""
        multiple = self.multiple
        try:
            self.multiple = True
            super().add_to_parser(parser, ctx)
        finally:
            self.multiple = multiple

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """Return the one value that is given, or all of them where the option may be given several times.

        Raises ``UsageError`` for more than one, also where another stands before the name of the command,
        and for one that says nothing.
        """
        name = self.name or ""
        given = opts.get(name)
        if not given:
            return super().consume_value(ctx, opts)
        if any(isinstance(value, str) and not value.strip() for value in given):
            raise UsageError(_("{option} is empty; give it a value, or leave it out.").format(option=self._spelling()))
        outer = ctx.parent.get_parameter_source(name) if ctx.parent else None
        is_repeated = len(given) > 1 or outer is ParameterSource.COMMANDLINE
        if is_repeated and not self.is_flag and not self.multiple:
            raise UsageError(_("{option} is given more than once; give it once.").format(option=self._spelling()))
        if self.is_flag and len(set(given)) > 1:
            raise UsageError(
                _("{option} and {other} exclude each other; give one of them.").format(
                    option=self._spelling(), other=max(self.secondary_opts, key=len)
                )
            )
        return super().consume_value(ctx, opts if self.multiple else {**opts, name: given[-1]})

    def _spelling(self) -> str:
        """Return the option as it is written out."""
        return max(self.opts, key=len)

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
