"""Returns of form 06: the lines of a sheet, their checks, and the form merged from them."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from parx_tui.data.database import Database, open_database
from parx_tui.data.drill import DrillPath
from parx_tui.data.names import folded
from parx_tui.data.pages import run_report
from parx_tui.data.questions import Question
from parx_tui.errors import LoadError, QueryError
from parx_tui.load.kinds.returns import FIGURES
from parx_tui.load.returns import return_lines
from parx_tui.load.store.build import building
from tests.depth import examples
from tests.naive import Filing
from tests.office_files import content, load, office, rows_of
from tests.small_database import (
    AGENCIES,
    FIELDS,
    MAP_LOAD,
    MEMORY_LIMIT,
    PROCEDURES,
    Agency,
    filing_code,
    land_filings,
    land_map,
)
from tests.test_headers import FORM_06, HO_TICH, NUMBERS

LEVELS = {
    "cấp tỉnh": "so",
    "sở": "so",
    "cấp huyện": "huyen",
    "cấp xã": "xa",
    "xã": "xa",
    "phường": "xa",
}
BLOCKS = {"so": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã"}
SO, HUYEN, XA = "H26.01", "H26.02", "000.00.04.H26"
OWN_LEVEL = {SO: "so", HUYEN: "huyen", XA: "xa"}
FILINGS_LOAD = 50

Figures = tuple[int | None, ...]
NOTHING: Figures = (None,) * len(FIGURES)


def level_of(text: str) -> str | None:
    return LEVELS.get(text.casefold())


# The lines of a sheet


def lines_of(sheet: str, *, lists_units: bool = False) -> list[str]:
    """Return the lines of a sheet as "number kind level -> parent", its rows written as "label | name | figure"."""
    rows = []
    for number, row in enumerate(sheet.strip().splitlines(), start=1):
        label, name, figure = (cell.strip() for cell in row.split("|"))
        rows.append((number, label, name, {"received_total": int(figure)} if figure else {}))
    return [
        f"{line.number} {line.kind} {line.level or '-'} -> {line.parent or '-'}"
        for line in return_lines(rows, level_of=level_of, lists_units=lists_units)
    ]


SHEETS = {
    "blocks with their sums, the whole at the end": (
        """
        I   | Cấp tỉnh   | 10
        1   | Đất đai    | 6
        2   | Hộ tịch    | 4
        II  | Cấp huyện  | 5
        1   | Công chứng | 5
            | TỔNG CỘNG  | 15
        """,
        [
            "1 section so -> 6",
            "2 field so -> 1",
            "3 field so -> 1",
            "4 section huyen -> 6",
            "5 field huyen -> 4",
            "6 total - -> -",
        ],
    ),
    "headings, each block summed below it": (
        """
            | I. TTHC thuộc thẩm quyền giải quyết của UBND cấp tỉnh |
        1   | Đất đai         | 6
        2   | Hộ tịch         | 4
            | Cộng cấp tỉnh   | 10
        II. | UBND các xã, phường |
        1.  | Chứng thực      | 5
            | Cộng            | 5
            | Tổng số (I+II)  | 15
        """,
        [
            "1 section so -> 4",
            "2 field so -> 4",
            "3 field so -> 4",
            "4 total so -> 8",
            "5 section xa -> 7",
            "6 field xa -> 7",
            "7 total xa -> 8",
            "8 total - -> -",
        ],
    ),
    "sums above and below a block": (
        """
        I   | Cấp xã      | 9
        1   | Hộ tịch     | 9
            | Cộng mục I  | 9
            | Tổng        | 9
        """,
        ["1 section xa -> 3", "2 field xa -> 1", "3 total xa -> 4", "4 total - -> -"],
    ),
    "every block closed by a total that does not say of what": (
        """
        I   | Cấp tỉnh  |
        1   | Đất đai   | 6
            | Cộng      | 6
        II  | Cấp xã    |
        1   | Hộ tịch   | 4
            | Cộng      | 4
        """,
        [
            "1 section so -> 3",
            "2 field so -> 3",
            "3 total so -> -",
            "4 section xa -> 6",
            "5 field xa -> 6",
            "6 total xa -> -",
        ],
    ),
    "fields alone, the whole above them": (
        """
        Tổng số |         | 10
        1       | Đất đai | 6
        2       | Hộ tịch | 4
        """,
        ["1 total - -> -", "2 field - -> 1", "3 field - -> 1"],
    ),
    "blocks told by their totals alone": (
        """
        1   | Đất đai        | 6
        2   | Hộ tịch        | 4
            | Cộng cấp huyện | 10
        1   | Hộ tịch        | 4
            | Cộng cấp xã    | 4
            | Cộng           | 14
        """,
        [
            "1 field huyen -> 3",
            "2 field huyen -> 3",
            "3 total huyen -> 6",
            "4 field xa -> 5",
            "5 total xa -> 6",
            "6 total - -> -",
        ],
    ),
    "fields divided further": (
        """
        I    | Cấp xã       | 12
        1    | Đất đai      | 8
        1.1  | Cấp giấy     | 5
        1.2  | Chuyển quyền | 3
        -    | Trực tuyến   | 2
        2    | Hộ tịch      | 4
        I.3  | Khác         |
             | TỔNG CỘNG    | 12
        """,
        [
            "1 section xa -> 8",
            "2 field xa -> 1",
            "3 field xa -> 2",
            "4 field xa -> 2",
            "5 field xa -> 4",
            "6 field xa -> 1",
            "7 field xa -> 1",
            "8 total - -> -",
        ],
    ),
    "groups of fields within a block": (
        """
        A   | Cấp xã     |
        I   | Tư pháp    | 10
        1   | Hộ tịch    | 6
        2   | Chứng thực | 4
        II  | Đất đai    | 3
            | TỔNG CỘNG  | 13
        """,
        [
            "1 section xa -> 6",
            "2 section xa -> 6",
            "3 field xa -> 2",
            "4 field xa -> 2",
            "5 field xa -> 6",
            "6 total - -> -",
        ],
    ),
    "a block without a level beside blocks that have one": (
        """
        I   | Cấp tỉnh  | 6
        1   | Đất đai   | 6
        II  | Khác      | 2
            | TỔNG CỘNG | 8
        """,
        ["1 section so -> 4", "2 field so -> 1", "3 field - -> 4", "4 total - -> -"],
    ),
    "fields numbered like the blocks": (
        """
        I   | Cấp tỉnh   | 6
        I   | Đất đai    | 4
        -   | Trực tuyến | 3
        II  | Hộ tịch    | 2
        II  | Cấp xã     | 5
        I   | Hộ tịch    | 5
        """,
        [
            "1 section so -> -",
            "2 field so -> 1",
            "3 field so -> 2",
            "4 field so -> 1",
            "5 section xa -> -",
            "6 field xa -> 5",
        ],
    ),
    "a block summed above its fields, under a heading without a number": (
        """
            | Lĩnh vực thuộc thẩm quyền của UBND cấp xã |
            | Cộng cấp xã                | 4
        1   | Hộ tịch                    | 4
        2   | Chứng thực tại UBND cấp xã |
            | Tổng cộng                  | 4
        """,
        ["1 section xa -> 2", "2 total xa -> 5", "3 field xa -> 2", "4 field xa -> 2", "5 total - -> -"],
    ),
    "notes and signatures below": (
        """
        1   | Hộ tịch         | 4
        2   | Chăn nuôi       |
            | TỔNG CỘNG       | 4
            | Người lập biểu  |
            |                 |
        """,
        ["1 field - -> 3", "2 field - -> 3", "3 total - -> -"],
    ),
    "without accents": (
        """
        1   | Chung thuc     | 4
            | CONG CAP XA    | 4
            | TONG CONG (1+2) | 4
        """,
        ["1 field - -> 2", "2 total - -> 3", "3 total - -> -"],
    ),
}


@pytest.mark.parametrize(("sheet", "lines"), SHEETS.values(), ids=SHEETS)
def test_what_adds_up_into_what(sheet: str, lines: list[str]) -> None:
    assert lines_of(sheet) == lines


def test_a_sheet_that_lists_units() -> None:
    sheet = """
        I   | Các sở, ban, ngành | 10
        1   | Sở Nội vụ          | 10
        II  | UBND các xã, phường | 3
        1   | P. 1               | 1
        2   | Phường Đống Đa     | 2
            | Tổng cộng toàn tỉnh | 13
        """
    assert lines_of(sheet, lists_units=True) == [
        "1 section so -> 6",
        "2 unit so -> 1",
        "3 section xa -> 6",
        "4 unit xa -> 3",
        "5 unit xa -> 3",
        "6 total - -> -",
    ]


@pytest.mark.parametrize("name", ["Công chứng", "Công thương", "Tổng hợp", "Tổng cục Thuế", "Cộng đồng"])
def test_fields_that_begin_like_totals(name: str) -> None:
    (line,) = return_lines([(1, "1", name, {"received_total": 1})], level_of=level_of)
    assert (line.kind, line.name) == ("field", name)


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        ("I", "I. Cấp xã", ("I", "Cấp xã")),
        ("", "II.3. Hộ tịch", ("II.3", "Hộ tịch")),
        ("", "2) Hộ  tịch", ("2", "Hộ tịch")),
        ("III Cấp xã", "", ("III", "Cấp xã")),
        ("", "Q. Ba Đình", ("", "Q. Ba Đình")),
        ("", "P. 1", ("", "P. 1")),
        ("", "X. An Khánh", ("", "X. An Khánh")),
        ("3", "A Lưới", ("3", "A Lưới")),
        ("1", unicodedata.normalize("NFD", "Hộ tịch"), ("1", "Hộ tịch")),
    ],
)
def test_number_and_name(label: str, name: str, expected: tuple[str, str]) -> None:
    (line,) = return_lines([(1, label, name, {"received_total": 1})], level_of=level_of)
    assert (line.label, line.name) == expected


CELLS = st.sampled_from(
    ["", "I", "II", "A", "1", "1.1", "-", "a", "Cấp xã", "Cấp tỉnh", "TỔNG CỘNG", "Cộng", "Cộng cấp xã", "Tổng (I+II)"]
) | st.text(max_size=8)


@examples(60)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, st.none() | st.integers(0, 9)), max_size=14),
    lists_units=st.booleans(),
)
def test_the_lines_of_any_sheet_are_a_tree(rows: list[tuple[str, str, int | None]], lists_units: bool) -> None:
    given_rows = [
        (number, label, name, {"carried_over": figure}) for number, (label, name, figure) in enumerate(rows, start=7)
    ]
    lines = return_lines(given_rows, level_of=level_of, lists_units=lists_units)
    line_of = {line.number: line for line in lines}
    assert [line.number for line in lines] == sorted(line_of)
    figured = {number for number, _label, _name, figures in given_rows if figures["carried_over"] is not None}
    assert figured <= set(line_of)
    for line in lines:
        seen = {line.number}
        above = line.parent
        while above is not None:
            assert above in figured
            assert above not in seen
            seen.add(above)
            above = line_of[above].parent


def test_headings_of_a_file_are_stored_and_who_signed_it_is_not(tmp_path: Path) -> None:
    database, path = office(tmp_path), tmp_path / "return.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ["Đơn vị báo cáo: UBND phường Cầu Giấy"],
                ["Kỳ báo cáo: Quý II/2022"],
                *FORM_06,
                NUMBERS,
                ["I", "Cấp tỉnh"],
                ["", "UBND các xã, phường"],
                HO_TICH,
                ["", "TỔNG CỘNG", *HO_TICH[2:]],
                [*[""] * 9, "Cầu Giấy, ngày 15 tháng 6 năm 2022"],
                ["", "NGƯỜI LẬP BIỂU", *[""] * 7, "CHỦ TỊCH"],
                ["", "Nguyễn Văn An", *[""] * 7, "Trần Thị Bình"],
            ]
        )
    load(database, path)
    assert rows_of(database, "select line_kind, field_name, received_total from unit_return order by line_number") == [
        ("section", "Cấp tỉnh", None),
        ("section", "UBND các xã, phường", None),
        ("field", "Hộ tịch", 10),
        ("total", "TỔNG CỘNG", 10),
    ]
    stored = repr(content(database))
    assert not [text for text in ("LẬP BIỂU", "Văn An", "CHỦ TỊCH", "Thị Bình", "tháng 6") if text in stored]
    assert [other.name for other in tmp_path.iterdir() if "reject" in other.name] == []


DAT_DAI = ("2", "Đất đai", *HO_TICH[2:])


def return_csv(path: Path, *rows: Sequence[str]) -> Path:
    """Write the return of a unit for a period as a file."""
    titles = [["Đơn vị báo cáo: UBND phường Cầu Giấy"], ["Kỳ báo cáo: Quý II/2022"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*titles, *FORM_06, NUMBERS, *rows])
    return path


def test_a_line_that_a_return_sent_again_leaves_out_is_gone(tmp_path: Path) -> None:
    database = office(tmp_path)
    load(database, return_csv(tmp_path / "a.csv", HO_TICH, DAT_DAI))
    again = return_csv(tmp_path / "b.csv", HO_TICH)
    assert load(database, again).is_published
    with open_database(database, memory_limit=MEMORY_LIMIT) as opened:
        assert [row["field"] for row in merged(opened) if row["field"]] == ["Hộ tịch"]
    assert not load(database, again).is_published


def test_two_sheets_of_one_return_are_refused(tmp_path: Path) -> None:
    database = office(tmp_path)
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("first", "second"):
            sheet = book.add_worksheet(name)
            rows = csv.reader(return_csv(tmp_path / "rows.csv", HO_TICH).read_text("utf-8").splitlines())
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    before = database.read_bytes()
    with pytest.raises(LoadError, match=r"second\] and book.xlsx \[first\] are returns of the same unit"):
        load(database, path)
    assert database.read_bytes() == before


def test_a_dash_in_a_return_is_a_zero_and_an_empty_cell_is_none(tmp_path: Path) -> None:
    database = office(tmp_path)
    row = ["1", "Hộ tịch", "10", "-", "Không phát sinh", "", *HO_TICH[6:]]
    load(database, return_csv(tmp_path / "a.csv", row))
    assert rows_of(
        database, "select received_total, received_online, received_counter_post, carried_over from unit_return"
    ) == [(10, 0, 0, None)]


# A database of returns


@dataclass(frozen=True)
class Return:
    """A return as an office sends it: rows of label, name and eleven figures; ``agency`` is a code, ``None`` the city.

    ``agencies`` are the codes of the units that a list of units names in its rows.
    """

    rows: Sequence[tuple[str, str, Figures]]
    agency: str | None = XA
    period: str = "2022-Q2"
    calendar: str = "nd09"
    city: str = "01"
    agencies: Mapping[str, str] = field(default_factory=dict)
    file: str | None = None


def figures(
    online: int, counter: int = 0, carried: int = 0, late: int = 0, pending: int = 0, overdue: int = 0
) -> Figures:
    """Return figures that hold together: all is resolved on time that is neither late nor pending."""
    received = online + counter + carried
    resolved = received - pending
    return received, online, counter, carried, resolved, 0, resolved - late, late, pending, pending - overdue, overdue


def added(parts: Sequence[Figures]) -> Figures:
    """Return the sums of figures, without the empty cells."""
    columns = [[part for part in column if part is not None] for column in zip(*parts, strict=True)]
    return tuple(sum(column) if column else None for column in columns)


def changed(given: Figures, **changes: int | None) -> Figures:
    """Return figures with some replaced."""
    return tuple(changes.get(name, figure) for name, figure in zip(FIGURES, given, strict=True))


def form(blocks: Mapping[str, Mapping[str, Figures]]) -> list[tuple[str, str, Figures]]:
    """Return the rows of a form: blocks by level, with their sums, and the whole."""
    rows: list[tuple[str, str, Figures]] = []
    for number, (level, lines) in enumerate(blocks.items()):
        rows.append((("I", "II", "III")[number], BLOCKS[level], added(list(lines.values()))))
        rows += [(str(place), name, line) for place, (name, line) in enumerate(lines.items(), start=1)]
    every = [line for lines in blocks.values() for line in lines.values()]
    return [*rows, ("", "TỔNG CỘNG", added(every))]


def write_returns(
    path: Path,
    returns: Sequence[Return],
    filings: Sequence[Filing] = (),
    *,
    agencies: Sequence[Agency] = AGENCIES,
    covered_to: date = date(2022, 12, 14),
    parents: Mapping[str, str] | None = None,
) -> None:
    """Write a database of returns, each a load of its own, and of filings of the first city."""
    with building(path, memory_limit=MEMORY_LIMIT) as builder:
        connection = builder.connection
        land_map(builder, agencies, PROCEDURES)
        for code, parent in (parents or {}).items():
            connection.execute("update landed_agency set parent_code = ? where code = ?", [parent, code])
        loads: list[tuple[object, ...]] = [(MAP_LOAD, "agencies", None, "map", None, None, None)]
        if filings:
            loads.append((FILINGS_LOAD, "filings", "01", "filings.csv", None, date(2021, 12, 15), covered_to))
        for number, told in enumerate(returns, start=1):
            loads.append((number, "returns", told.city, f"{number}.xlsx", told.file, None, None))
            connection.executemany(
                f"insert into landed_unit_return values ({', '.join('?' * (12 + len(FIGURES)))})",
                list(landed_rows(number, told)),
            )
        connection.executemany(
            "insert into landed_load (load_id, kind, city_code, file_name, sha256, covered_from, covered_to, "
            "source_system, rows_rejected, is_whole, is_synthetic) "
            "values (?, ?, ?, ?, ?, ?, ?, 'small', 0, true, false)",
            loads,
        )
        if any(told.file for told in returns):
            connection.execute("update landed_load set batch_id = 1 where kind = 'returns'")
        codes = [filing_code(number, filing) for number, filing in enumerate(filings)]
        land_filings(builder, filings, codes, {agency.code: agency.city for agency in agencies}, {"01": FILINGS_LOAD})
        builder.store()


def landed_rows(load: int, told: Return) -> Iterator[tuple[object, ...]]:
    """Yield the landed rows of a return."""
    rows = [
        (number, label, name, dict(zip(FIGURES, line, strict=True)))
        for number, (label, name, line) in enumerate(told.rows, start=1)
    ]
    for line in return_lines(rows, level_of=level_of, lists_units=bool(told.agencies)):
        agency = told.agencies.get(line.name, told.agency)
        unit = line.name if line.name in told.agencies else f"Đơn vị {told.agency}" if told.agency else None
        yield (
            *(load, told.city, agency, unit, told.period, told.calendar),
            *(line.number, line.label, line.kind, line.level, line.name, line.parent),
            *line.figures,
        )


@contextmanager
def database_of(returns: Sequence[Return], filings: Sequence[Filing] = (), **settings: Any) -> Iterator[Database]:
    """Yield a database of returns."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "returns.duckdb"
        write_returns(path, returns, filings, **settings)
        with open_database(path, memory_limit=MEMORY_LIMIT) as database:
            yield database


