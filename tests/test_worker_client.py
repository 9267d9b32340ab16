"""A worker in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from parx_tui.data.drill import DrillPath
from parx_tui.data.questions import Question
from parx_tui.ui.worker.client import WorkerClient
from parx_tui.ui.worker.tasks import TableResult, table_task

PATIENCE = 30.0
QUESTION = Question(path=DrillPath(by="city", period="2022-Q2"))


def test_no_file_of_the_current_folder_is_run(
    sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "run"
    for name in ("pickle", "duckdb", "parx_tui"):
        (tmp_path / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [folder for folder in sys.path if folder])
    worker = WorkerClient(sample_path, "2GB")
    try:
        opened = worker.wait_for(worker.submit("open", None), PATIENCE)
        assert opened is not None
        assert opened.error is None
        assert not mark.exists()
    finally:
        worker.close()


def test_a_process_that_ended_is_told_and_started_anew(sample_path: Path) -> None:
    worker = WorkerClient(sample_path, "2GB")
    try:
        assert worker.wait_for(worker.submit("open", None), PATIENCE) is not None
        worker._process.kill()
        worker._process.wait()
        answered = worker.wait_for(worker.submit("table", table_task(QUESTION, "en")), PATIENCE)
        assert answered is not None
        assert isinstance(answered.value, TableResult)
    finally:
        worker.close()
