"""A small real database written from Python rows, by the way that every load goes.

The map is fixed: two cities, three levels and an agency without one, two fields, a national
procedure that stands in both cities' lists, service levels that change by date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from parx_tui.data.database import Database, open_database
from parx_tui.load.store.build import Builder, building
from tests.naive import Filing

MEMORY_LIMIT = "500MB"
MAP_LOAD = 100
CHANNEL_IDS = {"counter": 1, "online": 2, "post": 3}
OWN_CALENDAR = "own20"


@dataclass(frozen=True, slots=True)
class City:
    """A city of the map."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the map; ``level`` is ``None`` when nobody said."""

    city: str
    code: str
    level: str | None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure of a city's list."""

    city: str
    code: str
    national_code: str
    field: str
    level: str


@dataclass(frozen=True, slots=True)
class Service:
    """The online service level of a procedure in a stretch of days."""

    procedure: str
    service_level: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Load:
    """What a load of one city's filings covers."""

    city: str
    covered_from: date
    covered_to: date
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """A target for the on-time rate; codes for its scope, ``None`` for all."""

    period: str
    operator: str
    value: Decimal
    definition: str | None = None
    city: str | None = None
    level: str | None = None
    agency: str | None = None
    field: str | None = None


HA_NOI, QUY_NHON = City("01", "Hà Nội"), City("540", "Quy Nhơn")
CITIES = (HA_NOI, QUY_NHON)

ABOLISHED_ON = date(2022, 5, 10)
"""Last day of one agency; its successor begins on the day after."""

EMPTY_AGENCY = Agency("01", "H26.09", "xa")
AGENCIES = (
    Agency("01", "H26.01", "so"),
    Agency("01", "H26.02", "huyen", valid_to=ABOLISHED_ON),
    Agency("01", "H26.03", "huyen", valid_from=ABOLISHED_ON + timedelta(days=1)),
    Agency("01", "000.00.04.H26", "xa"),
    EMPTY_AGENCY,
    Agency("540", "H08.01", "huyen"),
    Agency("540", "H08.02", "xa"),
    Agency("540", "H08.03", None),
)
FIELDS = ("HO_TICH", "DAT_DAI")
PROCEDURES = (
    Procedure("01", "1.000001", "1.000001", "HO_TICH", "so"),
    Procedure("01", "2.000002", "2.000002", "DAT_DAI", "xa"),
    Procedure("540", "1.000001.000.00.00.H08", "1.000001", "HO_TICH", "xa"),
    Procedure("540", "QN-7", "QN-7", "DAT_DAI", "huyen"),
)
SERVICES = (
    Service("1.000001", "4", None, None),
    Service("2.000002", "2", None, date(2022, 4, 30)),
    Service("2.000002", "3", date(2022, 5, 1), date(2022, 5, 31)),
    Service("1.000001.000.00.00.H08", "partial", date(2022, 3, 15), None),
)


def own_periods() -> Iterator[tuple[str, str, str, date, date]]:
    """Yield the months, quarters and year 2022 of a calendar that closes on the 20th."""
    closes = [date(2021, 12, 20), *(date(2022, month, 20) for month in range(1, 13))]

    def stretch(kind: str, code: str, first: int, last: int) -> tuple[str, str, str, date, date]:
        return OWN_CALENDAR, kind, code, closes[first - 1] + timedelta(days=1), closes[last]

    for month in range(1, 13):
        yield stretch("month", f"2022-{month:02d}", month, month)
    for quarter in range(1, 5):
        yield stretch("quarter", f"2022-Q{quarter}", 3 * quarter - 2, 3 * quarter)
    yield stretch("year", "2022", 1, 12)


def filing_code(number: int, filing: Filing) -> str:
    """Return the code of the filing that stands at a place of the list: every other one in the standard form."""
    return f"HS/{number}" if number % 2 else f"{filing.agency}-{filing.received:%y%m%d}-{number + 1:04d}"


def land_map(builder: Builder, agencies: Iterable[Agency], procedures: Sequence[Procedure]) -> None:
    """Hand over cities, agencies, fields, procedures, service levels and the own calendar."""
    _land(builder, "landed_city", [(MAP_LOAD, city.code, city.name) for city in CITIES])
    _land(
        builder,
        "landed_agency",
        [
            (
                MAP_LOAD,
                agency.city,
                agency.code,
                f"Cơ quan {agency.code}",
                agency.level,
                None,
                agency.valid_from,
                agency.valid_to,
            )
            for agency in agencies
        ],
        "(load_id, city_code, code, name, level, parent_code, valid_from, valid_to)",
    )
    _land(builder, "landed_field", [(MAP_LOAD, code, f"Lĩnh vực {code}") for code in FIELDS])
    _land(
        builder,
        "landed_procedure",
        [
            (
                MAP_LOAD,
                procedure.city,
                procedure.code,
                f"Thủ tục {procedure.national_code}",
                procedure.field,
                procedure.level,
            )
            for procedure in procedures
        ],
        "(load_id, city_code, code, name, field_code, level)",
    )
    city_of = {procedure.code: procedure.city for procedure in procedures}
    _land(
        builder,
        "landed_procedure_service",
        [
            (
                MAP_LOAD,
                city_of[service.procedure],
                service.procedure,
                service.service_level,
                service.valid_from,
                service.valid_to,
                None,
            )
            for service in SERVICES
            if service.procedure in city_of
        ],
    )
    _land(builder, "landed_reporting_period", list(own_periods()))