def merged(database: Database, text: str | None = None, **path: Any) -> list[dict[str, object]]:
    """Return the rows of the merged form."""
    asked = DrillPath(by=None, **{"period": "2022-Q2", **path})
    page = run_report(database, Question("returns", asked, text=text), language="en")
    return [dict(zip(page.columns, row, strict=True)) for row in page.rows]


def shape(rows: Sequence[Mapping[str, object]]) -> list[tuple[object, ...]]:
    """Return what each row of the form is, and its figures."""
    return [
        (row["level_code"], row["field"], row["row_kind"], row["source"], row["units"], figures_of(row)) for row in rows
    ]


def figures_of(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in FIGURES)


def found_by(check: str, *returns: Return) -> list[tuple[object, ...]]:
    """Return the rows that a check finds in a database of returns."""
    with database_of(returns) as database:
        return database.query(check).rows


# Checks

SOUND = figures(5, 3, 2, late=1, pending=4, overdue=1)


BROKEN: Sequence[tuple[dict[str, int | None], str | None, str | None]] = [
    ({}, None, None),
    ({"received_total": 11}, "3=4+5+6: 10", "11"),
    ({"carried_over": 3}, "3=4+5+6: 11", "10"),
    ({"resolved_total": 7}, "7=8+9+10: 6", "7"),
    ({"resolved_late": 2, "received_total": 9}, "3=4+5+6: 10", "9"),
    ({"pending_overdue": 0}, "11=12+13: 3", "4"),
    ({"pending_total": 5, "pending_in_time": 4}, "3=7+11: 11", "10"),
    ({"received_online": None, "received_total": 99}, "3=7+11: 10", "99"),
    ({"received_total": None, "pending_in_time": None}, None, None),
    (dict.fromkeys(FIGURES), None, None),
]
"""Changes to sound figures, the first identity that they break with its right side, and its left side."""


