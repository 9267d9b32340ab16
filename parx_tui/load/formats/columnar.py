"""JSON and Parquet, which DuckDB reads; the names of the columns are row 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from parx_tui.data.database import connect
from parx_tui.data.sqlfiles import literal
from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.formats.encodings import HEAD_BYTES, utf_16_codec
from parx_tui.load.formats.format import Format
from parx_tui.load.formats.paths import duckdb_path
from parx_tui.load.formats.problems import damaged, holds_no_rows, telling_system_errors
from parx_tui.load.formats.sheet import RawRow, Sheet, look_at

if TYPE_CHECKING:
    import duckdb

ROWS_AT_ONCE = 10_000
MEMORY_LIMIT = "3GB"
TIME_ZONE = "interval 7 hours"
"""What Asia/Ho_Chi_Minh is ahead of UTC, since 1975 and all year round; DuckDB knows zones by an extension only."""

IS_WHOLE = "{column} = trunc({column}) and abs({column}) < 1e15"
NUMBER = f"case when {IS_WHOLE} then cast(cast({{column}} as bigint) as varchar) else cast({{column}} as varchar) end"
JSON_NUMBER = "try_cast({column} as double)"
TEXT_OF_TYPE = {
    "JSON": (
        f"case when json_type({{column}}) = 'DOUBLE' and {IS_WHOLE.format(column=JSON_NUMBER)} "
        f"then cast(cast({JSON_NUMBER} as bigint) as varchar) else {{column}} ->> '$' end"
    ),
    "FLOAT": NUMBER,
    "DOUBLE": NUMBER,
    # Some programs do not mark texts as such.
    "BLOB": "coalesce(try(decode({column})), cast({column} as varchar))",
    "TIMESTAMP WITH TIME ZONE": f"cast(try(make_timestamp(epoch_us({{column}})) + {TIME_ZONE}) as varchar)",
}
TEXT = "cast({column} as varchar)"
"""How the values of a type, or of any other type, are written."""

DUCKDB_PLACE = re.compile(r"\bin (?:record/value|line) (\d+)")
"""Where DuckDB says that JSON is damaged: the number of the object from 1, or, when it is malformed, from 2."""


@dataclass(frozen=True, kw_only=True)
class ColumnarSheet(Sheet):
    """The table of a file whose columns have names.

    ``select`` yields its rows, with columns c0, c1, ... of type varchar; ``names`` are those of the columns.
    """

    names: tuple[str, ...]
    select: str

    def scan(self, first_row: int) -> str | None:
        """Return the rows below the names; None when the names themselves are asked for. See ``Sheet.scan``."""
        skipped = first_row - 2
        if skipped < 0 or self.script:
            return None
        return f"({self.select} offset {skipped})" if skipped else f"({self.select})"

    def _raw_rows(self) -> Iterator[RawRow]:
        return _raw_rows(self.path, self.names, self.select)


def read_json(path: Path) -> list[Sheet]:
    """Return the one sheet of a JSON file: an array of objects, or objects one after the other.

    Raises ``LoadError`` when it is something else, or damaged.
    """
    with telling_system_errors(path), path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if utf_16_codec(head):
        raise LoadError(_("{path} is JSON in UTF-16. Save it as UTF-8.").format(path=path))
    form = "array" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") else "auto"
    return _read(
        path,
        f"read_json({_source(path)}, format = '{form}', records = true, maximum_depth = 1, sample_size = -1, "
        "map_inference_threshold = -1, compression = 'uncompressed', hive_partitioning = false, filename = false)",
    )


def read_parquet(path: Path) -> list[Sheet]:
    """Return the one sheet of a Parquet file.

    Times with a zone are written as they are in Vietnam. Raises ``LoadError`` when the file is damaged.
    """
    return _read(path, f"read_parquet({_source(path)}, hive_partitioning = false, filename = false)")


def _source(path: Path) -> str:
    name = duckdb_path(path)
    if name is None:
        raise LoadError(_("The name of {path} is no text. Give the file another name.").format(path=path))
    return literal(name)


def _read(path: Path, source: str) -> list[Sheet]:
    with _asking(path) as connection:
        columns = connection.execute(f"describe select * from {source}").fetchall()
    names = tuple(str(name) for name, *_rest in columns)
    texts = ", ".join(
        f"nullif({TEXT_OF_TYPE.get(kind, TEXT).format(column=_quoted(name))}, '') as c{number}"
        for number, (name, kind, *_rest) in enumerate(columns)
    )
    select = f"select {texts} from {source}"
    look = look_at(_raw_rows(path, names, select))
    if not look.preview:
        raise holds_no_rows(path)
    encoding = look.script.charset if look.script else None
    return [
        ColumnarSheet(
            path=path, encoding=encoding, preview=look.preview, script=look.script, names=names, select=select
        )
    ]


def _raw_rows(path: Path, names: tuple[str, ...], select: str) -> Iterator[RawRow]:
    yield 1, names
    numbers = count(2)
    with _asking(path) as connection:
        answer = connection.execute(select)
        while rows := answer.fetchmany(ROWS_AT_ONCE):
            for row, number in zip(rows, numbers, strict=False):
                yield number, [text or "" for text in row]


@contextmanager
def _asking(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to an empty database, and turn its errors inside the block into ``LoadError``."""
    import duckdb

    try:
        with connect(MEMORY_LIMIT, spill_folder=None) as connection:
            yield connection
    except (duckdb.Error, UnicodeError) as error:
        raise _failure(path, str(error)) from error


def _failure(path: Path, message: str) -> LoadError:
    """Return the error that says what DuckDB's message about a file means."""
    if place := DUCKDB_PLACE.search(message.replace(str(path), "")):
        return LoadError(
            _("{path}, row {row}: the JSON is damaged, cut short, or has a key twice. Export or copy it again.").format(
                path=path, row=int(place[1]) + ("Malformed JSON" not in message)
            )
        )
    if "expected records" in message:
        return LoadError(
            _("{path} is JSON, but not a list of objects with one object a row. Export it as such.").format(path=path)
        )
    return damaged(path)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


JSON_START = re.compile(r"\s*(\[\s*([\[{\]]|$)|\{\s*([\"}]|$))")

JSON = Format(read=read_json, is_text=lambda text: JSON_START.match(text) is not None)
PARQUET = Format(read=read_parquet, begins=b"PAR1")
