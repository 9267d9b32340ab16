"""The files of ``examples/`` load as stated, and nothing personal in them is left anywhere."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import pytest

from parx_tui.cli.run import run
from parx_tui.data.database import open_database
from parx_tui.load.formats import read_sheets
from tests.conftest import Cli, Outcome
from tests.examples_build.__main__ import EXAMPLES, FILES
from tests.examples_build.office import EXPECTED, PEOPLE, UNITS
from tests.office_files import MEMORY_LIMIT, content, rows_of

MAPS = ("odd.toml", "reported-decimal-comma.toml")
TEXT_FILES = (".csv", ".txt", ".json", ".jsonl")
PERSONAL = [text for person in PEOPLE for text in astuple(person)]

Table = list[list[str]]
Counts = tuple[int, int, int, int, int, int]
"""Rows read, loaded, updated, unchanged and rejected; filings quarantined."""

Load = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Case:
    """A command, and what becomes of it.

    ``command`` is what stands behind "parx-tui load", ``after`` the command before it. ``counts`` are by
    file, ``filings`` names the file of ``tests/expected`` with all filings that the database holds then,
    ``rejects`` the one with the list of rejected rows. All filings come from the system ``source``.
    ``speaks`` is what is said of the days that the last file speaks for.
    """

    command: str
    counts: dict[str, Counts]
    filings: str
    after: str | None = None
    rejects: str | None = None
    source: str = "mot-cua"
    speaks: str = "as its days of receipt tell"


SAME_FILINGS = (
    "filings-national.csv",
    "filings-other-order.csv",
    "filings-html.xls",
    "filings-excel-97.xls",
    "filings-libreoffice.ods",
    "filings-serials.xlsx",
    "filings-windows-1258.csv",
    "filings-utf-16.txt",
    "filings-tcvn3.csv",
    "filings-vni.xls",
    "filings-nfd.csv",
    "filings-bom.csv",
    "filings-short-years.csv",
    "filings-offsets.csv",
    "filings.json",
    "filings.jsonl",
    "filings.parquet",
    "filings-statuses.csv",
    "filings-channels.csv",
    "filings-unit-names.csv",
    "filings-procedure-codes.csv",
)
"""Exports that hold the same fourteen filings, each in a way of its own, and do not say which days they speak for."""

CASES = [
    *(Case(name, {name: (14, 14, 0, 0, 0, 0)}, "filings") for name in SAME_FILINGS),
    Case(
        "filings-register.xlsx",
        {"filings-register.xlsx": (14, 14, 0, 0, 0, 0)},
        "filings",
        speaks="It speaks for 01/07/2025 to 31/08/2025.\n",
    ),
    Case("odd.csv --map odd.toml", {"odd.csv": (14, 14, 0, 0, 0, 0)}, "filings", source="so-tay"),
    Case("filings-bad-rows.csv", {"filings-bad-rows.csv": (40, 38, 0, 0, 2, 0)}, "bad-rows", rejects="bad-rows"),
    Case(
        "filings-unknown-units.csv --max-rejects 50",
        {"filings-unknown-units.csv": (6, 3, 0, 0, 3, 0)},
        "unknown-units",
        rejects="unknown-units",
    ),
    Case("filings-unknown-units.csv --new-units", {"filings-unknown-units.csv": (6, 6, 0, 0, 0, 0)}, "new-units"),
    Case(
        "filings-contradictory.csv --from 01/07/2025 --to 31/08/2025 --max-rejects 100",
        {"filings-contradictory.csv": (13, 13, 0, 0, 0, 8)},
        "contradictory",
        speaks="It speaks for 01/07/2025 to 31/08/2025.\n",
    ),
    Case(
        "filings-july.csv filings-august.csv",
        {"filings-july.csv": (5, 5, 0, 0, 0, 0), "filings-august.csv": (6, 3, 1, 2, 0, 0)},
        "two-months",
    ),
    Case(
        "filings-july.csv --to 31/07/2025",
        {"filings-july.csv": (5, 2, 0, 3, 0, 0)},
        "two-months",
        after="filings-august.csv",
    ),
    Case("filings-newer.csv", {"filings-newer.csv": (8, 1, 5, 2, 0, 0)}, "newer", after="filings-national.csv"),
    # What the newer export tells goes before what the older one does; the due date first promised is then unknown.
    Case(
        "filings-national.csv --to 18/08/2025",
        {"filings-national.csv": (14, 7, 0, 7, 0, 0)},
        "newer-first",
        after="filings-newer.csv",
    ),
]

LISTS: dict[str, Counts] = {
    "units.csv": (10, 10, 0, 0, 0, 0),
    "procedures.xlsx": (9, 9, 0, 0, 0, 0),
    "targets.xlsx": (5, 5, 0, 0, 0, 0),
    "reported.csv": (5, 5, 0, 0, 0, 0),
    "reported-commas.csv": (3, 3, 0, 0, 0, 0),
    "calendar-20.csv": (18, 18, 0, 0, 0, 0),
    "days-off.csv": (3, 1, 1, 1, 0, 0),
}
STORED = {
    "units": """
        select
            agency.agency_code, agency.agency_name, level.level_code, parent.agency_code as parent_code,
            agency.valid_from, agency.valid_to,
            (
                select string_agg(predecessor.agency_code, ' ')
                from agency_lineage
                inner join agency as predecessor on predecessor.agency_id = agency_lineage.predecessor_agency_id
                where agency_lineage.successor_agency_id = agency.agency_id
            ) as predecessors,
        from agency
        left join level on level.level_id = agency.level_id
        left join agency as parent on parent.agency_id = agency.parent_agency_id
        order by agency.agency_code
    """,
    "procedures": """
        select
            procedure.procedure_code, procedure.procedure_name, field.field_name, level.level_code,
            procedure.published_on, procedure.abolished_on, procedure.replaced_by,
            service_level.service_level_code, procedure_service.valid_from as service_level_from,
        from procedure
        inner join field on field.field_id = procedure.field_id
        left join level on level.level_id = procedure.level_id
        left join procedure_service on procedure_service.procedure_id = procedure.procedure_id
        left join service_level on service_level.service_level_id = procedure_service.service_level_id
        order by procedure.procedure_code
    """,
    "targets": """
        select
            target.source_id, source_document.document, source_document.issuer, target.indicator_code,
            level.level_code, agency.agency_code, field.field_name, target.period_code, target.operator, target.value,
            target.unit, target.definition,
        from target
        inner join source_document on source_document.source_id = target.source_id
        left join level on level.level_id = target.level_id
        left join agency on agency.agency_id = target.agency_id
        left join field on field.field_id = target.field_id
        order by target.target_id
    """,
    "reported": """
        select source_id, indicator_code, level, period_code, operator, value, unit, numerator, denominator
        from reported_figure
        order by figure_id
    """,
    "calendar-20": """
        select calendar, kind, period_code, date_from, date_to
        from reporting_period
        where calendar not in ('nd09', 'calendar')
        order by date_from, date_to
    """,
    "days-off": """
        select day, is_working, note
        from working_day
        where day between date '2025-08-29' and date '2025-09-03'
            or day between date '2025-10-14' and date '2025-10-16'
        order by day
    """,
}
JUDGED_DAYS = ("received_on", "original_due_on", "due_on")
BESIDE_FILINGS = """
    select filing_id, agency_code, procedure_code, channel_code, completed_on, withdrawn_on, paused_from, resumed_on
    from filing
    inner join agency using (agency_id)
    inner join procedure using (procedure_id)
    inner join channel using (channel_id)
    left join filing_pause using (filing_id)
