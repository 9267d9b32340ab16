"""The screen of the program: the table with every action, under the keys of the table of keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from parx_tui.i18n import _, language_in_use, use_language
from parx_tui.ui.dialog_texts import help_text
from parx_tui.ui.keys import ACTIONS, key_sign, key_signs
from parx_tui.ui.screens.dialogs import Choice, ChoiceDialog, TextDialog
from parx_tui.ui.screens.export_actions import ExportActions
from parx_tui.ui.screens.navigation import NavigationActions
from parx_tui.ui.screens.table_actions import TableActions
from parx_tui.ui.screens.view_settings import ViewSettingActions
from parx_tui.ui.terminal import THEMES
from parx_tui.ui.worker.file_state import FileState, file_state


class TableScreen(NavigationActions, ViewSettingActions, TableActions, ExportActions):
    """The table with all its actions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(action.keys, f"act({action.name!r})", id=action.name, show=False) for action in ACTIONS
    ]

    _told_of: FileState | None = None

    def on_mount(self) -> None:
        """Remember the file as it is."""
        self._told_of = file_state(self.worker.path)

    def action_go_out(self) -> None:
        """Leave the filter and show all rows, or do what going out means on the table."""
        if self.filter_input.display:
            self.action_drop_filter()
        else:
            super().action_go_out()

    def action_reload(self) -> None:
        """Open the database anew, so that a replaced file is seen, and ask again."""
        if self.here is None:
            return
        self._told_of = file_state(self.worker.path)

        def reopened(_nothing: object) -> None:
            self.forget()
            if self.here is not None:
                self.change(self.here.question)

        self.request("open", None, object, reopened)

    def look_at_file(self) -> None:
        """Say once that the database file has become another than the one in sight, or is gone."""
        state = file_state(self.worker.path)
        if state != self._told_of and self.worker.is_replaced():
            key = key_sign(self.keys["reload"])
            message = (
                _("The database file was replaced. {key} opens the new one.")
                if state is not None
                else _("The database file is gone. What was read stays here; {key} looks for it again.")
            )
            self.say(message.format(key=key))
        self._told_of = state

    def action_switch_language(self) -> None:
        """Speak the other language at once."""
        use_language("en" if language_in_use() == "vi" else "vi")
        self.forget()
        self.redraw()
        if self.here is not None:
            self.change(self.here.question)

    def action_choose_theme(self) -> None:
        """Choose the colours."""
        names = {
            "dark": _("dark"),
            "light": _("light"),
            "ansi": _("the terminal's own colours"),
            "monochrome": _("no colours"),
        }
        choices = [Choice(name, name, names[name], names=(name, names[name])) for name in THEMES]

        def chosen(name: str | None) -> None:
            if name is not None:
                self.app.theme = name

        self.app.push_screen(ChoiceDialog(_("Colours"), choices, self.app.theme), chosen)

    def action_palette(self) -> None:
        """Choose any action by its name."""
        width = max(len(key_signs(keys)) for keys in self.keys.values())
        choices = [
            Choice(
                action.name,
                f"{key_signs(self.keys[action.name]):<{width}} {_(action.help)}",
                names=(*map(key_sign, self.keys[action.name].split(",")), _(action.word), _(action.help)),
            )
            for action in ACTIONS
            if action.name != "palette"
        ]

        def chosen(name: str | None) -> None:
            if name is not None:
                self.action_act(name)

        self.app.push_screen(ChoiceDialog(_("Actions"), choices), chosen)

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(TextDialog(help_text(self.keys, self.glyphs)))

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()
