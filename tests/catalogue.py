"""The Vietnamese catalogue: ``python -m tests.catalogue`` brings it in line with the code and compiles it.

Messages come from the program, from the headers of the SQL files that users see, and from Click, whose own
messages are looked up in the same catalogue. Those of Click are marked there, since they are no part of the program's
sources and differ from version to version: what the installed one asks for is added, what other versions ask for
stays. The files hold no dates and no line numbers: they change only when a message or its translation does.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

import parx_tui
from parx_tui.data.sqlfiles import files
from parx_tui.i18n import DOMAIN, LOCALE_FOLDER
from tests.click_words import asked_of_gettext

MessageId = str | tuple[str, ...]
"""A message as the code writes it, or its singular and plural."""

LANGUAGE = "vi"
PO_FILE = LOCALE_FOLDER / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.po"
MO_FILE = PO_FILE.with_suffix(".mo")
OF_CLICK = "Click"
"""The comment that marks messages of Click."""
FUNCTIONS = {"_": None, "N_": None, "ngettext": (1, 2)}
LASTING_HEADERS = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")


class LastingCatalog(Catalog):
    """A catalogue whose header says only what stays the same from run to run."""

    def __iter__(self) -> Iterator[Message]:
        """Yield the header, then the messages."""
        yield Message("", "".join(f"{name}: {value}\n" for name, value in self.mime_headers if name in LASTING_HEADERS))
        yield from (message for message in super().__iter__() if message.id)


def messages() -> set[MessageId]:
    """Return every message of the program itself."""
    return {*python_messages(), *sql_messages()}


def python_messages() -> Iterator[MessageId]:
    """Yield the messages of all modules of the program."""
    for path in sorted(Path(parx_tui.__file__).parent.rglob("*.py")):
        with path.open("rb") as stream:
            for _line, function, arguments, _comments in extract_python(stream, FUNCTIONS, (), {}):
                texts = (arguments,) if isinstance(arguments, str) else tuple(arguments or ("",))
                # gettext keeps the catalogue's header under the empty text.
                if texts[0]:
                    yield texts[:2] if function == "ngettext" else texts[0]


def sql_messages() -> Iterator[MessageId]:
    """Yield what the headers of reports and checks say about rows and columns."""
    for view in files("reports", "checks").values():
        yield view.grain
        if view.title:
            yield view.title
        yield from view.columns.values()


def read_catalogue() -> Catalog:
    """Return the catalogue as its text file has it."""
    catalogue = LastingCatalog(LANGUAGE, DOMAIN)
    with PO_FILE.open("rb") as stream:
        PoFileParser(catalogue, abort_invalid=True).parse(stream)
    return catalogue


def untranslated(catalogue: Catalog) -> list[MessageId]:
    """Return the messages that have no translation, or one that is not certain."""
    return [
        message_id(message) for message in catalogue if message.id and (message.fuzzy or not all(translations(message)))
    ]


def message_id(message: Message) -> MessageId:
    """Return a message as ``messages`` has it."""
    return message.id if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    """Return the forms of a translation; Vietnamese has one."""
    forms = message.string or ""
    return (forms,) if isinstance(forms, str) else tuple(forms)


def is_of_click(message: Message) -> bool:
    """Return whether a message of the catalogue is there for Click alone."""
    return OF_CLICK in message.auto_comments


def untranslatable(catalogue: Catalog) -> set[str]:
    """Return the messages that the installed Click has translated for users and that the catalogue lacks."""
    return {message for message in asked_of_gettext() if message not in catalogue}


def update_catalogue(catalogue: Catalog) -> None:
    """Add the messages that the catalogue lacks, and drop those that the program no longer shows."""
    wanted = messages()
    for message in list(catalogue):
        if message.id and message_id(message) not in wanted and not is_of_click(message):
            catalogue.delete(message.id)
    for identifier in wanted:
        if identifier not in catalogue:
            catalogue.add(identifier)
    for text in untranslatable(catalogue):
        catalogue.add(text, auto_comments=[OF_CLICK])


def catalogue_text(catalogue: Catalog) -> bytes:
    """Return the catalogue as its text file must have it: sorted, one line per message."""
    stream = BytesIO()
    write_po(stream, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return stream.getvalue().rstrip(b"\n") + b"\n"


def compile_catalogue(catalogue: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def main() -> None:
    """Bring both files up to date, and say which messages wait for a translation."""
    catalogue = read_catalogue()
    update_catalogue(catalogue)
    PO_FILE.write_bytes(catalogue_text(catalogue))
    MO_FILE.write_bytes(compile_catalogue(catalogue))
    for message_id in untranslated(catalogue):
        click.echo(f"not translated: {message_id}")
    click.echo(f"{PO_FILE}: {len(catalogue)} messages", err=True)


if __name__ == "__main__":
    main()