def test_the_first_identity_that_a_line_breaks() -> None:
    rows = [
        (str(number), "Hộ tịch", changed(SOUND, **changes)) for number, (changes, _sum, _figure) in enumerate(BROKEN, 1)
    ]
    assert found_by("return_identities", Return(rows)) == [
        (f"Đơn vị {XA}; 2022-Q2 nd09; #{number} {number} Hộ tịch", expected, figure)
        for number, (_changes, expected, figure) in enumerate(BROKEN, 1)
        if expected
    ]


LEFT_OUT = changed(SOUND, received_online=None)
TWICE = added([SOUND, SOUND])


WHOLES: Sequence[tuple[list[tuple[str, str, Figures]], list[tuple[str, str, str]]]] = [
    (form({"huyen": {"Đất đai": SOUND, "Hộ tịch": SOUND}, "xa": {"Hộ tịch": SOUND}}), []),
    (
        [("1", "Đất đai", SOUND), ("2", "Hộ tịch", SOUND), ("", "TỔNG CỘNG", SOUND)],
        [("#3 TỔNG CỘNG", "received_total: 20", "10")],
    ),
    (
        [
            ("I", "Cấp xã", changed(SOUND, resolved_late=7)),
            ("1", "Đất đai", SOUND),
            ("", "TỔNG CỘNG", changed(SOUND, carried_over=9)),
        ],
        [
            ("#1 I Cấp xã", "resolved_late: 1", "7"),
            ("#3 TỔNG CỘNG", "carried_over: 2", "9"),
        ],
    ),
    # An empty cell may stand for what is missing in the sum, but never for what is too much.
    ([("1", "Đất đai", LEFT_OUT), ("2", "Hộ tịch", SOUND), ("", "Cộng", added([SOUND, SOUND]))], []),
    (
        [("1", "Đất đai", LEFT_OUT), ("2", "Hộ tịch", SOUND), ("", "Cộng", changed(TWICE, received_online=4))],
        [("#3 Cộng", "received_online: >= 5", "4")],
    ),
    ([("1", "Đất đai", SOUND), ("", "Cộng", changed(SOUND, received_total=None))], []),
    # What a field is divided into may leave something out, but not be more than the field.
    ([("1", "Đất đai", TWICE), ("1.1", "Cấp giấy", SOUND)], []),
    (
        [("1", "Đất đai", SOUND), ("1.1", "Cấp giấy", SOUND), ("1.2", "Khác", SOUND)],
        [("#1 1 Đất đai", "received_total: 20", "10")],
    ),
]
"""Rows of a return, and which of its lines are not the sums of others, by which figure."""


