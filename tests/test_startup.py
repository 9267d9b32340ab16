"""The program as a process: what an export imports, pipes, signals, settings."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.children import IGNORING_SIGNALS, PROGRAM, environment, finished, started


def test_an_export_imports_neither_textual_nor_rich(tmp_path: Path, sample_path: Path) -> None:
    code = (
        "import sys; from parx_tui.cli.run import run; assert run(['--export', 'drill']) == 0;"
        "found = {name.split('.')[0] for name in sys.modules} & {'textual', 'rich', 'pandas', 'numpy'};"
        "assert not found, found"
    )
    export = finished([sys.executable, "-c", code], environment(tmp_path, sample_path))
    assert export.returncode == 0, export.stderr


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path, sample_path: Path) -> None:
    export = [*PROGRAM, "--export", "filings", "--limit", "20000"]
    with started(export, environment(tmp_path, sample_path)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert process.returncode == 0
    assert errors == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_ended_leaves_with_130_and_no_litter(
    tmp_path: Path, sample_path: Path, number: signal.Signals
) -> None:
    build = [*PROGRAM, "sample", str(tmp_path / "big.duckdb"), "--filings", "3000000"]
    with started(build, environment(tmp_path, sample_path)) as process:
        while not any("big.duckdb" in path.name for path in tmp_path.iterdir()):
            assert process.poll() is None
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert [path.name for path in tmp_path.iterdir() if "big" in path.name] == []


def test_a_build_goes_on_where_signals_are_ignored(tmp_path: Path, sample_path: Path) -> None:
    target = tmp_path / "small.duckdb"
    build = [*PROGRAM, "sample", str(target), "--filings", "1000"]
    with started([*IGNORING_SIGNALS, *build], environment(tmp_path, sample_path)) as process:
        while not any(target.name in path.name for path in tmp_path.iterdir()):
            assert process.poll() is None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert target.exists()


def test_a_closed_standard_output_is_told(tmp_path: Path, sample_path: Path) -> None:
    command = " ".join([*PROGRAM, "--export", ">&-"])
    export = finished(["/bin/sh", "-c", command], environment(tmp_path, sample_path))
    assert export.returncode == 2
    assert "Standard output is closed" in export.stderr
    assert "Traceback" not in export.stderr


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path, sample_path: Path) -> None:
    settings = environment(tmp_path, sample_path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    export = finished([*PROGRAM, "--export", "drill"], settings, encoding="utf-8")
    assert export.returncode == 0
    assert "Hà Nội" in export.stdout


def test_text_for_a_terminal_without_vietnamese_letters_is_no_error(tmp_path: Path, sample_path: Path) -> None:
    settings = environment(tmp_path, sample_path, PYTHONIOENCODING="iso-8859-1")
    reports = finished([*PROGRAM, "--lang", "vi", "reports"], settings, encoding="iso-8859-1")
    assert reports.returncode == 0
    assert "hành chính" in reports.stdout or "mã" in reports.stdout
    assert "?" in reports.stdout


def test_several_processes_read_at_once(tmp_path: Path, sample_path: Path) -> None:
    export = [*PROGRAM, "--export"]
    with ExitStack() as stack:
        processes = [stack.enter_context(started(export, environment(tmp_path, sample_path))) for _ in range(3)]
        outputs = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(set(outputs)) == 1


@pytest.mark.parametrize(("debug", "shown"), [("0", False), ("1", True)])
def test_a_traceback_is_shown_only_when_asked_for(tmp_path: Path, sample_path: Path, debug: str, shown: bool) -> None:
    export = finished([*PROGRAM, "--export", "nothing"], environment(tmp_path, sample_path, PARX_DEBUG=debug))
    assert export.returncode == 2
    assert ("Traceback" in export.stderr) == shown


def test_settings_come_from_option_then_environment_then_file(tmp_path: Path, sample_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'database = "{sample_path}"\nlanguage = "en"\nmemory_limit = "1GB"\n')
    settings = environment(tmp_path, sample_path, PARX_CONFIG=str(config))
    del settings["PARX_DB"], settings["PARX_LANG"]
    export = [*PROGRAM, "--export", "loads"]
    fine = finished(export, settings)
    assert fine.returncode == 0
    elsewhere = finished(export, {**settings, "PARX_DB": "/nowhere"})
    assert elsewhere.returncode == 3
    assert "There is no database at /nowhere" in elsewhere.stderr
    config.write_text("databse = 'x'\n")
    wrong = finished(export, settings)
    assert wrong.returncode == 2
    assert "databse" in wrong.stderr
