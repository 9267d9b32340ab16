"""The procedures that filings name, by code or by name."""

from __future__ import annotations

import re
from collections.abc import Collection

from parx_tui.data.names import folded, nearest
from parx_tui.load.kinds.procedures import NO_FIELD
from parx_tui.load.matching.fields import FieldReader
from parx_tui.load.matching.reader import NEAREST_SHOWN, NameReader, NameScope, listed
from parx_tui.load.values import READERS, Reading, Surroundings
from parx_tui.load.values.reading import CompositeReading, Texts

NATIONAL_CODE = re.compile(r"\d\.\d{6}")


class ProcedureReader(NameReader):
    """Reads combinations of code, name, code and name of the field."""

    def __init__(self, scope: NameScope) -> None:
        super().__init__(scope)
        rows = scope.pairs("select code, name from landed_procedure where city_code = ? order by code")
        self._by_code = {code.casefold(): code for code, _name in rows}
        # A code in the city's list stands for the national one, however it is spelled.
        self._by_national = {national_part(code): code for code, _name in rows}
        self._by_name: dict[str, set[str]] = {}
        for code, name in rows:
            self._by_name.setdefault(folded(name), set()).add(code)

    def prepare(self, texts: Collection[Texts]) -> None:
        """Read the codes of all combinations."""
        self._codes = READERS["procedure_code"](
            {texts[0] for texts in texts if texts[0]}, Surroundings(self.scope.today)
        )

    def matched(self, combination: Texts) -> CompositeReading | None:
        """Return the procedure that the code names, else the only one of the name."""
        code, name = self._code(combination), combination[1]
        known = self._coded(code)
        named = self._by_name.get(folded(name), set()) if name else set()
        # A national code stands for its procedure whatever that is called; another may be the office's own.
        has_national_code = code is not None and NATIONAL_CODE.match(code)
        if known is None and len(named) == 1 and not has_national_code:
            known = next(iter(named))
        return (Reading(known), None) if known else None

    def added(self, combination: Texts) -> CompositeReading | None:
        """Return a new procedure of the code; a word without a digit is no code, nor are several words."""
        code, (_written, name, *field) = self._code(combination), combination
        if not (self.scope.adds_procedures and code and _is_of_one(code) and re.fullmatch(r"\S*\d\S*", code)):
            return None
        self._add(code, name or code, (field[0], field[1]))
        self._by_code[code.casefold()] = self._by_national[national_part(code)] = code
        return Reading(code), None

    def unknown(self, combination: Texts) -> CompositeReading:
        """Return that no procedure has these texts, with the nearest codes or names."""
        code, name = self._code(combination), combination[1]
        if not (code or name):
            return Reading(problem="missing"), None
        near = nearest(code, self._by_code) if code else nearest(folded(name or ""), self._by_name)
        return Reading(problem="procedure_unknown"), listed(near[:NEAREST_SHOWN])

    def _code(self, combination: Texts) -> str | None:
        """Return the code of a combination as it is read."""
        written = combination[0]
        return self._codes[written].value if written else None

    def _coded(self, code: str | None) -> str | None:
        """Return the code in the city's list that a code stands for."""
        if not code or not _is_of_one(code):
            return None
        return self._by_code.get(code.casefold()) or self._by_national.get(national_part(code))

    def _add(self, code: str, name: str, field: Texts) -> None:
        """Land a new procedure, of a level that is not known."""
        told = field if any(field) else NO_FIELD
        field_code = FieldReader(self.scope).read([told])[told][0].value
        self.scope.connection.execute(
            "insert into landed_procedure (load_id, city_code, code, name, field_code, level) "
            "values (?, ?, ?, ?, ?, 'unknown')",
            [self.scope.load_id, self.scope.city_code, code, name, field_code],
        )
        self.scope.added["procedures"].append(f"{name} ({code})" if name != code else code)


def national_part(code: str) -> str:
    """Return the part of a procedure code that is the same in every city; see ``sql/01_functions/national_code``."""
    found = NATIONAL_CODE.match(code)
    return found.group() if found else code


def _is_of_one(code: str) -> bool:
    """Whether a cell has the code of one procedure: a filing falls under one, so that several name none."""
    return len(set(NATIONAL_CODE.findall(code))) <= 1