def test_a_whole_is_the_sum_of_its_parts() -> None:
    returns = [Return(rows, period=f"2022-{month:02d}") for month, (rows, _found) in enumerate(WHOLES, 1)]
    assert found_by("return_parts", *returns) == [
        (f"Đơn vị {XA}; 2022-{month:02d} nd09; {line}", parts, whole)
        for month, (_rows, found) in enumerate(WHOLES, 1)
        for line, parts, whole in found
    ]


def test_what_a_unit_carries_over_is_what_it_had_pending() -> None:
    before = form(
        {"huyen": {"Hộ tịch": SOUND}, "xa": {"Hộ tịch": figures(9, pending=3), "Đất đai": figures(5, pending=1)}}
    )
    now = form(
        {"huyen": {"Hộ tịch": figures(1, carried=4)}, "xa": {"hộ TỊCH": figures(3, carried=3), "Đất đai": SOUND}}
    )
    found = found_by("return_carried_over", Return(now), Return(before, period="2022-Q1"))
    unit = f"Đơn vị {XA}; 2022-Q2 nd09; "
    assert found == [
        (f"{unit}#3 II Cấp xã", "4", "5"),
        (f"{unit}#5 2 Đất đai", "1", "2"),
        (f"{unit}#6 TỔNG CỘNG", "8", "9"),
    ]


