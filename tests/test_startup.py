"""The program as a process: what an export imports, pipes, signals, settings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "parx_tui"]


def environment(tmp_path: Path, sample_path: Path, **more: str) -> dict[str, str]:
    """Return an environment without the developer's settings."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "VIRTUAL_ENV", "PYTHONPATH")}
    return {**kept, "HOME": str(tmp_path), "PARX_DB": str(sample_path), "PARX_LANG": "en", **more}


def test_an_export_imports_neither_textual_nor_rich(tmp_path: Path, sample_path: Path) -> None:
    code = (
        "import sys; from parx_tui.cli.run import run; assert run(['--export', 'drill']) == 0;"
        "found = {name.split('.')[0] for name in sys.modules} & {'textual', 'rich', 'pandas', 'numpy'};"
        "assert not found, found"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path, sample_path), capture_output=True, text=True
    )
    assert finished.returncode == 0, finished.stderr


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path, sample_path: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "--export", "filings", "--limit", "20000"],
        env=environment(tmp_path, sample_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 0
    assert errors == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_ended_leaves_with_130_and_no_litter(
    tmp_path: Path, sample_path: Path, number: signal.Signals
) -> None:
    target = tmp_path / "big.duckdb"
    process = subprocess.Popen(
        [*PROGRAM, "sample", str(target), "--filings", "3000000"],
        env=environment(tmp_path, sample_path),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not any("big.duckdb" in path.name for path in tmp_path.iterdir()):
        assert process.poll() is None
    process.send_signal(number)
    assert process.stderr is not None
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 130
    assert "Traceback" not in errors
    assert [path.name for path in tmp_path.iterdir() if "big" in path.name] == []


def test_a_closed_standard_output_is_told(tmp_path: Path, sample_path: Path) -> None:
    command = " ".join([*PROGRAM, "--export", ">&-"])
    finished = subprocess.run(
        ["/bin/sh", "-c", command], env=environment(tmp_path, sample_path), capture_output=True, text=True
    )
    assert finished.returncode == 2
    assert "Standard output is closed" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path, sample_path: Path) -> None:
    finished = subprocess.run(
        [*PROGRAM, "--export", "drill"],
        env=environment(tmp_path, sample_path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0"),
        capture_output=True,
    )
    assert finished.returncode == 0
    assert "Hà Nội" in finished.stdout.decode("utf-8")


def test_text_for_a_terminal_without_vietnamese_letters_is_no_error(tmp_path: Path, sample_path: Path) -> None:
    finished = subprocess.run(
        [*PROGRAM, "--lang", "vi", "reports"],
        env=environment(tmp_path, sample_path, PYTHONIOENCODING="iso-8859-1"),
        capture_output=True,
    )
    assert finished.returncode == 0
    assert b"h\xe0nh ch\xednh" in finished.stdout or b"m\xe3" in finished.stdout
    assert b"?" in finished.stdout


def test_several_processes_read_at_once(tmp_path: Path, sample_path: Path) -> None:
    processes = [
        subprocess.Popen([*PROGRAM, "--export"], env=environment(tmp_path, sample_path), stdout=subprocess.PIPE)
        for _number in range(3)
    ]
    outputs = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(set(outputs)) == 1


@pytest.mark.parametrize(("debug", "shown"), [("0", False), ("1", True)])
def test_a_traceback_is_shown_only_when_asked_for(tmp_path: Path, sample_path: Path, debug: str, shown: bool) -> None:
    finished = subprocess.run(
        [*PROGRAM, "--export", "nothing"],
        env=environment(tmp_path, sample_path, PARX_DEBUG=debug),
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 2
    assert ("Traceback" in finished.stderr) == shown


def test_settings_come_from_option_then_environment_then_file(tmp_path: Path, sample_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'database = "{sample_path}"\nlanguage = "en"\nmemory_limit = "1GB"\n')
    settings = environment(tmp_path, sample_path, PARX_CONFIG=str(config))
    del settings["PARX_DB"], settings["PARX_LANG"]
    fine = subprocess.run([*PROGRAM, "--export", "loads"], env=settings, capture_output=True, text=True)
    assert fine.returncode == 0
    elsewhere = subprocess.run(
        [*PROGRAM, "--export", "loads"], env={**settings, "PARX_DB": "/nowhere"}, capture_output=True, text=True
    )
    assert elsewhere.returncode == 3
    assert "There is no database at /nowhere" in elsewhere.stderr
    config.write_text("databse = 'x'\n")
    wrong = subprocess.run([*PROGRAM, "--export", "loads"], env=settings, capture_output=True, text=True)
    assert wrong.returncode == 2
    assert "databse" in wrong.stderr
