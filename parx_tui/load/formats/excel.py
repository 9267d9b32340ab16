"""Workbooks: xlsx, xlsm, xlsb, xls and ods.

They are read by another process (``excel_process``), which may neither take more memory than it is allowed nor
work for ever: a file of a few kilobytes can say that it fills a billion cells, or end the process that reads it.
"""

from __future__ import annotations

import marshal
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.formats.excel_process import CPU_SECONDS, EXIT_TOO_LARGE
from parx_tui.load.formats.format import Format
from parx_tui.load.formats.formulas import formulas_without_values
from parx_tui.load.formats.problems import damaged, holds_no_rows, telling_system_errors
from parx_tui.load.formats.sheet import SAMPLE_ROWS, RawRow, Sheet, look_at

MEMORY_BYTES = 3 * 2**30
"""Twice what a full sheet of a million rows and fifteen columns needs (1.6 GB, as measured)."""

TOO_LARGE = (EXIT_TOO_LARGE, -signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU)
"""How a process ends that asks for more than it may have."""


@dataclass(frozen=True, kw_only=True)
class WorkbookSheet(Sheet):
    """One sheet of a workbook; ``place`` is its place among all of them, from 0.

    ``few_rows`` are all its rows as they stand, unless they are many.
    """

    place: int
    few_rows: list[RawRow] | None = field(default=None, repr=False, compare=False)

    def formulas_without_values(self) -> frozenset[str]:
        """Return the letters of the columns with formulas that no program has calculated."""
        return formulas_without_values(self.path, self.place)

    def _raw_rows(self) -> Iterator[RawRow]:
        if self.few_rows is not None:
            return iter(self.few_rows)
        return chain.from_iterable(_received(self.path, str(self.place)))


def read_workbook(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook that are neither hidden nor empty.

    Raises ``LoadError`` when it is damaged, too large, or has no such sheet.
    """
    sheets: list[Sheet] = []
    for place, name, merged, rows in _received(path):
        look = look_at(rows)
        if look.preview:
            sheets.append(
                WorkbookSheet(
                    path=path,
                    name=name,
                    encoding=look.script.charset if look.script else None,
                    preview=look.preview,
                    merged=merged,
                    script=look.script,
                    place=place,
                    few_rows=rows if len(rows) < SAMPLE_ROWS else None,
                )
            )
    if not sheets:
        raise holds_no_rows(path)
    return sheets


def _received(path: Path, *request: str) -> Iterator[Any]:
    """Yield what the other process sends (see ``excel_process``) until it says that this was all."""
    # Modules are looked for where this process finds them, and never in the current folder.
    program = f"import sys; sys.path[:] = {sys.path!r}; from parx_tui.load.formats.excel_process import main; main()"
    with (
        telling_system_errors(path),
        subprocess.Popen(
            [sys.executable, "-P", "-c", program, str(MEMORY_BYTES), str(path), *request],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A signal from the terminal is for this process, whose end is the end of the other one too.
            start_new_session=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            while (message := marshal.load(process.stdout)) is not None:
                yield message
        except (EOFError, ValueError, TypeError) as error:
            raise _failure(path, process.wait()) from error
        finally:
            process.kill()


def _failure(path: Path, exit_code: int) -> LoadError:
    """Return the error that says why the process ended before its time."""
    if exit_code in TOO_LARGE:
        return LoadError(
            _(
                "{path} needs more than {size} GB of memory or {minutes} minutes to be read. "
                "Delete the empty rows and columns of its sheets, or save them as CSV."
            ).format(path=path, size=MEMORY_BYTES // 2**30, minutes=CPU_SECONDS // 60)
        )
    return damaged(path)


WORKBOOK = Format(
    read=read_workbook,
    zip_folders=("xl/",),
    open_documents=("spreadsheet",),
    ole_streams=("Workbook", "Book"),
)