def test_only_the_same_line_of_the_period_before_is_compared() -> None:
    line = ("1", "Hộ tịch", SOUND)
    others = [
        Return([line], period="2021"),
        Return([line], period="2022-03"),
        Return([line], period="2022-Q1", calendar="calendar"),
        Return([line], period="2022-Q1", agency=HUYEN),
        Return([line], period="2022-Q1", agency=None),
        Return([("1", "Hộ tịch", changed(SOUND, pending_total=None)), ("2", "Đất đai", SOUND)], period="2022-Q1"),
    ]
    assert found_by("return_carried_over", Return([line]), *others) == []


def test_a_return_sent_again_takes_the_place_of_the_first() -> None:
    wrong = Return([("1", "Hộ tịch", changed(SOUND, received_total=99)), ("2", "Thuế", SOUND), ("", "Cộng", SOUND)])
    right = Return([("1", "Hộ tịch", SOUND)])
    with database_of([wrong, right]) as database:
        assert database.query("return_identities").rows == database.query("return_parts").rows == []
        assert shape(merged(database)) == [
            ("xa", "Hộ tịch", "field", "units", 1, SOUND),
            ("xa", None, "level", "units", 1, SOUND),
            (None, None, "total", "units", 1, SOUND),
        ]


def test_sheets_of_one_file_belong_together() -> None:
    levels = [Return(form({level: {"Hộ tịch": SOUND}}), agency=None, file="abc") for level in ("so", "xa")]
    with database_of(levels) as database:
        assert [row["level_code"] for row in merged(database) if row["row_kind"] == "field"] == ["so", "xa"]


def test_a_return_for_a_period_that_no_calendar_has() -> None:
    rows = [("1", "Hộ tịch", SOUND), ("", "Cộng", SOUND)]
    found = found_by("return_without_period", Return(rows, period="2022-Q5"), Return(rows))
    assert [(row[0], row[2]) for row in found] == [(f"Đơn vị {XA}", "nd09 2022-Q5")]


def test_a_return_of_an_unknown_unit_refuses_the_load(tmp_path: Path) -> None:
    unknown = [Return([("1", "x", SOUND)], agency="H99"), Return([("1", "x", SOUND)], city="99")]
    with pytest.raises(QueryError, match="3 rows of unit_return were handed over and 1 could be stored"):
        write_returns(tmp_path / "x.duckdb", [*unknown, Return([("1", "x", SOUND)])])


def test_a_code_given_to_another_unit_means_the_one_that_bears_it_at_the_end_of_the_period() -> None:
    agencies = [
        Agency("01", "H26.01", "so", valid_to=date(2022, 6, 9)),
        Agency("01", "H26.01", "xa", valid_from=date(2022, 6, 10)),
    ]
    returns = [Return([("1", "Hộ tịch", SOUND)], agency="H26.01", period=period) for period in ("2022-Q1", "2022-Q2")]
    with database_of(returns, agencies=agencies) as database:
        levels = [merged(database, period=told.period)[0]["level_code"] for told in returns]
    assert levels == ["so", "xa"]


# The merged form


