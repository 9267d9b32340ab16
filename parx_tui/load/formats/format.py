"""What there is to say of a format that holds tables: by what a file of it is known, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from parx_tui.load.formats.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that holds tables.

    ``read`` returns the sheets of a file. A file is of the format that ``begins`` like it; a zip file of the one
    that has one of its ``zip_folders``, or is one of its ``open_documents``; a file of Microsoft Office before 2007
    of the one that has one of its ``ole_streams``; any other text of the first one for which ``is_text`` is true of
    its beginning.
    """

    read: Callable[[Path], list[Sheet]]
    begins: bytes | None = None
    zip_folders: tuple[str, ...] = ()
    open_documents: tuple[str, ...] = ()
    ole_streams: tuple[str, ...] = ()
    is_text: Callable[[str], bool] | None = None