"""
LOADS = """
    select file_name, load_id, rows_read, rows_loaded, rows_updated, rows_unchanged, rows_rejected
    from load
    order by load_id
"""
RETURNS = """
    select
        agency.agency_code, unit_return.unit_name, unit_return.period_code, unit_return.line_number,
        unit_return.line_label, unit_return.line_kind, level.level_code, unit_return.field_name,
        unit_return.parent_line_number, unit_return.received_total, unit_return.received_online,
        unit_return.received_counter_post, unit_return.carried_over, unit_return.resolved_total,
        unit_return.resolved_early, unit_return.resolved_on_time, unit_return.resolved_late,
        unit_return.pending_total, unit_return.pending_in_time, unit_return.pending_overdue,
    from unit_return
    left join agency on agency.agency_id = unit_return.agency_id
    left join level on level.level_id = unit_return.level_id
    order by unit_return.load_id, unit_return.line_number
"""


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the units and the procedures of the examples."""
    database = tmp_path_factory.mktemp("office") / "office.duckdb"
    assert run(["init", str(database), "--city", "99=Mẫu"]) == 0
    lists = [str(EXAMPLES / name) for name in ("units.csv", "procedures.xlsx")]
    assert run(["load", *lists, "--db", str(database)]) == 0
    return database


@pytest.fixture
def database(tmp_path: Path, empty_office: Path) -> Path:
    """A copy of it of one's own."""
    return Path(shutil.copy(empty_office, tmp_path))