LOAD_COLUMNS = (
    "(load_id, kind, city_code, source_system, file_name, sha256, rows_rejected, "
    "covered_from, covered_to, is_whole, is_synthetic)"
)
FILING_COLUMNS = (
    "(load_id, city_code, filing_code, agency_code, procedure_code, channel_id, status_id, "
    "received_on, due_on, reappointed_due_on, completed_on, withdrawn_on)"
)
PAUSE_COLUMNS = "(load_id, city_code, filing_code, paused_from, resumed_on)"


def land_filings(
    builder: Builder,
    filings: Sequence[Filing],
    codes: Sequence[str],
    city_of: dict[str, str],
    load_of: dict[str, int],
) -> None:
    """Hand over filings and their pauses under their codes, each with the load of its agency's city."""
    rows: list[tuple[object, ...]] = []
    pauses: list[tuple[object, ...]] = []
    for code, filing in zip(codes, filings, strict=True):
        city = city_of[filing.agency]
        rows.append(
            (
                load_of[city],
                city,
                code,
                filing.agency,
                filing.procedure,
                CHANNEL_IDS[filing.channel],
                filing.status,
                filing.received,
                filing.due,
                filing.reappointed,
                filing.completed,
                filing.withdrawn,
            )
        )
        pauses.extend((load_of[city], city, code, start, end) for start, end in filing.pauses)
    _land(builder, "landed_filing", rows, FILING_COLUMNS)
    _land(builder, "landed_filing_pause", pauses, PAUSE_COLUMNS)


def land_targets(builder: Builder, targets: Iterable[Target]) -> None:
    """Hand over targets for the on-time rate, all of one document."""
    _land(builder, "landed_source_document", [(MAP_LOAD, "plan", "Kế hoạch", "UBND", None, None, "UBND")])
    _land(
        builder,
        "landed_target",
        [
            (
                MAP_LOAD,
                "plan",
                "on_time_rate",
                target.city,
                target.level,
                target.agency,
                target.field,
                target.period,
                target.operator,
                target.value,
                "ratio",
                target.definition,
            )
            for target in targets
        ],
        "(load_id, source_id, indicator, city, level, agency, field, period, operator, value, unit, definition)",
    )


def write_database(
    path: Path,
    filings: Sequence[Filing],
    loads: Sequence[Load],
    *,
    targets: Sequence[Target] = (),
    agencies: Sequence[Agency] = AGENCIES,
    procedures: Sequence[Procedure] = PROCEDURES,
    codes: Sequence[str] | None = None,
) -> None:
    """Write a database of ``filings``; those of a city belong to the first load of it.

    Their codes are those of ``filing_code`` unless ``codes`` are given.
    """
    with building(path, memory_limit=MEMORY_LIMIT) as builder:
        land_map(builder, agencies, procedures)
        load_of: dict[str, int] = {}
        rows: list[tuple[object, ...]] = [
            (MAP_LOAD, "agencies", None, "small", "map", None, 0, None, None, True, False)
        ]
        for number, load in enumerate(loads, start=1):
            load_of.setdefault(load.city, number)
            rows.append(
                (
                    number,
                    "filings",
                    load.city,
                    "small",
                    f"{number}.csv",
                    None,
                    0,
                    load.covered_from,
                    load.covered_to,
                    load.is_whole,
                    False,
                )
            )
        _land(builder, "landed_load", rows, LOAD_COLUMNS)
        written = codes or [filing_code(number, filing) for number, filing in enumerate(filings)]
        land_filings(builder, filings, written, {agency.code: agency.city for agency in agencies}, load_of)
        land_targets(builder, targets)
        builder.store()


@contextmanager
def small_database(
    filings: Sequence[Filing],
    loads: Sequence[Load],
    *,
    targets: Sequence[Target] = (),
    agencies: Sequence[Agency] = AGENCIES,
    procedures: Sequence[Procedure] = PROCEDURES,
    codes: Sequence[str] | None = None,
) -> Iterator[Database]:
    """Yield an open database, as ``write_database`` writes it, in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.duckdb"
        write_database(path, filings, loads, targets=targets, agencies=agencies, procedures=procedures, codes=codes)
        with open_database(path, memory_limit=MEMORY_LIMIT) as database:
            yield database


def _land(builder: Builder, table: str, rows: Sequence[tuple[object, ...]], columns: str = "") -> None:
    """Insert rows; the values are those of ``columns``, else of all the table's columns in their order."""
    if rows:
        marks = ", ".join("?" for _ in rows[0])
        values = ", ".join(f"({marks})" for _ in rows)
        builder.connection.execute(
            f"insert into {table} {columns} values {values}", [value for row in rows for value in row]
        )
