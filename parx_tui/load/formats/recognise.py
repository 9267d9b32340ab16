"""What a file is, told by its content and never by its name."""

from __future__ import annotations

import mmap
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from parx_tui.errors import LoadError
from parx_tui.i18n import N_, _
from parx_tui.load.formats.encodings import HEAD_BYTES, head_text
from parx_tui.load.formats.format import Format
from parx_tui.load.formats.problems import damaged, protected, telling_system_errors

ARCHIVE = N_("a compressed archive")
PDF = N_("a PDF document")
IMAGE = N_("an image")
DOCUMENT = N_("a document of a word processor")
SLIDES = N_("a presentation")
DATABASE = N_("a database")
XML = N_("an XML file")

NO_TABLES = (
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"(\xb5/\xfd", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF87a", IMAGE),
    (b"GIF89a", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"{\\rtf", DOCUMENT),
    (b"SQLite format 3\0", DATABASE),
)
"""How files begin that hold no tables, and what they are."""

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
ZIP_MEMBERS = (("word/", DOCUMENT), ("ppt/", SLIDES))
"""Folders in the zip files of Microsoft Office."""
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_DOCUMENT_MANIFEST = "META-INF/manifest.xml"
MANIFEST_BYTES = 1_000_000
OPEN_DOCUMENTS = {"text": DOCUMENT, "presentation": SLIDES}

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_NAME_BYTES = 64
OLE_STREAMS = (("WordDocument", DOCUMENT), ("PowerPoint Document", SLIDES))
"""Streams in the files of Microsoft Office before 2007 that hold no tables."""
OLE_ENCRYPTED = "EncryptedPackage"
XLS_ENCRYPTED = re.compile(rb"\x09\x08\x10\0\0\x06\x05\0.{12}(\x86\0\0\0)?\x2f\0", re.DOTALL)
"""Records that begin an encrypted xls: BOF, perhaps WriteProtect, FilePass ([MS-XLS] 2.1.7.20.3)."""

LARGEST_UNPACKED = 4_000_000_000
"""Bytes; the sheets of an office unpack to a hundredth of it."""
LARGE_UNPACKED = 100_000_000
MOST_TIMES_PACKED = 200
"""How many times its packed size something large may unpack to. Sheets do to ten or twenty times."""


def format_of(path: Path, formats: Sequence[Format]) -> Format:
    """Return which of the formats a file is of.

    Raises ``LoadError`` when it cannot be opened, is empty, or holds no tables.
    """
    with telling_system_errors(path):
        _refuse_other_than_file(path)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            if head.startswith(ZIP_MAGIC):
                return _format_of_zip(path, formats)
            if head.startswith(OLE_MAGIC):
                with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                    return _format_of_ole(path, content, formats)
    for known in formats:
        if known.begins and head.startswith(known.begins):
            return known
    for start, what in NO_TABLES:
        if head.startswith(start):
            raise _holds_no_tables(path, what)
    return _format_of_text(path, head, formats)


def _refuse_other_than_file(path: Path) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise LoadError(_("{path} is a folder. Name the files in it.").format(path=path))
    if not stat.S_ISREG(status.st_mode):
        raise LoadError(
            _("{path} is no file that can be read more than once. Save what it gives in a file first.").format(
                path=path
            )
        )
    if status.st_size == 0:
        raise LoadError(_("{path} is empty. Export it again.").format(path=path))


def _holds_no_tables(path: Path, what: str) -> LoadError:
    """Return the error for a file that is something else than a table."""
    if what == ARCHIVE:
        return LoadError(_("{path} is a compressed archive. Unpack it and load the files in it.").format(path=path))
    return LoadError(
        _("{path} is {what}, and no table can be read from that. Export the data as Excel or CSV.").format(
            path=path, what=_(what)
        )
    )


def _format_of_zip(path: Path, formats: Sequence[Format]) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            found = _content_of_zip(archive, formats)
            if isinstance(found, Format):
                _refuse_bomb(path, archive)
                _refuse_encrypted(path, archive)
    # What a damaged directory of a zip file makes the module raise.
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, struct.error, zlib.error) as error:
        raise damaged(path) from error
    if isinstance(found, Format):
        return found
    raise _holds_no_tables(path, found)


def _content_of_zip(archive: zipfile.ZipFile, formats: Sequence[Format]) -> Format | str:
    """Return the format of what is in a zip file, or what it is instead."""
    names = archive.namelist()
    contents: list[tuple[str, Format | str]] = [(folder, known) for known in formats for folder in known.zip_folders]
    for folder, found in [*contents, *ZIP_MEMBERS]:
        if any(name.startswith(folder) for name in names):
            return found
    if "mimetype" in names:
        with archive.open("mimetype") as member:
            kind = member.read(100).decode("ascii", "replace")
        if kind.startswith(OPEN_DOCUMENT):
            content = kind.removeprefix(OPEN_DOCUMENT).split("-")[0].strip()
            table = next((known for known in formats if content in known.open_documents), None)
            return table or OPEN_DOCUMENTS.get(content, DOCUMENT)
    return ARCHIVE


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise ``LoadError`` when a workbook would unpack to what no office has."""
    size = sum(member.file_size for member in archive.infolist())
    packed = sum(member.compress_size for member in archive.infolist())
    if size > LARGEST_UNPACKED or (size > LARGE_UNPACKED and size > packed * MOST_TIMES_PACKED):
        raise LoadError(
            _(
                "{path} would unpack to {size} MB, {times} times its size. "
                "Delete the empty rows and columns of its sheets, or save them as CSV."
            ).format(path=path, size=size // 1_000_000, times=size // max(packed, 1))
        )


def _refuse_encrypted(path: Path, archive: zipfile.ZipFile) -> None:
    if OPEN_DOCUMENT_MANIFEST in archive.namelist():
        with archive.open(OPEN_DOCUMENT_MANIFEST) as member:
            if b"encryption-data" in member.read(MANIFEST_BYTES):
                raise protected(path)


def _format_of_ole(path: Path, content: mmap.mmap, formats: Sequence[Format]) -> Format:
    def has(stream: str) -> bool:
        return content.find(stream.encode("utf-16-le").ljust(OLE_NAME_BYTES, b"\0"), 0) >= 0

    if has(OLE_ENCRYPTED) or XLS_ENCRYPTED.search(content):
        raise protected(path)
    for known in formats:
        if any(map(has, known.ole_streams)):
            return known
    for stream, what in OLE_STREAMS:
        if has(stream):
            raise _holds_no_tables(path, what)
    raise damaged(path)


def _format_of_text(path: Path, head: bytes, formats: Sequence[Format]) -> Format:
    text = head_text(head)
    if text is None:
        raise LoadError(_("{path} is neither a table nor text. Export the data as Excel or CSV.").format(path=path))
    for known in formats:
        if known.is_text and known.is_text(text):
            return known
    raise _holds_no_tables(path, XML)
