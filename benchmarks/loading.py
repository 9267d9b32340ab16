"""Measures loading: beside DuckDB's own reading of the same file, its memory, and a night's delta."""

from __future__ import annotations

import csv
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from parx_tui.data.database import open_database
from parx_tui.data.statements import over_views

PROGRAM = [str(Path(sys.executable).parent / "parx-tui")]
CITY = "99=Thành phố Mẫu"
DELTA = 5_000
BLOCK = 50_000
BARE = """
import duckdb, sys
duckdb.connect(sys.argv[2]).execute(f"create table t as select * from read_csv('{sys.argv[1]}')")
"""

EXPORT = Path(__file__).with_name("export.sql").read_text("utf-8")
"""Filings of a trial database as the national synchronisation hands them over, personal columns and all."""

LISTS = {
    "units.csv": (
        "Mã đơn vị,Tên đơn vị,Cấp",
        "select agency_code, concat(agency_name, ' ', agency_code), level_code "
        "from agency inner join level using (level_id)",
    ),
    "procedures.csv": (
        "Mã TTHC,Tên TTHC,Lĩnh vực,Cấp",
        "select distinct on (procedure_code) procedure_code, procedure_name, field_name, level_code from procedure "
        "inner join field using (field_id) inner join level using (level_id) order by procedure_code",
    ),
}


def report(paths: dict[int, Path], folder: Path, runs: int) -> Iterator[str]:
    """Yield a Markdown report on loading as many filings as each trial database has."""
    yield "\n## `load` of a CSV file as a whole process, against `create table as select * from read_csv` of it\n"
    yield "| filings | file | load | memory | read_csv to a file | ratio | read_csv to memory | ratio |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for filings, path in paths.items():
        source = export(path, folder, filings)
        office = folder / f"office-{filings}.duckdb"
        yield measure_load(filings, source, office, folder, runs if filings < max(paths) or len(paths) == 1 else 1)
    yield f"\n## A night's delta of {DELTA:,} changed filings\n"
    yield "| filings before | load | memory |\n| ---: | ---: | ---: |"
    for filings in paths:
        office = folder / f"office-{filings}.duckdb"
        delta = write_delta(folder / f"filings-{filings}.csv", folder / "delta.csv")
        seconds, memory = timed(
            [*PROGRAM, "load", str(delta), "--db", str(office), "--part", "--from", "15/12/2022", "--to", "16/12/2022"]
        )
        yield f"| {filings:,} | {seconds:.1f} s | {memory:.1f} GB |"


def export(path: Path, folder: Path, filings: int) -> Path:
    """Write the filings, units and procedures of a trial database as files of an office, all of one city."""
    target = folder / f"filings-{filings}.csv"
    if target.exists():
        return target
    with open_database(path, memory_limit="3GB") as database:
        connection = database._connection
        exported = over_views(EXPORT, {})
        database._provide_for(exported)
        for name, (header, select) in LISTS.items():
            database._provide_for(over_views(select, {}))
            write(folder / f"{filings}-{name}", header.split(","), connection, select)
        described = connection.execute(exported.text + " limit 0").description or ()
        write(target, [column[0] for column in described], connection, exported.text)
    return target


def write(path: Path, header: Sequence[str], connection: duckdb.DuckDBPyConnection, select: str) -> None:
    """Write the rows of a SELECT as CSV."""
    result = connection.execute(select)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        while rows := result.fetchmany(BLOCK):
            writer.writerows(rows)


def write_delta(source: Path, target: Path) -> Path:
    """Write the first filings of an export that were open, now resolved, as a file of their own."""
    with source.open(encoding="utf-8", newline="") as file, target.open("w", encoding="utf-8", newline="") as out:
        reader = csv.DictReader(file)
        writer = csv.DictWriter(out, reader.fieldnames or ())
        writer.writeheader()
        written = 0
        for row in reader:
            if not row["NgayKetThucXuLy"] and written < DELTA:
                writer.writerow(row | {"NgayKetThucXuLy": "20221216093000", "TrangThaiHoSo": "9"})
                written += 1
    return target


def measure_load(filings: int, source: Path, office: Path, folder: Path, runs: int) -> str:
    """Return a row of the table of loads: loads and plain readings in turn."""
    empty = folder / "empty.duckdb"
    subprocess.run([*PROGRAM, "init", str(empty), "--city", CITY, "--force"], check=True, stderr=subprocess.DEVNULL)
    lists = [str(folder / f"{filings}-{name}") for name in LISTS]
    subprocess.run([*PROGRAM, "load", *lists, "--db", str(empty), "--quiet"], check=True)
    bare_file = folder / "bare.duckdb"
    loads, plain, in_memory, peak = [], [], [], 0.0
    for turn in range(runs + (runs > 1)):
        shutil.copy(empty, office)
        bare_file.unlink(missing_ok=True)
        taken, memory = timed([*PROGRAM, "load", str(source), "--db", str(office), "--quiet"])
        to_file, _memory = timed([sys.executable, "-c", BARE, str(source), str(bare_file)])
        to_memory, _memory = timed([sys.executable, "-c", BARE, str(source), ":memory:"])
        if turn or runs == 1:
            loads.append(taken)
            plain.append(to_file)
            in_memory.append(to_memory)
        peak = max(peak, memory)
    by_file = statistics.median(load / bare for load, bare in zip(loads, plain, strict=True))
    by_memory = statistics.median(load / bare for load, bare in zip(loads, in_memory, strict=True))
    return (
        f"| {filings:,} | {source.stat().st_size / 1e6:.0f} MB | {statistics.median(loads):.1f} s | {peak:.1f} GB "
        f"| {statistics.median(plain):.1f} s | {by_file:.1f} | {statistics.median(in_memory):.1f} s | {by_memory:.1f} |"
    )


def timed(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; return its seconds and the most memory that it took, in GB."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARX_")}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, usage.ru_maxrss / 1e6
