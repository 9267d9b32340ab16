"""Keys that order the table, explain it and take it away."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from textual.widgets import Input

from parx_tui.data.provenance import Provenance
from parx_tui.data.reports import REPORTS
from parx_tui.i18n import _, language_in_use, ngettext
from parx_tui.sanitize import clean
from parx_tui.ui.answers import read_provenance, write_file
from parx_tui.ui.around import definitions_of
from parx_tui.ui.command import command_line
from parx_tui.ui.screens.board import Board
from parx_tui.ui.screens.over import PromptScreen, TextScreen
from parx_tui.ui.tables.report_table import table_of
from parx_tui.ui.texts import check_text, provenance_text


class TakingBoard(Board):
    """A board whose table can be ordered, explained and taken away."""

    def action_filter(self) -> None:
        """Type a text to filter by."""
        if self.here is None:
            return
        if not REPORTS[self.here.question.report].is_searched:
            self.say(_("This table cannot be filtered, only sorted."))
            return
        box = self.filter_input
        box.value = self.here.question.text or ""
        box.placeholder = _("text to look for, accents or not; Enter keeps it, Esc shows all rows")
        box.display = True
        self.lines("hint").display = False
        box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while one types; over a slow line, only when Enter is pressed."""
        if event.input is self.filter_input and self.filter_input.has_focus and not self.look.low_bandwidth:
            self._filter(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter and go back to the table."""
        if event.input is self.filter_input:
            self._filter(event.value)
            self.leave_filter()

    def action_drop_filter(self) -> None:
        """Leave the filter and show all rows."""
        if self.leave_filter():
            self.cancel("table")
            self._filter("")

    def leave_filter(self) -> bool:
        """Go back from the filter to the table; return whether it was being typed."""
        if not self.filter_input.display:
            return False
        self.filter_input.display = False
        self.lines("hint").display = True
        self.grid.focus()
        return True

    def action_sort(self) -> None:
        """Sort by the column under the cursor: the way that is wanted first, the other way, the usual order."""
        column = self.grid.chosen
        if self.here is None or column is None:
            return
        here = self.here
        if column.name not in here.page.columns:
            self.say(_("This column is drawn, not counted; choose another to sort by."))
            return
        place = here.page.columns.index(column.name)
        is_number = any(isinstance(row[place], int | Decimal) for row in here.page.rows)
        ways = [f"{column.name}:desc", column.name] if is_number else [column.name, f"{column.name}:desc"]
        now = here.question.sort
        following = {None: ways[0], ways[0]: ways[1], ways[1]: None}
        self.change(replace(here.question, sort=following.get(now, ways[0]), offset=0))

    def action_show_row(self) -> None:
        """Show the whole row."""
        self.show_row()

    def action_explain(self) -> None:
        """Tell where the numbers come from."""
        if self.here is None:
            return
        here = self.here
        measure = next(iter(definitions_of(here.page)), None)

        check = table_of(here.question.report).check(here.page, self.grid.position.row) if self.has_row else None

        def show(found: Provenance) -> None:
            told = [check_text(check)] if check else []
            self.app.push_screen(TextScreen([*told, *provenance_text(found, language_in_use())]))

        work = read_provenance(here.question, here.page, measure, language_in_use())
        self.ask("provenance", work, Provenance, show)

    def action_show_command(self) -> None:
        """Show the command line that writes this table."""
        if self.here is not None:
            self.app.push_screen(TextScreen([(_("This table as a command"), [self.command])]))

    @property
    def command(self) -> str:
        """The command line that writes the table in sight."""
        if self.here is None:
            return ""
        return command_line(self.here.question, self.here.page, self.session.path, language_in_use())

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
        view = self.grid.view
        heads = "\t".join(column.head for column in view.columns)
        self._copy("\n".join([heads, *(self._row_text(row) for row in range(view.length))]))

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

        self.app.push_screen(PromptScreen(question, value), given)

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
        self.ask("file", write_file(self.here.question, target, force=force, language=language_in_use()), int, tell)

    def _filter(self, text: str) -> None:
        wanted = text if text.strip() else None
        if self.here is not None and wanted != self.here.question.text:
            self.change(replace(self.here.question, text=wanted, offset=0), named=text)

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.say(_("Copied, if the terminal allows it (OSC 52): {text}").format(text=text[:40].replace("\n", " ")))

    def _row_text(self, row: int) -> str:
        return "\t".join(clean(column.cell(row)[0]) for column in self.grid.view.columns)