def test_returns_of_units_are_added_up_by_level_and_field() -> None:
    land, birth, trade = figures(5, 1, 2), figures(7, 2, 1, late=2, pending=3), figures(1, 1, 1, pending=2, overdue=1)
    returns = [
        Return(form({"xa": {"Hộ tịch": birth, "Đất đai": land}})),
        Return(form({"huyen": {"HO TICH": birth}, "xa": {"Chợ": trade}}), agency=HUYEN),
        Return([("1", "Đất đai", land), ("", "Tổng số", land)], agency=SO),
    ]
    with database_of(returns) as database:
        rows = merged(database)
        assert shape(rows) == [
            ("so", "Đất đai", "field", "units", 1, land),
            ("so", None, "level", "units", 1, land),
            ("huyen", "HO TICH", "field", "units", 1, birth),
            ("huyen", None, "level", "units", 1, birth),
            ("xa", "Chợ", "field", "units", 1, trade),
            ("xa", "Đất đai", "field", "units", 1, land),
            ("xa", "Hộ tịch", "field", "units", 1, birth),
            ("xa", None, "level", "units", 2, added([birth, land, trade])),
            (None, None, "total", "units", 3, added([land, birth, birth, land, trade])),
        ]
        assert [row["line"] for row in rows] == list(range(1, 10))
        assert {(row["city"], row["period"], row["agreement"], row["coverage"]) for row in rows} == {
            ("Hà Nội", "2022-Q2", "cannot_check", None)
        }
        assert {row["period_from"] for row in rows} == {date(2022, 3, 15)}
        one_level = merged(database, level="xa")
        assert figures_of(one_level[-1]) == added([birth, land, trade])
        assert [row["row_kind"] for row in one_level] == ["field", "field", "field", "level"]
        assert [(row["level_code"], row["row_kind"]) for row in merged(database, agency=HUYEN)] == [
            ("huyen", "field"),
            ("huyen", "level"),
            ("xa", "field"),
            ("xa", "level"),
            (None, "total"),
        ]
        births = merged(database, text="ho tich")
        assert [(row["field"], row["line"]) for row in births] == [("HO TICH", 3), ("Hộ tịch", 7)]
        assert merged(database, period="2022-Q1") == merged(database, calendar="calendar") == []
        assert merged(database, city="540") == []


def test_a_line_whose_sums_do_not_hold_says_which_link_is_broken() -> None:
    returns = [
        Return([("1", "Hộ tịch", SOUND)]),
        Return([("1", "Hộ tịch", changed(SOUND, pending_total=9, pending_in_time=8))], agency="H26.09"),
    ]
    with database_of([*returns, replace(returns[0], period="2022-Q1")]) as database:
        assert {row["broken_link"] for row in merged(database)} == {"3=7+11"}
        assert {row["broken_link"] for row in merged(database, period="2022-Q1")} == {None}


def test_what_a_field_is_divided_into_is_not_added_once_more() -> None:
    rows = [
        ("1", "Đất đai", TWICE),
        ("1.1", "Cấp giấy", SOUND),
        ("2", "Hộ tịch", SOUND),
        ("", "Cộng", added([SOUND] * 3)),
    ]
    with database_of([Return(rows)]) as database:
        assert [(row["field"], row["received_total"]) for row in merged(database)] == [
            ("Đất đai", 20),
            ("Hộ tịch", 10),
            (None, 30),
            (None, 30),
        ]


def test_a_unit_that_gives_only_totals_stands_in_the_rows_of_its_level() -> None:
    returns = [Return([("", "TỔNG CỘNG", SOUND)]), Return(form({"xa": {"Hộ tịch": SOUND}}), agency="H26.09")]
    with database_of(returns) as database:
        assert [(row["row_kind"], row["units"], row["received_total"]) for row in merged(database)] == [
            ("field", 1, 10),
            ("level", 2, 20),
            ("total", 2, 20),
        ]


def test_the_city_speaks_only_for_levels_of_which_no_unit_does() -> None:
    ours, theirs = figures(90), figures(5)
    city = Return(form({"so": {"Đất đai": ours}, "xa": {"Hộ tịch": ours, "Đất đai": ours}}), agency=None)
    alone = replace(city, period="2022-Q1")
    with database_of([city, Return(form({"xa": {"Hộ tịch": theirs}})), alone]) as database:
        assert shape(merged(database)) == [
            ("so", "Đất đai", "field", "city", 0, ours),
            ("so", None, "level", "city", 0, ours),
            ("xa", "Hộ tịch", "field", "units", 1, theirs),
            ("xa", None, "level", "units", 1, theirs),
            (None, None, "total", "units+city", 1, added([ours, theirs])),
        ]
        rows = merged(database, period="2022-Q1")
        assert {row["source"] for row in rows} == {"city"}
        assert figures_of(rows[-1]) == added([ours] * 3)


def test_a_return_of_the_city_without_blocks_gives_way_to_any_unit() -> None:
    city = Return([("1", "Đất đai", figures(90)), ("", "Tổng số", figures(90))], agency=None)
    unit = Return([("1", "Hộ tịch", SOUND)], period="2022-Q1")
    with database_of([city, replace(city, period="2022-Q1"), unit]) as database:
        assert shape(merged(database)) == [
            (None, "Đất đai", "field", "city", 0, figures(90)),
            (None, None, "total", "city", 0, figures(90)),
        ]
        assert {row["source"] for row in merged(database, period="2022-Q1")} == {"units"}


def test_what_a_larger_unit_says_of_those_in_it_gives_way_to_them() -> None:
    district = Return(form({"huyen": {"Hộ tịch": figures(8)}, "xa": {"Hộ tịch": figures(90)}}), agency=HUYEN)
    commune = Return(form({"xa": {"Hộ tịch": SOUND}}))
    received = [("huyen", 8), ("huyen", 8), ("xa", 90), ("xa", 90), (None, 98)]
    before = replace(district, period="2022-Q1")
    department = Return(form({"xa": {"Hộ tịch": figures(70)}}), agency=SO)
    half_year = [replace(told, period="2022-H1") for told in (department, commune)]
    with database_of([district, department, commune, before, *half_year], parents={XA: HUYEN, HUYEN: SO}) as database:
        rows = merged(database, period="2022-Q1")
        assert [(row["level_code"], row["received_total"]) for row in rows] == received
        rows = merged(database)
        assert [(row["level_code"], row["received_total"]) for row in rows] == [
            ("huyen", 8),
            ("huyen", 8),
            ("xa", 10),
            ("xa", 10),
            (None, 18),
        ]
        # The district in between says nothing of communes.
        assert [row["received_total"] for row in merged(database, period="2022-H1")] == [10, 10, 10]
        # Asked for alone, it is shown as it was sent.
        alone = merged(database, agency=HUYEN)
        assert [(row["level_code"], row["received_total"]) for row in alone] == received


