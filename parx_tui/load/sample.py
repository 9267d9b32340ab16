"""The sample database, and databases of the same shape of any size.

The made-up filings follow a plan: so many filings of each fate by city and month
(``sql/06_sample_plan``). ``sql/08_sample`` draws them from it, the same ones at every build. The plan of
the sample stands in ``sample_data``; that of a trial database is derived in ``sql/07_sample_scale``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from parx_tui.data.sqlfiles import files, ordered
from parx_tui.errors import UsageError
from parx_tui.i18n import _
from parx_tui.load.store.build import CSV_AS_TEXT, Builder, building

DATA_FOLDER = Path(__file__).parent / "sample_data"

FEWEST_FILINGS = 1_000

AGENCY_LOAD, REPORTED_LOAD, TARGET_LOAD = 7, 8, 9
"""Loads of the sample that read a file of ``sample_data`` as it stands (see load.csv)."""

SAMPLE_TABLES: dict[str, tuple[str, dict[str, object]]] = {
    "landed_load": ("load.csv", {}),
    "landed_city": ("city.csv", {"load_id": AGENCY_LOAD}),
    "landed_agency": ("agency.csv", {"load_id": AGENCY_LOAD}),
    "landed_field": ("field.csv", {"load_id": AGENCY_LOAD}),
    "landed_source_document": ("source_document.csv", {"load_id": REPORTED_LOAD}),
    "landed_reported_figure": ("reported_figure.csv", {"load_id": REPORTED_LOAD}),
    "landed_target": ("target.csv", {"load_id": TARGET_LOAD}),
    "sample_plan": ("plan.csv", {}),
    "sample_procedure_plan": ("procedure_plan.csv", {}),
    "sample_online": ("online.csv", {}),
    "sample_typical_procedure": ("procedure.csv", {}),
}

TRIAL_TABLES: dict[str, tuple[str, dict[str, object]]] = {
    "landed_field": ("field.csv", {"load_id": 2000}),
    "sample_typical_procedure": ("procedure.csv", {}),
}
TRIAL_TEMPLATES = ("agency", "procedure_plan", "online")


def build_sample(target: Path, *, force: bool = False, memory_limit: str) -> None:
    """Write the sample database: real reported figures and targets, and made-up filings that reproduce them.

    Raises ``UsageError`` when ``target`` exists and ``force`` is false, or cannot be written.
    """
    with building(target, force=force, memory_limit=memory_limit) as builder:
        _land_files(builder, SAMPLE_TABLES)
        for file_name in ("agency.csv", "reported_figure.csv", "target.csv"):
            checksum = hashlib.sha256((DATA_FOLDER / file_name).read_bytes()).hexdigest()
            builder.connection.execute("update landed_load set sha256 = ? where file_name = ?", [checksum, file_name])
        _land_made_up_rows(builder)
        builder.store()


def build_trial(target: Path, filings: int, *, force: bool = False, memory_limit: str) -> None:
    """Write a database of exactly ``filings`` made-up filings in plainly numbered cities, for benchmarks and trials.

    Raises ``UsageError`` when ``filings`` is too small, when ``target`` exists and ``force`` is
    false, or when it cannot be written.
    """
    if filings < FEWEST_FILINGS:
        raise UsageError(
            _("{number} filings are too few for a database of the sample's shape; ask for {fewest} or more.").format(
                number=filings, fewest=FEWEST_FILINGS
            )
        )
    with building(target, force=force, memory_limit=memory_limit) as builder:
        connection = builder.connection
        _land_files(builder, TRIAL_TABLES)
        for name in TRIAL_TEMPLATES:
            connection.execute(
                f"create temp table template_{name} as from {CSV_AS_TEXT}",
                [str(DATA_FOLDER / f"{name}.csv")],
            )
        connection.execute("set variable trial_filings = ?", [filings])
        for file in ordered(["sample_scale"]):
            if file.name == file.table:
                connection.execute(f"create temp view {file.name} as {file.body}")
            else:
                builder.land_select(file.table, file.body)
        _land_made_up_rows(builder)
        builder.store()


def _land_files(builder: Builder, tables: dict[str, tuple[str, dict[str, object]]]) -> None:
    """Make the plan tables, and fill ``tables`` from files of ``sample_data``."""
    for file in files("sample_plan").values():
        builder.connection.execute(file.body.replace("create table", "create temp table", 1))
    for table, (file_name, constants) in tables.items():
        builder.land_csv(table, DATA_FOLDER / file_name, **constants)


def _land_made_up_rows(builder: Builder) -> None:
    """Land the procedures and filings that the plan tables ask for."""
    connection = builder.connection
    for file in ordered(["sample"]):
        connection.execute(f"create temp view {file.name} as {file.body}")
    builder.land_select("landed_procedure", "select * exclude is_typical from sample_procedure")
    builder.land_select("landed_procedure_service", "select * from sample_procedure_service")
    # Drawn once: filings and their pauses come from the same draw.
    connection.execute("create temp table drawn_filing as from sample_landed_filing")
    builder.land_select("landed_filing", "select * exclude (dice, level, paused_from, resumed_on) from drawn_filing")
    builder.land_select(
        "landed_filing_pause",
        "select load_id, city_code, filing_code, paused_from, resumed_on from drawn_filing "
        "where paused_from is not null",
    )
    connection.execute("drop table drawn_filing")
