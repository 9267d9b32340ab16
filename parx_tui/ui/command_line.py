"""The command line that gives what the screen shows."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

from parx_tui.config import sample_path
from parx_tui.data.pages import Page
from parx_tui.data.questions import Question
from parx_tui.data.reports import REPORTS
from parx_tui.i18n import Language

PROGRAM = "parx-tui"


def command_line(question: Question, page: Page, database: Path, language: Language) -> str:
    """Return the command line that writes exactly the rows of a page, ready to be pasted into a shell.

    What the question leaves open, such as the last complete period, is written out.
    """
    path = replace(question.path, period=question.path.period or page.period)
    limit = question.limit if question.limit is not None else REPORTS[question.report].limit
    return written_command(replace(question, path=path, limit=limit), database, language)


def written_command(question: Question, database: Path, language: Language) -> str:
    """Return the command line that asks a question of a database."""
    opened = [] if database == sample_path() else ["--db", str(database)]
    return shlex.join([PROGRAM, *question.arguments(), "--lang", language, *opened])
