"""Actions that give the table away: as a command line, to the clipboard, into a file."""

from __future__ import annotations

from pathlib import Path

from parx_tui.i18n import _, language_in_use, ngettext
from parx_tui.sanitize import clean
from parx_tui.ui.command_line import command_line
from parx_tui.ui.screens.dialogs import PromptDialog, TextDialog
from parx_tui.ui.screens.display import TableDisplay
from parx_tui.ui.worker.tasks import export_task


class ExportActions(TableDisplay):
    """Show the command, copy, and export."""

    def action_show_command(self) -> None:
        """Show the command line that writes this table."""
        if self.here is not None:
            self.app.push_screen(TextDialog([(_("This table as a command"), [self.command])]))

    @property
    def command(self) -> str:
        """The command line that writes the table in sight."""
        if self.here is None:
            return ""
        return command_line(self.here.question, self.here.page, self.worker.path, language_in_use())

    def action_copy_cell(self) -> None:
        """Copy the cell under the cursor."""
        column = self.grid.chosen
        if column is not None and self.has_row:
            self._copy(clean(column.cell(self.grid.position.row)[0]))

    def action_copy_row(self) -> None:
        """Copy the row under the cursor, its cells parted by tabs."""
        if self.has_row:
            self._copy(self._row_text(self.grid.position.row))

    def action_copy_table(self) -> None:
        """Copy the rows of this page under their headings."""
        content = self.grid.content
        heads = "\t".join(column.head for column in content.columns)
        self._copy("\n".join([heads, *(self._row_text(row) for row in range(content.length))]))

    def action_export(self) -> None:
        """Ask for a path and write every row there."""
        if self.here is None:
            return
        name = "-".join(part for part in (self.here.question.report, self.here.page.period) if part)
        self._prompt_export(str(Path.cwd() / f"{name}.csv"), overwrite=None)

    def _prompt_export(self, value: str, *, overwrite: Path | None) -> None:
        question = (
            _("{path} already exists. Enter writes over it; or give another name.").format(path=overwrite)
            if overwrite is not None
            else _("Write all rows to (.csv, .tsv, .json or .md):")
        )

        def given(answer: str | None) -> None:
            if not answer or not answer.strip():
                return
            target = Path(answer.strip()).expanduser()
            if target.is_file() and target != overwrite:
                self._prompt_export(answer, overwrite=target)
                return
            self._write(target, force=target == overwrite)

        self.app.push_screen(PromptDialog(question, value), given)

    def _write(self, target: Path, *, force: bool) -> None:
        if self.here is None:
            return

        def tell(rows: int) -> None:
            self.say(
                ngettext("{number} row written to {path}", "{number} rows written to {path}", rows).format(
                    number=rows, path=target
                )
            )

        self.say(_("Writing {path}…").format(path=target))
        self.request(
            "file", export_task(self.here.question, target, force=force, language=language_in_use()), int, tell
        )

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.say(_("Copied, if the terminal allows it (OSC 52): {text}").format(text=text[:40].replace("\n", " ")))

    def _row_text(self, row: int) -> str:
        return "\t".join(clean(column.cell(row)[0]) for column in self.grid.content.columns)