def test_a_list_of_units_stands_in_for_units_that_send_no_return() -> None:
    units = {"UBND quận A": HUYEN, "UBND phường B": XA}
    rows = [
        ("I", "Cấp huyện", figures(30)),
        ("1", "UBND quận A", figures(30)),
        ("II", "Cấp xã", figures(20)),
        ("1", "UBND phường B", figures(20)),
        ("", "TỔNG CỘNG", figures(50)),
    ]
    listed = Return(rows, agency=None, agencies=units)
    own = Return(form({"xa": {"Hộ tịch": SOUND}}))
    city = Return(form({"so": {"Đất đai": figures(7)}}), agency=None)
    wrong = replace(listed, rows=[*rows[:3], ("1", "UBND phường B", figures(21)), rows[4]], period="2022-Q1")
    with database_of([own, city, listed, wrong]) as database:
        assert shape(merged(database)) == [
            ("so", "Đất đai", "field", "city", 0, figures(7)),
            ("so", None, "level", "city", 0, figures(7)),
            ("huyen", None, "level", "units", 1, figures(30)),
            ("xa", "Hộ tịch", "field", "units", 1, SOUND),
            ("xa", None, "level", "units", 1, SOUND),
            (None, None, "total", "units+city", 2, added([figures(7), figures(30), SOUND])),
        ]
        assert database.query("return_parts").rows == [
            ("Hà Nội; 2022-Q1 nd09; #3 II Cấp xã", "received_total: 21", "20")
        ]


def test_a_database_without_returns_has_no_rows() -> None:
    with database_of([]) as database:
        assert merged(database) == []
        for check in ("return_identities", "return_parts", "return_carried_over", "return_without_period"):
            assert database.query(check).rows == []


# Filings beside returns


def filing(agency: str, *, procedure: str = "1.000001", late: bool = False, is_open: bool = False) -> Filing:
    """Return a filing of April 2022 that was resolved by its due date, late, or is open and overdue."""
    day = None if is_open else date(2022, 4, 20 if late else 8)
    return Filing(
        received=date(2022, 4, 4),
        due=date(2022, 4, 11),
        completed=day,
        status=4 if is_open else 10,
        agency=agency,
        procedure=procedure,
    )


BIRTH, LAND = (f"Lĩnh vực {code}" for code in FIELDS)
COUNTED = [filing(XA), filing(XA, late=True), filing(XA, is_open=True), filing("H26.09"), filing(HUYEN)]
TOLD = figures(0, 3, late=1, pending=1, overdue=1)


def compared(*returns: Return) -> list[tuple[object, ...]]:
    """Return what the merged form says of the filings: level, field, counted received and overdue, agreement, where."""
    columns = ("level_code", "field", "counted_received_total", "counted_pending_overdue", "agreement", "differs_in")
    with database_of(returns, COUNTED) as database:
        return [tuple(row[column] for column in columns) for row in merged(database)]


def test_returns_agree_with_the_filings_of_the_units_that_sent_them() -> None:
    assert compared(Return(form({"xa": {BIRTH.upper(): TOLD}}))) == [
        ("xa", BIRTH, 3, 1, "agrees", None),
        ("xa", None, 3, 1, "agrees", None),
        (None, None, 3, 1, "agrees", None),
    ]


DIFFERENCES: Mapping[tuple[str, str], tuple[dict[str, int | None], str | None]] = {
    ("nd09", "2022-Q2"): ({"received_total": 4, "pending_overdue": 7}, "received_total"),
    ("nd09", "2022-H1"): ({"carried_over": 1}, "carried_over"),
    ("nd09", "2022"): ({"resolved_total": 1}, "resolved_total"),
    ("calendar", "2022-Q2"): ({"resolved_late": 0}, "resolved_late"),
    ("calendar", "2022-H1"): ({"pending_total": 0}, "pending_total"),
    ("calendar", "2022-04"): ({"received_total": None, "pending_overdue": 0}, "pending_overdue"),
    ("nd09", "2022-9M"): ({"received_online": 3, "received_counter_post": 0}, None),
}
"""Periods with the same filings, changes to what a unit returns for them, and the first figure that differs."""


def test_the_first_figure_that_differs_is_named() -> None:
    returns = [
        Return([("1", BIRTH, changed(TOLD, **changes))], calendar=calendar, period=period)
        for (calendar, period), (changes, _differs_in) in DIFFERENCES.items()
    ]
    nothing_counted = Return([("1", BIRTH, changed(NOTHING, received_online=3))], calendar="calendar", period="2022")
    with database_of([*returns, nothing_counted], COUNTED, covered_to=date(2022, 12, 31)) as database:
        rows = merged(database, calendar="calendar", period="2022")
        assert {(row["agreement"], row["coverage"]) for row in rows} == {("cannot_check", "whole")}
        for (calendar, period), (_changes, differs_in) in DIFFERENCES.items():
            rows = merged(database, calendar=calendar, period=period)
            agreement = "differs" if differs_in else "agrees"
            assert [(row["agreement"], row["differs_in"]) for row in rows] == [(agreement, differs_in)] * 3
            assert {row["counted_received_total"] for row in rows} == {3}


def test_a_field_that_a_unit_leaves_out_has_no_filings_in_it() -> None:
    other = Return([("1", LAND, figures(0))], agency="H26.09")
    assert compared(Return([("1", BIRTH, TOLD)]), other) == [
        ("xa", LAND, 0, 0, "agrees", None),
        ("xa", BIRTH, 4, 1, "differs", "received_total"),
        ("xa", None, 4, 1, "differs", "received_total"),
        (None, None, 4, 1, "differs", "received_total"),
    ]