@pytest.fixture
def load(cli: Cli, tmp_path: Path, database: Path) -> Load:
    """Run ``parx-tui load`` on copies of examples."""

    def call(command: str, *options: str) -> Outcome:
        words = [_copied(word, tmp_path) for word in shlex.split(command)]
        return cli("load", *words, *options, "--db", str(database))

    return call


def _copied(word: str, folder: Path) -> str:
    """Return the path of a copy of an example, or a word that names none."""
    return str(shutil.copy(EXAMPLES / word, folder)) if (EXAMPLES / word).is_file() else word


def stated(name: str) -> Table:
    """Return the rows of a file of ``tests/expected``, headers first."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def as_stated(name: str, rows: Iterable[Sequence[object]]) -> Table:
    """Return rows as they stand in a file of ``tests/expected``, below its headers."""
    return [stated(name)[0], *(["" if cell is None else str(cell) for cell in row] for row in rows)]


def stored(database: Path, names: Iterable[str]) -> tuple[Table, dict[str, Counts], set[object]]:
    """Return all filings of a database, judged, the counts of the last loads of files, and the systems told of."""
    with open_database(database, memory_limit=MEMORY_LIMIT) as opened:
        found = opened.query("stg_filing")
    filings = [dict(zip(found.columns, values, strict=True)) for values in found.rows]
    rows, quarantined = [], []
    beside = {key: values for key, *values in rows_of(database, BESIDE_FILINGS)}
    for filing in filings:
        agency, procedure, channel, *ends_and_pause = beside.pop(filing["filing_id"])
        told = [filing[name] for name in ("status_id", *JUDGED_DAYS)]
        reason = filing["quarantine_reason"]
        rows.append([filing["filing_code"], agency, procedure, channel, *told, *ends_and_pause, reason])
        quarantined += [filing["load_id"]] if reason else []
    counts = {str(name): (*read, quarantined.count(load)) for name, load, *read in rows_of(database, LOADS)}
    return (
        as_stated("filings", sorted(rows, key=lambda row: str(row[0]))),
        {name: counts[name] for name in names},  # type: ignore[misc]
        {filing["source_system"] for filing in filings},
    )


def stored_counts(database: Path, names: Iterable[str]) -> dict[str, Counts]:
    """Return the counts of the last loads of lists or returns."""
    counts = {str(name): (*read, 0) for name, _load, *read in rows_of(database, LOADS)}
    return {name: counts[name] for name in names}  # type: ignore[misc]


def listed(folder: Path) -> Table | None:
    """Return the list of rejected rows; ``None`` when there is none."""
    paths = list(folder.glob("*.rejects*"))
    assert len(paths) <= 1
    return list(csv.reader(paths[0].read_text("utf-8-sig").splitlines())) if paths else None


def csv_rows(outcome: Outcome) -> Table:
    """Return what was printed, read as CSV."""
    return list(csv.reader(outcome.out.removeprefix("\ufeff").splitlines()))


def refuse_personal_texts(folder: Path, *outputs: str) -> None:
    """Fail when anything from a personal column is in a file that was written, or in what was printed."""
    written = [path for path in folder.iterdir() if path.is_file() and not (EXAMPLES / path.name).is_file()]
    databases = [path for path in written if ".duckdb" in path.name]
    assert len(databases) >= 2
    # Texts stand in a database as they are, so that what is looked for would be found.
    assert all(UNITS["H99.31"].encode() in path.read_bytes() for path in databases)
    for text in PERSONAL:
        for spelling in {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}:
            assert not [path for path in written if spelling.encode() in path.read_bytes()], text
            assert not [output for output in outputs if spelling in output], text


@pytest.mark.parametrize("case", CASES, ids=lambda case: " after ".join(filter(None, (case.command, case.after))))
def test_an_export_loads_as_stated(load: Load, tmp_path: Path, database: Path, case: Case) -> None:
    if case.after:
        assert load(case.after).code == 0
    outcome = load(case.command)
    assert (outcome.code, outcome.out) == (0, "")
    assert stored(database, case.counts) == (stated(case.filings), case.counts, {case.source})
    for name, (read, loaded, updated, unchanged, rejected, _quarantined) in case.counts.items():
        parts = f"{loaded} loaded + {updated} updated + {unchanged} unchanged + {rejected} rejected"
        assert f"{name} (filings): {read} read = {parts}.\n" in outcome.err
    assert case.speaks in outcome.err
    assert listed(tmp_path) == (stated(f"{case.rejects}.rejects.en") if case.rejects else None)
    assert not list(tmp_path.glob(".*"))
    refuse_personal_texts(tmp_path, outcome.out, outcome.err)


@pytest.mark.parametrize("name", ["filings-national.csv", "filings-bad-rows.csv"])
def test_no_cell_of_the_database_is_personal(load: Load, database: Path, name: str) -> None:
    assert load(name).code == 0
    cells = {str(cell) for rows in content(database).values() for row in rows for cell in row}
    assert UNITS["H99.31"] in cells
    assert not [(text, cell) for text in PERSONAL for cell in cells if text in cell]


@pytest.mark.parametrize("case", [case for case in CASES if case.rejects], ids=lambda case: str(case.rejects))
def test_rejected_rows_are_listed_in_vietnamese(load: Load, tmp_path: Path, case: Case) -> None:
    assert load(case.command, "--lang", "vi").code == 0
    assert listed(tmp_path) == stated(f"{case.rejects}.rejects.vi")


def test_too_many_rejected_rows_load_nothing(load: Load, tmp_path: Path, database: Path) -> None:
    before = database.read_bytes()
    outcome = load("filings-unknown-units.csv")
    assert (outcome.code, outcome.out) == (1, "")
    assert "filings-unknown-units.csv: 3 of 6 rows cannot be read, most for: Đơn vị giải quyết (3)." in outcome.err
    assert database.read_bytes() == before
    assert listed(tmp_path) == stated("unknown-units.rejects.en")


def test_the_same_export_again_changes_nothing(load: Load, database: Path) -> None:
    assert load("filings-register.xlsx").code == 0
    before = database.read_bytes()
    assert load("filings-register.xlsx").code == 0
    assert database.read_bytes() == before


# Lists


def test_lists_load_as_stated(load: Load, tmp_path: Path, database: Path) -> None:
    first = ("units.csv", "procedures.xlsx")
    assert stored_counts(database, first) == {name: LISTS[name] for name in first}
    outcome = load(" ".join(LISTS))
    assert (outcome.code, outcome.out) == (0, "")
    unchanged = {name: (LISTS[name][0], 0, 0, LISTS[name][1], 0, 0) for name in first}
    assert stored_counts(database, LISTS) == LISTS | unchanged
    for name, select in STORED.items():
        assert as_stated(name, rows_of(database, select)) == stated(name)
    assert listed(tmp_path) is None


def test_numbers_that_can_be_read_in_two_ways_are_refused(load: Load, database: Path) -> None:
    before = database.read_bytes()
    outcome = load("reported-ambiguous.csv")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.splitlines()[-1] == (
        'Error: reported-ambiguous.csv, column Số liệu: Numbers can be read in two ways: "10.361" is 10361, or it is '
        '10 and 361 thousandths. Write decimal = "," into the map file for the first, decimal = "." for the second.'
    )
    assert database.read_bytes() == before


def test_a_map_settles_how_numbers_are_read(load: Load, database: Path) -> None:
    assert load("reported-ambiguous.csv --map reported-decimal-comma.toml").code == 0
    found = as_stated("reported-ambiguous", rows_of(database, STORED["reported"]))
    assert found == stated("reported-ambiguous")


# Returns


def test_returns_of_wards_are_merged_and_held_against_filings(cli: Cli, load: Load, database: Path) -> None:
    assert load("filings-national.csv --from 15/06/2025 --to 14/09/2025").code == 0
    assert load("returns-wards.xlsx").code == 0
    wards = {"Phường Hoa Sen": 4, "Phường Hoa Mai": 5, "Phường Hoa Đào": 3}
    counts = {f"returns-wards.xlsx [{ward}]": (lines, lines, 0, 0, 0, 0) for ward, lines in wards.items()}
    assert stored_counts(database, counts) == counts
    assert as_stated("returns-wards", rows_of(database, RETURNS)) == stated("returns-wards")
    merged = cli("--export", "returns", "--period", "2025-Q3", "--db", str(database))
    assert merged.code == 0
    assert csv_rows(merged) == stated("returns-merged")


def test_a_return_that_lists_units_is_stored_by_unit(load: Load, database: Path) -> None:
    assert load("returns-units.xlsx").code == 0
    assert stored_counts(database, ["returns-units.xlsx"]) == {"returns-units.xlsx": (10, 10, 0, 0, 0, 0)}
    assert as_stated("returns-units", rows_of(database, RETURNS)) == stated("returns-units")


def test_a_return_that_does_not_add_up_is_kept_and_told(cli: Cli, load: Load, database: Path) -> None:
    assert load("returns-wards.xlsx returns-broken.xlsx").code == 0
    assert stored_counts(database, ["returns-broken.xlsx"]) == {"returns-broken.xlsx": (4, 4, 0, 0, 0, 0)}
    checked = cli("check", "--db", str(database))
    assert checked.code == 1
    assert csv_rows(checked) == stated("returns-broken.check")


# A map


def test_the_finished_map_is_what_the_draft_asks_for(load: Load, database: Path) -> None:
    before = database.read_bytes()
    draft = load("odd.csv --as filings --dry-run")
    assert draft.code == 1
    assert "odd.csv lacks columns that filings need" in draft.err
    assert database.read_bytes() == before
    refuse = [text for text in PERSONAL if text in draft.out + draft.err]
    assert not refuse
    headers = re.findall(r'^#     "(.+)"  \(col:[A-Z]\)$', draft.out, flags=re.MULTILINE)
    fields = re.findall(r'^# (\w+) = ""  #', draft.out.partition("[columns]")[2], flags=re.MULTILINE)
    finished = tomllib.loads((EXAMPLES / "odd.toml").read_text("utf-8"))
    assert sorted(finished["columns"].values()) == sorted(headers)
    assert set(fields).issuperset(finished["columns"])


# The folder


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_what_the_script_writes(tmp_path: Path, name: str) -> None:
    written = tmp_path / name
    written.write_bytes(FILES[name]())
    if written.suffix in TEXT_FILES:
        assert written.read_bytes() == (EXAMPLES / name).read_bytes()
    else:
        # Versions of a library write the same cells in other bytes.
        assert cells_of(written) == cells_of(EXAMPLES / name)


def cells_of(path: Path) -> list[tuple[object, ...]]:
    """Return the names, the merged cells and the rows of the sheets of a file."""
    return [(sheet.name, sheet.merged, list(sheet.rows())) for sheet in read_sheets(path)]


def test_the_folder_holds_what_is_told_of_it() -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    found = {path.name for path in EXAMPLES.iterdir()}
    assert found == {*FILES, *MAPS, "README.md"}
    assert not [name for name in found - {"README.md"} if f"`{name}`" not in readme]
    commands = {case.command for case in CASES if " --" in case.command}
    assert not [command for command in commands if f"`parx-tui load {command}`" not in readme]
    assert sum(path.stat().st_size for path in EXAMPLES.iterdir()) < 300_000
