"""``parx-tui`` without ``--export``: the text UI, on a terminal that can show it."""

from __future__ import annotations

from pathlib import Path

from parx_tui.config import Settings, config_path, remark_on
from parx_tui.data.questions import Question
from parx_tui.errors import UsageError
from parx_tui.i18n import _, language_in_use
from parx_tui.messages import tell
from parx_tui.ui.command_line import written_command
from parx_tui.ui.keys import bound_keys, moved_keys
from parx_tui.ui.terminal import THEMES, choose_appearance, refuse_unfit_terminal


def show_screen(
    path: Path,
    question: Question,
    *,
    memory_limit: str,
    settings: Settings,
    theme: str | None,
    ascii_only: bool,
    mouse: bool | None,
    low_bandwidth: bool,
) -> int:
    """Open the text UI on a database; return the exit code.

    Raises ``UsageError`` for a terminal that cannot show it and for settings that make no sense,
    and what ``open_ui`` raises.
    """
    refuse_unfit_terminal(written_command(question, path, language_in_use()), ascii_only=ascii_only)
    if settings.theme is not None and settings.theme not in THEMES:
        raise UsageError(
            _("The configuration file {path} asks for the theme {theme}; it can be: {names}.").format(
                path=config_path(), theme=settings.theme, names=", ".join(THEMES)
            )
        )
    try:
        keys = bound_keys(settings.keys)
    except UsageError as error:
        raise UsageError(
            _("In the configuration file {path}, section keys: {problem}").format(path=config_path(), problem=error)
        ) from error
    appearance = choose_appearance(
        theme=theme or settings.theme,
        ascii_only=ascii_only,
        mouse=settings.mouse if mouse is None else mouse,
        low_bandwidth=low_bandwidth,
    )
    moved = moved_keys(settings.keys, keys)
    if moved:
        # What the screen says of it gives way to the next message; this is found again when the screen is left.
        tell(moved)
    from parx_tui.ui.start import open_ui

    greeting = " ".join(told for told in (remark_on(settings), moved) if told)
    return open_ui(path, question, memory_limit=memory_limit, appearance=appearance, keys=keys, greeting=greeting)