def test_a_unit_that_gives_only_totals_is_compared_on_the_whole() -> None:
    assert compared(Return([("1", BIRTH, TOLD)]), Return([("", "Tổng số", figures(1))], agency="H26.09")) == [
        ("xa", BIRTH, 3, 1, "agrees", None),
        ("xa", None, 4, 1, "agrees", None),
        (None, None, 4, 1, "agrees", None),
    ]


def test_a_return_of_the_city_is_compared_with_all_filings_of_its_level() -> None:
    city = Return(
        form({"huyen": {BIRTH: figures(1)}, "xa": {BIRTH: added([TOLD, figures(1)]), "Chợ": figures(2)}}), agency=None
    )
    assert compared(city) == [
        ("huyen", BIRTH, 1, 0, "agrees", None),
        ("huyen", None, 1, 0, "agrees", None),
        ("xa", "Chợ", None, None, "cannot_check", None),
        ("xa", BIRTH, 4, 1, "agrees", None),
        ("xa", None, 4, 1, "differs", "received_total"),
        (None, None, 5, 1, "differs", "received_total"),
    ]


def test_what_a_larger_unit_says_is_compared_with_the_filings_of_those_in_it() -> None:
    district = Return(form({"xa": {BIRTH: TOLD}}), agency=HUYEN)
    # Who lies in the other one is not known.
    other = replace(district, agency="H26.03", period="2022-H1")
    with database_of([district, other], COUNTED, parents={XA: HUYEN}) as database:
        assert {row["agreement"] for row in merged(database)} == {"agrees"}
        rows = merged(database, period="2022-H1")
        assert {(row["counted_received_total"], row["agreement"]) for row in rows} == {(None, "cannot_check")}


def test_filings_that_cover_the_period_in_part_are_shown_but_not_held_against_a_return() -> None:
    told = Return([("1", BIRTH, changed(TOLD, received_total=9))])
    with database_of([told], COUNTED, covered_to=date(2022, 5, 1)) as database:
        for row in merged(database):
            assert (row["counted_received_total"], row["received_total"]) == (3, 9)
            assert (row["agreement"], row["differs_in"], row["coverage"]) == ("cannot_check", None, "part")


# Random returns

NAMES = ("Hộ tịch", "HO TICH", "hộ tịch", "Đất đai", "Dat dai", "Chợ")
SPEAKERS = (None, SO, HUYEN, XA, "H26.09", "H26.03")
LEVEL_OF_UNIT = {**OWN_LEVEL, "H26.09": "xa", "H26.03": "huyen"}
PARENTS = {XA: HUYEN, HUYEN: SO}
CELL = st.none() | st.integers(0, 50)

Blocks = dict[str, dict[str, Figures]]


@st.composite
def random_blocks(draw: st.DrawFn) -> Blocks:
    """Draw the fields of some levels; a line gives at least one figure, and a level has a field only once."""
    levels = draw(st.lists(st.sampled_from(list(BLOCKS)), min_size=1, max_size=3, unique=True))
    fields = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique_by=folded)
    cells = st.tuples(*[CELL] * len(FIGURES)).filter(lambda line: line != NOTHING)
    return {level: {name: draw(cells) for name in draw(fields)} for level in sorted(levels, key=list(BLOCKS).index)}


def speaks(speaker: str | None, level: str, told: Mapping[str | None, Blocks]) -> bool:
    """Whether nobody who lies in a speaker speaks of the level."""
    others = {other for other, blocks in told.items() if other and other != speaker and level in blocks}
    if speaker is None:
        return not others
    return not any(speaker in (PARENTS.get(other), PARENTS.get(PARENTS.get(other, ""), "")) for other in others)


def naive_form(told: Mapping[str | None, Blocks]) -> dict[tuple[str | None, str | None], tuple[int, Figures]]:
    """Return number of units and figures of each level and field, of each level, and of the whole (neither)."""
    parts: dict[tuple[str | None, str | None], list[tuple[str | None, Figures]]] = {}
    for speaker, blocks in told.items():
        for level, fields in blocks.items():
            if speaks(speaker, level, told):
                for name, line in fields.items():
                    for key in ((level, folded(name)), (level, None), (None, None)):
                        parts.setdefault(key, []).append((speaker, line))
    return {
        key: (len({speaker for speaker, _line in lines} - {None}), added([line for _speaker, line in lines]))
        for key, lines in parts.items()
    }


SCENES = st.dictionaries(st.sampled_from(SPEAKERS), random_blocks(), max_size=5)


@examples(
    2,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(scenes=st.lists(SCENES, min_size=6, max_size=6))
def test_the_merged_form_is_what_adding_up_by_hand_gives(scenes: list[dict[str | None, Blocks]]) -> None:
    periods = {f"2022-{month:02d}": told for month, told in enumerate(scenes, start=1)}
    returns = [
        Return(form(blocks), agency=speaker, period=period)
        for period, told in periods.items()
        for speaker, blocks in told.items()
    ]
    with database_of(returns, parents=PARENTS) as database:
        assert database.query("return_parts").rows == []
        for period, told in periods.items():
            hold_to_naive_form(merged(database, period=period), told)


def hold_to_naive_form(rows: Sequence[Mapping[str, object]], told: Mapping[str | None, Blocks]) -> None:
    """Hold the rows of a form to what adding up by hand gives, and to the order of the form."""
    found = {
        (row["level_code"], folded(str(row["field"])) if row["field"] else None): (row["units"], figures_of(row))
        for row in rows
    }
    assert len(found) == len(rows)
    assert found == naive_form(told)
    places = [(list(BLOCKS).index(str(row["level_code"])) if row["level_code"] else 9, row["row_kind"]) for row in rows]
    assert places == sorted(places)
    assert [row["line"] for row in rows] == list(range(1, len(rows) + 1))
