"""Tables as files: separated text, workbooks, HTML, JSON, Parquet. The same table gives the same rows on any day."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from pathlib import Path

import duckdb
import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]

Cell = str | int | float | date | None
"""What stands in a cell; a ``datetime`` is a date as well."""

Rows = Sequence[Sequence[Cell]]
Area = tuple[int, int, int, int]
"""First row, first column, last row and last column of a merged cell, from 0."""

LONG_AGO = datetime(2025, 9, 1)
DAY_FORMAT = "dd/mm/yyyy"
TABLES = Path(__file__).resolve().parent / "tables"

ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
ODS_NAMES = " ".join(f'xmlns:{name}="{ODS_NAMESPACE.format(name)}"' for name in ("office", "table", "text"))


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a workbook."""

    rows: Rows
    name: str = "Sheet1"
    merged: Sequence[Area] = ()


def table(name: str) -> list[list[str]]:
    """Return the rows of ``tables/NAME.csv``."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def separated(rows: Rows, delimiter: str = ",", line_end: str = "\n") -> str:
    """Return a table as text with a sign between its cells."""
    return "".join(delimiter.join(_quoted(cell, delimiter) for cell in cells) + line_end for cells in rows)


def _quoted(cell: Cell, delimiter: str) -> str:
    """Return the text of a cell, in quotation marks where it needs them."""
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"' if set(text) & {delimiter, '"', "\n"} else text


def xlsx(*pages: Page) -> bytes:
    """Return a workbook of Excel."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": LONG_AGO})
        day = workbook.add_format({"num_format": DAY_FORMAT})
        for page in pages:
            sheet = workbook.add_worksheet(page.name)
            for row, cells in enumerate(page.rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, day)
                    elif cell not in (None, ""):
                        sheet.write(row, column, cell)
            for area in page.merged:
                sheet.merge_range(*area, page.rows[area[0]][area[1]])
    return content.getvalue()


def xls(page: Page) -> bytes:
    """Return a workbook of Excel 97."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet(page.name)
    day = xlwt.easyxf(num_format_str=DAY_FORMAT)
    for row, cells in enumerate(page.rows):
        for column, cell in enumerate(cells):
            if cell not in (None, ""):
                sheet.write(row, column, cell, *([day] if isinstance(cell, date) else []))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def ods(page: Page) -> bytes:
    """Return a workbook of LibreOffice."""
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in page.rows)
    members = {
        "mimetype": ODS_KIND,
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{ODS_NAMESPACE.format("manifest")}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_KIND}"/></manifest:manifest>',
        "content.xml": f"<office:document-content {ODS_NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="{page.name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED if "." in name else zipfile.ZIP_STORED)
    return content.getvalue()


def _ods_cell(cell: Cell) -> str:
    if cell in (None, ""):
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def html(title: str, rows: Rows) -> str:
    """Return a page with a table, as portals hand it out under the name of a workbook."""
    lines = [f'<tr><td colspan="{len(rows[0])}" align="center"><b>{escape(title)}</b></td></tr>']
    for number, cells in enumerate(rows):
        tag = "td" if number else "th"
        texts = ("&nbsp;" if cell in (None, "") else escape(str(cell)) for cell in cells)
        lines.append("<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>")
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n<head>\n'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n</head>\n<body>\n<table border="1">\n'
        + "\n".join(lines)
        + "\n</table>\n</body>\n</html>\n"
    )


def records(rows: Rows) -> list[dict[str, Cell]]:
    """Return the rows of a table by the names in its first one."""
    names, *values = rows
    return [dict(zip(map(str, names), cells, strict=True)) for cells in values]


def json_list(rows: Rows) -> str:
    """Return a table as a JSON list of objects."""
    return json.dumps(records(rows), ensure_ascii=False, indent=1) + "\n"


def json_lines(rows: Rows) -> str:
    """Return a table as JSON objects, one a line; an empty cell is left out."""
    lines = ({name: cell for name, cell in record.items() if cell is not None} for record in records(rows))
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def parquet(rows: Rows, types: Iterable[str]) -> bytes:
    """Return a table as Parquet; ``types`` are those of its columns."""
    names, *values = rows
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(names, types, strict=True))
        connection.execute(f"create table filing ({columns})")
        connection.executemany(f"insert into filing values ({', '.join('?' for _name in names)})", values)
        path = Path(folder) / "filing.parquet"
        connection.execute(f"copy filing to '{path}' (format parquet)")
        return path.read_bytes()
