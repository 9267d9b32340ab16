"""The fields of procedures that a file names, by code or by name."""

from __future__ import annotations

import re
from collections.abc import Collection

from parx_tui.data.names import folded, nearest
from parx_tui.load.kinds.procedures import NO_FIELD
from parx_tui.load.matching.new_codes import free_code
from parx_tui.load.matching.reader import NEAREST_SHOWN, NameReader, NameScope, found, listed
from parx_tui.load.values import EMPTY, Reading
from parx_tui.load.values.reading import CompositeReading, CompositeReadings, Texts


class FieldReader(NameReader):
    """Reads combinations of code and name; one that nothing matches is a new field.

    A code stands for one name: another name in the same list is a field with a code of its own.
    """

    def __init__(self, scope: NameScope) -> None:
        super().__init__(scope)
        self._rows = scope.connection.execute("select code, name from landed_field").fetchall()
        self._by_code = {code.casefold(): code for code, _name in self._rows}
        self._by_name = {folded(name): code for code, name in self._rows}

    def prepare(self, texts: Collection[Texts]) -> None:
        """Find the codes that names of the list claim for themselves."""
        named = {folded(without_heading(name)) for _code, name in texts if name}
        self._claimed = self.scope.new_fields | {code for code, name in self._rows if folded(name) in named}

    def matched(self, combination: Texts) -> CompositeReading | None:
        """Return the field of the name, else of a code that no other name claims; nothing where nothing is told."""
        if not any(combination):
            return EMPTY, None
        if refused := self.refused(combination):
            return refused
        code, name = _plain(combination)
        coded, named = self._by_code.get((code or "").casefold()), self._by_name.get(folded(name or ""))
        if coded and (name is None or (named is None and coded not in self._claimed)):
            return Reading(coded), None
        return (Reading(named), None) if named else None

    def added(self, combination: Texts) -> CompositeReading | None:
        """Return a new field, under its own code where that is free."""
        code, name = _plain(combination)
        is_free = code and code.casefold() not in self._by_code
        new = code if code and is_free else free_code(name or "", self._by_code.values())
        self._add(new, name or new)
        return Reading(new), None

    def _add(self, code: str, name: str) -> None:
        """Land a new field."""
        self.scope.connection.execute(
            "insert into landed_field (load_id, code, name) values (?, ?, ?)", [self.scope.load_id, code, name]
        )
        self.scope.added["fields"].append(name)
        self.scope.new_fields.add(code)
        self._by_code[code.casefold()] = self._by_name[folded(name)] = code
        self._claimed.add(code)


def read_scope_field(scope: NameScope, texts: Collection[Texts]) -> CompositeReadings:
    """Read names or codes of the fields that targets bind; none binds all."""
    rows = scope.connection.execute("select code, name from landed_field").fetchall()
    known = {key: code for code, name in rows for key in (folded(code), folded(name))}
    readings: dict[Texts, CompositeReading] = {(None,): (EMPTY, None)}
    for (name,) in texts:
        if name:
            near = nearest(folded(name), known)[:NEAREST_SHOWN]
            reading = found(known.get(folded(name)), "field_unknown")
            readings[name,] = reading, listed(near) if reading.problem else None
    return readings


def land_no_field(scope: NameScope) -> None:
    """Land the field of procedures for which none is told, once there are any."""
    code, name = NO_FIELD
    scope.connection.execute(
        "insert into landed_field (load_id, code, name) select any_value(load_id), $code, $name "
        "from landed_procedure where field_code = $code and $code not in (select code from landed_field) "
        "having count(*) > 0",
        {"code": code, "name": name},
    )


def without_heading(name: str) -> str:
    """Return a field's name without what a heading says before it: "Hộ tịch" of "II. Lĩnh vực: Hộ tịch"."""
    return re.sub(r"^\s*(?:[IVXLC\d]+[.)]\s*)?(?:lĩnh vực\s*:?\s*)?", "", name, flags=re.IGNORECASE).strip() or name


def _plain(combination: Texts) -> tuple[str | None, str | None]:
    """Return code and name of a field, the name without what a heading says before it."""
    code, name = combination
    return code, without_heading(name) if name else None
