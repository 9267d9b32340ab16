"""Tables of HTML, as portals write them under the name of a spreadsheet, and of the web archives of Excel."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from parx_tui.errors import LoadError
from parx_tui.i18n import _
from parx_tui.load.formats.encodings import Encoding, encoding_of
from parx_tui.load.formats.format import Format
from parx_tui.load.formats.html_tables import Table, TableReader
from parx_tui.load.formats.problems import damaged, telling_system_errors
from parx_tui.load.formats.sheet import RawRow, Sheet, look_at

BLOCK_LETTERS = 65_536


@dataclass(frozen=True, kw_only=True)
class HtmlSheet(Sheet):
    """One table of HTML: the one at ``place`` in the file, or in part ``part`` of a web archive; both from 0."""

    part: int | None
    place: int
    codec: Encoding

    def _raw_rows(self) -> Iterator[RawRow]:
        reader = TableReader(self.path, self.place)
        with telling_system_errors(self.path), _opened(self.path, self.part) as file:
            for _block in _read(self.path, file, self.codec, reader):
                yield from reader.taken()


def read_html(path: Path) -> list[Sheet]:
    """Return the tables of an HTML file that have at least two rows and two columns.

    Of tables in tables those are taken that hold no further one. What the file says of its encoding is not
    asked: exporters write the same for all.

    Raises ``LoadError`` when there is no such table, or the last one does not end.
    """
    with telling_system_errors(path), path.open("rb") as file:
        return _named(path, _sheets(path, file, None))


def read_web_archive(path: Path) -> list[Sheet]:
    """Return the tables of a web archive (MHTML), as ``read_html`` does."""
    sheets: list[HtmlSheet] = []
    for part, data in enumerate(_parts(path)):
        sheets += _sheets(path, BytesIO(data), part)
    return _named(path, sheets)


def _sheets(path: Path, file: BinaryIO, part: int | None) -> list[HtmlSheet]:
    """Return the tables of one HTML text, without names yet."""
    encoding = encoding_of(file, path)
    file.seek(0)
    reader = TableReader(path)
    for _block in _read(path, file, encoding, reader):
        pass
    tables = sorted(reader.tables, key=lambda table: table.place)
    sheets = (_sheet(path, table, part, encoding) for table in tables)
    return [sheet for sheet in sheets if sheet.preview]


def _sheet(path: Path, table: Table, part: int | None, encoding: Encoding) -> HtmlSheet:
    look = look_at(table.sample, encoding.script)
    return HtmlSheet(
        path=path,
        encoding=look.script.charset if look.script else encoding.name,
        preview=look.preview,
        merged=tuple(table.merged),
        script=look.script,
        part=part,
        place=table.place,
        codec=encoding,
    )


def _named(path: Path, sheets: list[HtmlSheet]) -> list[Sheet]:
    """Return the tables of a file with numbers for names when there are several."""
    if not sheets:
        raise LoadError(
            _(
                "{path} is a web page without a table of at least two rows and two columns. "
                "Export the data as Excel or CSV."
            ).format(path=path)
        )
    if len(sheets) == 1:
        return [*sheets]
    return [replace(sheet, name=str(number)) for number, sheet in enumerate(sheets, start=1)]


def _opened(path: Path, part: int | None) -> BinaryIO:
    return path.open("rb") if part is None else BytesIO(_parts(path)[part])


def _parts(path: Path) -> list[bytes]:
    """Return the HTML texts of a web archive, as they are before they are packed for mail."""
    try:
        with telling_system_errors(path), path.open("rb") as file:
            parts = [
                part for part in email.message_from_binary_file(file).walk() if part.get_content_type() == "text/html"
            ]
        contents = [part.get_payload(decode=True) for part in parts]
    # What parts in parts without end, and codings that are none, make the module raise.
    except (RecursionError, ValueError, LookupError) as error:
        raise damaged(path) from error
    return [content for content in contents if isinstance(content, bytes)]


def _read(path: Path, file: BinaryIO, encoding: Encoding, reader: TableReader) -> Iterator[None]:
    """Hand what is in an HTML text to a reader, and yield after each block of it."""
    from lxml import etree  # type: ignore[import-untyped]

    # Nothing but the reader grows with the text, so that no limits are needed for the tree.
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    letters = TextIOWrapper(file, encoding.codec, errors="replace", newline="")
    try:
        while block := letters.read(BLOCK_LETTERS):
            parser.feed(block.replace("\0", "").encode())
            yield
        # At its end the parser ends whatever is open.
        is_cut_short = reader.is_in_table
        parser.close()
    except etree.LxmlError as error:
        raise damaged(path) from error
    finally:
        # The file belongs to the caller.
        letters.detach()
    yield
    if is_cut_short:
        raise damaged(path)


HTML_START = re.compile(r"\s*<")
HTML_TAG = re.compile(r"<(html|table)\b", re.IGNORECASE)
MAIL_HEADER = re.compile(r"\s*[\w-]+:[ \t]")
WEB_ARCHIVE_HEADER = re.compile(r"^(MIME-Version:|Content-Type:[ \t]*multipart/)", re.IGNORECASE | re.MULTILINE)

HTML = Format(read=read_html, is_text=lambda text: bool(HTML_START.match(text) and HTML_TAG.search(text)))
WEB_ARCHIVE = Format(
    read=read_web_archive,
    is_text=lambda text: bool(MAIL_HEADER.match(text) and WEB_ARCHIVE_HEADER.search(text)),
)
