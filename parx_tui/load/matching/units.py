"""The units that a file names, by code, by name, or by the codes of its filings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from parx_tui.data.names import folded
from parx_tui.errors import UsageError
from parx_tui.i18n import _
from parx_tui.load.matching.new_codes import free_code
from parx_tui.load.matching.reader import NameReader, NameScope, found, is_personal, listed
from parx_tui.load.matching.unit_keys import contradicts, guess_level, names_person, unit_key
from parx_tui.load.matching.unit_names import Unit, UnitMatch, match_units
from parx_tui.load.values import EMPTY, Reading
from parx_tui.load.values.reading import CompositeReading, CompositeReadings, Texts


class UnitReader(NameReader):
    """Reads combinations of code, name and, where it is given, the unit's part of the filing code."""

    def __init__(self, scope: NameScope) -> None:
        super().__init__(scope)
        self._units = [
            Unit(code, name, scope.city_code)
            for code, name in scope.pairs("select code, name from landed_agency where city_code = ?")
        ]
        self._made: dict[tuple[str | None, str | None], list[Unit]] = {}
        self._refuse_unknown_codes()

    def prepare(self, texts: Collection[Texts]) -> None:
        """Match all texts at once: nearest names are looked up for the first ones only."""
        parts = [_parts(combination) for combination in texts]
        self._codes = self._matches({code for code, _name, _stem in parts if code})
        self._names = self._matches({name for _code, name, _stem in parts if name})
        self._stems = self._matches({stem for code, name, stem in parts if stem and not (code or name)})

    def in_order(self, texts: Collection[Texts]) -> Iterable[Texts]:
        """Return names with accents first: what is written without them may be any of those."""

        def has_accents_then_text(combination: Texts) -> tuple[bool, str]:
            parts = _parts(combination)
            name = parts[1] or ""
            return folded(name) == name.casefold(), str((combination, parts))

        return sorted(texts, key=has_accents_then_text)

    def matched(self, combination: Texts) -> CompositeReading | None:
        """Return the unit that all of the texts name."""
        candidates = self._candidates(combination)
        codes = [match.code for match in candidates if match.code]
        if len(set(codes)) > 1:
            both = (str(unit) for unit in self._units if unit.code in codes)
            return Reading(problem="unit_contradictory"), "; ".join(both)
        if codes:
            return Reading(codes[0]), None
        ambiguous = next((match for match in candidates if match.is_ambiguous), None)
        return (Reading(problem="unit_ambiguous"), "; ".join(ambiguous.nearest)) if ambiguous else None

    def refused(self, combination: Texts) -> CompositeReading | None:
        """Return why code or name may not be kept."""
        code, name, _stem = _parts(combination)
        is_refused = is_personal((code, name)) or names_person(name or "")
        return (Reading(problem="personal"), None) if is_refused else None

    def added(self, combination: Texts) -> CompositeReading | None:
        """Return a new unit, or the one that was made of the same name, however it is written."""
        code, name, stem = _parts(combination)
        if not (self.scope.adds_units and (code or name)):
            return None
        alike = self._made.setdefault((code, None if code else unit_key(name or "")), [])
        meant = [unit for unit in alike if code or not contradicts(name or "", unit.name)]
        if not meant:
            taken = {unit.code for unit in (*self._units, *chain.from_iterable(self._made.values()))}
            meant = [Unit(self._add(code, name, stem, taken), name or code or "", self.scope.city_code)]
            alike += meant
        if len(meant) == 1:
            return Reading(meant[0].code), None
        return Reading(problem="unit_unknown"), listed(map(str, meant))

    def unknown(self, combination: Texts) -> CompositeReading:
        """Return that no unit has these texts, with the nearest ones."""
        candidates = self._candidates(combination)
        near = next((match.nearest for match in reversed(candidates) if match.nearest), ())
        return Reading(problem="unit_unknown" if candidates else "missing"), listed(near)

    def _candidates(self, combination: Texts) -> list[UnitMatch]:
        """Return what code, name and stem are matched with, as far as they are told."""
        code, name, stem = _parts(combination)
        matches = (self._codes.get(code or ""), self._names.get(name or ""), self._stems.get(stem or ""))
        return [match for match in matches if match is not None]

    def _matches(self, texts: Collection[str]) -> dict[str, UnitMatch]:
        """Return which units texts name; a name as the list has it needs no looking."""
        bearers: dict[str, list[str]] = {}
        for unit in self._units:
            bearers.setdefault(unit.name, []).append(unit.code)
        codes = {unit.code for unit in self._units}
        own = self.scope.own_units
        plain = {
            text: UnitMatch(bearers[text][0], ())
            for text in texts
            if len(bearers.get(text, ())) == 1 and text not in own and text not in codes
        }
        others = [text for text in texts if text not in plain]
        return plain | (match_units(others, self._units, own) if others else {})

    def _refuse_unknown_codes(self) -> None:
        """Raise ``UsageError`` when the office's own names stand for codes that no unit has."""
        codes = {unit.code.casefold() for unit in self._units}
        for text, code in self.scope.own_units.items():
            if code.casefold() not in codes and not self.scope.adds_units:
                raise UsageError(
                    _(
                        "In the map, section [units], {text} stands for {code}, and no unit of the city has this code."
                    ).format(text=text, code=code)
                )

    def _add(self, code: str | None, name: str | None, stem: str | None, taken: Collection[str]) -> str:
        """Land a new unit and return its code: the one given, that of its filings, or one made of its name."""
        new = code or (stem if stem and stem not in taken else None) or free_code(name or "", taken)
        self.scope.connection.execute(
            "insert into landed_agency (load_id, city_code, code, name, level) values (?, ?, ?, ?, ?)",
            [self.scope.load_id, self.scope.city_code, new, name or new, guess_level(name or "")],
        )
        self.scope.added["units"].append(f"{name or new} ({new})")
        return new


def read_scope_unit(scope: NameScope, texts: Collection[Texts]) -> CompositeReadings:
    """Read names or codes of the units that targets bind; none binds all."""
    names = {name for (name,) in texts if name}
    readings = UnitReader(scope).read([(None, name, None) for name in names])
    return {(None,): (EMPTY, None), **{(name,): readings[None, name, None] for name in names}}


def read_unit_codes(scope: NameScope, texts: Collection[str]) -> dict[str, Reading]:
    """Read codes of units that the database must know, or that the list of units at work holds itself."""
    select = "select code, code from landed_agency where city_code = ?"
    raw = scope.connection.execute("select * from raw_row limit 0").description or ()
    if "agency_code" in [column[0] for column in raw]:
        own = "plain_text(agency_code)"
        select += f" union select {own}, {own} from raw_row where agency_code is not null"
    codes = scope.pairs(select)
    known = {code.casefold(): code for code, _same in codes}
    return {text: found(known.get(text.casefold()), "unit_unknown") for text in texts}


def _parts(combination: Texts) -> tuple[str | None, str | None, str | None]:
    """Return code, name and stem of a combination."""
    code, name, stem = (*combination, None)[:3]
    return code, name, stem
