"""Cities: the one that a file speaks for, and those that it names."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from parx_tui.data.names import folded
from parx_tui.errors import UsageError
from parx_tui.i18n import _
from parx_tui.load.matching.reader import found
from parx_tui.load.values import Reading


def read_cities(connection: duckdb.DuckDBPyConnection, texts: Collection[str]) -> dict[str, Reading]:
    """Read names or codes of cities that the database must know."""
    rows = connection.execute("select code, name from landed_city").fetchall()
    known = {key: code for code, name in rows for key in (folded(code), folded(name), folded(f"thành phố {name}"))}
    return {text: found(known.get(folded(text)), "city_unknown") for text in texts}


def find_city(connection: duckdb.DuckDBPyConnection, asked: str | None) -> tuple[str, str | None]:
    """Return the code of the city that a file speaks for, and its name when it is a new one.

    ``asked`` is a code, a name, or "code=name" for a new city; without it, it is the only city there is.

    Raises ``UsageError`` when there is no such city, or none is asked for and there are several.
    """
    known = [
        (str(code), str(name))
        for code, name in connection.execute("select code, name from landed_city order by code").fetchall()
    ]
    listed = "; ".join(f"{code} {name}" for code, name in known) or "-"
    if asked is None:
        if len(known) == 1:
            return known[0][0], None
        raise UsageError(
            _("Say with --city which city the file speaks for. In the database: {names}. A new one: {example}").format(
                names=listed, example='--city "01=Hà Nội"'
            )
        )
    code, _sign, name = (part.strip() for part in asked.partition("="))
    for known_code, known_name in known:
        if folded(code) in (folded(known_code), folded(known_name)):
            if name and folded(name) != folded(known_name):
                raise UsageError(
                    _(
                        "City {code} is {known} in the database, not {name}. Leave the name out, or give the city "
                        "a code of its own."
                    ).format(code=known_code, known=known_name, name=name)
                )
            return known_code, None
    if "=" in asked:
        return new_city(asked)
    raise UsageError(
        _("There is no city {text}. In the database: {names}. A new one: {example}").format(
            text=asked, names=listed, example='--city "01=Hà Nội"'
        )
    )


def new_city(text: str) -> tuple[str, str]:
    """Return code and name of a new city, written "code=name".

    Raises ``UsageError`` when it is written otherwise.
    """
    code, sign, name = (part.strip() for part in text.partition("="))
    if not (sign and code and name):
        raise UsageError(
            _("{text} is no city; write its code and name: {example}").format(text=text, example='"01=Hà Nội"')
        )
    return code, name
