"""What a database knows of units, procedures, fields and cities, while a file is loaded that names them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from itertools import chain, count

import duckdb

from parx_tui.data.names import folded, nearest
from parx_tui.errors import UsageError
from parx_tui.i18n import _
from parx_tui.load.matching.unit_names import (
    Unit,
    UnitMatch,
    contradicts,
    guess_level,
    match_units,
    names_person,
    unit_key,
)
from parx_tui.load.rows import JointReadings, Texts
from parx_tui.load.values import READERS, Reading, Surroundings, looks_personal

NATIONAL_CODE = re.compile(r"\d\.\d{6}")
NO_FIELD = ("CHUA_RO", "Chưa rõ lĩnh vực")
"""Field of procedures for which none is told."""

NEAREST_SHOWN = 3


class Directory:
    """Names of one city, as landed so far; new ones are landed for the load at work.

    ``adds_units`` and ``adds_procedures`` tell whether a name that nothing matches becomes a new
    row, instead of being a problem. ``own_units`` are names as the office writes them, with codes.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        city_code: str,
        load_id: int,
        *,
        today: date,
        adds_units: bool = False,
        adds_procedures: bool = False,
        own_units: Mapping[str, str] | None = None,
    ) -> None:
        self._connection = connection
        self._city_code = city_code
        self._load_id = load_id
        self._today = today
        self._adds_units = adds_units
        self._adds_procedures = adds_procedures
        self._own_units = own_units or {}
        self._new_fields: set[str] = set()
        self.added: dict[str, list[str]] = {"units": [], "procedures": [], "fields": []}

    def read_units(self, texts: Collection[Texts]) -> JointReadings:
        """Read combinations of code, name and, where it is told, stem of the filing code into codes of units."""
        units = [
            Unit(code, name, self._city_code)
            for code, name in self._pairs("select code, name from landed_agency where city_code = ?")
        ]
        self._refuse_unknown_codes(units)
        parts = {texts: (*texts, None)[:3] for texts in texts}
        codes = self._matched({code for code, _name, _stem in parts.values() if code}, units)
        names = self._matched({name for _code, name, _stem in parts.values() if name}, units)
        stems = self._matched({stem for code, name, stem in parts.values() if stem and not (code or name)}, units)
        readings: dict[Texts, tuple[Reading, str | None]] = {}
        made: dict[Texts, list[Unit]] = {}
        # Names with accents come first: what is written without them may be any of those.
        for combination, (code, name, stem) in sorted(
            parts.items(), key=lambda part: (folded(part[1][1] or "") == (part[1][1] or "").casefold(), str(part))
        ):
            matches = [
                match
                for match in (codes.get(code or ""), names.get(name or ""), stems.get(stem or ""))
                if match is not None
            ]
            meant_codes = [match.code for match in matches if match.code]
            if len(set(meant_codes)) > 1:
                both = "; ".join(str(unit) for unit in units if unit.code in meant_codes)
                readings[combination] = Reading(problem="unit_contradictory"), both
                continue
            found = next(iter(meant_codes), None)
            if found is None and (several := next((match for match in matches if match.is_ambiguous), None)):
                readings[combination] = Reading(problem="unit_ambiguous"), "; ".join(several.nearest)
                continue
            if found is None and (_is_personal((code, name)) or names_person(name or "")):
                readings[combination] = Reading(problem="personal"), None
                continue
            if found is None and self._adds_units and (code or name):
                alike = made.setdefault((code, None if code else unit_key(name or "")), [])
                meant = [unit for unit in alike if code or not contradicts(name or "", unit.name)]
                if not meant:
                    taken = {unit.code for unit in (*units, *chain.from_iterable(made.values()))}
                    meant = [Unit(self._add_unit(code, name, stem, taken), name or code or "", self._city_code)]
                    alike += meant
                if len(meant) == 1:
                    found = meant[0].code
                else:
                    matches.append(UnitMatch(None, tuple(str(unit) for unit in meant)))
            if found is not None:
                readings[combination] = Reading(found), None
            else:
                near = next((match.nearest for match in reversed(matches) if match.nearest), ())
                problem = "unit_unknown" if matches else "missing"
                readings[combination] = Reading(problem=problem), "; ".join(near) or None
        return readings

    def read_procedures(self, texts: Collection[Texts]) -> JointReadings:
        """Read combinations of code, name, code and name of the field into codes of procedures."""
        rows = self._pairs("select code, name from landed_procedure where city_code = ? order by code")
        by_code = {code.casefold(): code for code, _name in rows}
        # A code in the city's list stands for the national one, however it is spelled.
        by_national = {national_part(code): code for code, _name in rows}
        by_name: dict[str, set[str]] = {}
        for code, name in rows:
            by_name.setdefault(folded(name), set()).add(code)
        readings: dict[Texts, tuple[Reading, str | None]] = {}
        codes = READERS["procedure_code"]({texts[0] for texts in texts if texts[0]}, Surroundings(self._today))
        for combination in sorted(texts, key=str):
            written, called, field_code, field_name = combination
            procedure_code = codes[written].value if written else None
            found = None
            national = set(NATIONAL_CODE.findall(procedure_code or ""))
            # A filing falls under one procedure: a cell with the codes of several names none.
            if procedure_code and len(national) <= 1:
                found = by_code.get(procedure_code.casefold()) or by_national.get(national_part(procedure_code))
            named = by_name.get(folded(called), set()) if called else set()
            # A national code stands for its procedure whatever that is called; another may be the office's own.
            has_national_code = procedure_code is not None and NATIONAL_CODE.match(procedure_code)
            if found is None and len(named) == 1 and not has_national_code:
                found = next(iter(named))
            if found is None and _is_personal(combination):
                readings[combination] = Reading(problem="personal"), None
                continue
            # A word without a digit is no code, nor are several words.
            is_code = len(national) <= 1 and re.fullmatch(r"\S*\d\S*", procedure_code or "")
            if found is None and self._adds_procedures and procedure_code and is_code:
                found = self._add_procedure(procedure_code, called or procedure_code, field_code, field_name)
                by_code[procedure_code.casefold()] = by_national[national_part(procedure_code)] = found
            if found is not None:
                readings[combination] = Reading(found), None
            elif not (procedure_code or called):
                readings[combination] = Reading(problem="missing"), None
            else:
                near = nearest(procedure_code, by_code) if procedure_code else nearest(folded(called or ""), by_name)
                readings[combination] = Reading(problem="procedure_unknown"), "; ".join(near[:NEAREST_SHOWN]) or None
        return readings

    def read_fields(self, texts: Collection[Texts]) -> JointReadings:
        """Read combinations of code and name into codes of fields; one that nothing matches is a new one.

        A code stands for one name: another name in the same list is a field with a code of its own.
        """
        rows = self._connection.execute("select code, name from landed_field").fetchall()
        by_code = {code.casefold(): code for code, _name in rows}
        by_name = {folded(name): code for code, name in rows}
        told = {folded(without_heading(name)) for _code, name in texts if name}
        claimed = self._new_fields | {code for code, name in rows if folded(name) in told}
        readings: dict[Texts, tuple[Reading, str | None]] = {}
        for combination in sorted(texts, key=str):
            code, name = combination
            if not (code or name):
                readings[combination] = Reading(), None
                continue
            if _is_personal(combination):
                readings[combination] = Reading(problem="personal"), None
                continue
            name = without_heading(name) if name else None
            coded, named = by_code.get((code or "").casefold()), by_name.get(folded(name or ""))
            found = named or coded
            if coded and (name is None or (named is None and coded not in claimed)):
                found = coded
            elif found is None or (named is None and coded in claimed):
                free = code if code and coded is None else free_code(name or "", by_code.values())
                found = self._add_field(free, name or free)
                by_code[found.casefold()], by_name[folded(name or found)] = found, found
                claimed.add(found)
            readings[combination] = Reading(found), None
        return readings

    def read_scope_unit(self, texts: Collection[Texts]) -> JointReadings:
        """Read names or codes of the units that targets bind; none binds all."""
        names = {name for (name,) in texts if name}
        readings = self.read_units([(None, name, None) for name in names])
        return {(None,): (Reading(), None), **{(name,): readings[None, name, None] for name in names}}

    def read_scope_field(self, texts: Collection[Texts]) -> JointReadings:
        """Read names or codes of the fields that targets bind; none binds all."""
        rows = self._connection.execute("select code, name from landed_field").fetchall()
        known = {key: code for code, name in rows for key in (folded(code), folded(name))}
        readings: dict[Texts, tuple[Reading, str | None]] = {(None,): (Reading(), None)}
        for (name,) in texts:
            if name:
                near = nearest(folded(name), known)[:NEAREST_SHOWN]
                reading = _found(known.get(folded(name)), "field_unknown")
                readings[name,] = reading, "; ".join(near) or None if reading.problem else None
        return readings

    def read_cities(self, texts: Collection[str]) -> dict[str, Reading]:
        """Read names or codes of cities that the database must know."""
        rows = self._connection.execute("select code, name from landed_city").fetchall()
        known = {key: code for code, name in rows for key in (folded(code), folded(name), folded(f"thành phố {name}"))}
        return {text: _found(known.get(folded(text)), "city_unknown") for text in texts}

    def read_unit_codes(self, texts: Collection[str]) -> dict[str, Reading]:
        """Read codes of units that the database must know, or that the list of units at work holds itself."""
        codes = self._pairs(
            "select code, code from landed_agency where city_code = ? "
            "union select plain_text(agency_code), plain_text(agency_code) from raw_row where agency_code is not null"
        )
        known = {code.casefold(): code for code, _same in codes}
        return {text: _found(known.get(text.casefold()), "unit_unknown") for text in texts}

    def _pairs(self, select: str) -> list[tuple[str, str]]:
        """Return the rows of a SELECT of two texts about the city."""
        return [(str(one), str(other)) for one, other in self._connection.execute(select, [self._city_code]).fetchall()]

    def _matched(self, texts: Collection[str], units: list[Unit]) -> dict[str, UnitMatch]:
        """Return which units texts name; a name as the list has it needs no looking."""
        bearers: dict[str, list[str]] = {}
        for unit in units:
            bearers.setdefault(unit.name, []).append(unit.code)
        codes = {unit.code for unit in units}
        plain = {
            text: UnitMatch(bearers[text][0], ())
            for text in texts
            if len(bearers.get(text, ())) == 1 and text not in self._own_units and text not in codes
        }
        others = [text for text in texts if text not in plain]
        return plain | (match_units(others, units, self._own_units) if others else {})

    def _refuse_unknown_codes(self, units: Collection[Unit]) -> None:
        """Raise ``UsageError`` when the office's own names stand for codes that no unit has."""
        codes = {unit.code.casefold() for unit in units}
        for text, code in self._own_units.items():
            if code.casefold() not in codes and not self._adds_units:
                raise UsageError(
                    _(
                        "In the map, section [units], {text} stands for {code}, and no unit of the city has this code."
                    ).format(text=text, code=code)
                )

    def _add_unit(self, code: str | None, name: str | None, stem: str | None, taken: Collection[str]) -> str:
        """Land a new unit and return its code: the one given, that of its filings, or one made of its name."""
        new = code or (stem if stem and stem not in taken else None) or free_code(name or "", taken)
        self._connection.execute(
            "insert into landed_agency (load_id, city_code, code, name, level) values (?, ?, ?, ?, ?)",
            [self._load_id, self._city_code, new, name or new, guess_level(name or "")],
        )
        self.added["units"].append(f"{name or new} ({new})")
        return new

    def _add_procedure(self, code: str, name: str, field_code: str | None, field_name: str | None) -> str:
        """Land a new procedure, of a level that is not known, and return its code."""
        told = (field_code, field_name) if field_code or field_name else NO_FIELD
        field = self.read_fields([told])[told][0].value
        self._connection.execute(
            "insert into landed_procedure (load_id, city_code, code, name, field_code, level) "
            "values (?, ?, ?, ?, ?, 'unknown')",
            [self._load_id, self._city_code, code, name, field],
        )
        self.added["procedures"].append(f"{name} ({code})" if name != code else code)
        return code

    def land_no_field(self) -> None:
        """Land the field of procedures for which none is told, once there are any."""
        code, name = NO_FIELD
        self._connection.execute(
            "insert into landed_field (load_id, code, name) select any_value(load_id), $code, $name "
            "from landed_procedure where field_code = $code and $code not in (select code from landed_field) "
            "having count(*) > 0",
            {"code": code, "name": name},
        )

    def forget_unnamed(self) -> None:
        """Take back the new rows that only rejected rows of the file named."""
        self._forget("units", "landed_agency", "code in (select agency from read_row)")
        self._forget("procedures", "landed_procedure", "code in (select procedure from read_row)")
        read = [column[0] for column in self._connection.execute("select * from read_row limit 0").description or ()]
        listed = " or code in (select field from read_row)" if "field" in read else ""
        self._forget("fields", "landed_field", f"code in (select field_code from landed_procedure){listed}")

    def _forget(self, what: str, table: str, is_named: str) -> None:
        """Take back new rows of a table that are not named, and keep the names of the others."""
        if self.added[what]:
            execute = self._connection.execute
            execute(f"delete from {table} where load_id = ? and not ({is_named})", [self._load_id])
            kept = execute(
                f"select name, code from {table} where load_id = ? order by name", [self._load_id]
            ).fetchall()
            self.added[what] = [
                str(name) if what == "fields" or name == code else f"{name} ({code})" for name, code in kept
            ]

    def _add_field(self, code: str, name: str) -> str:
        """Land a new field and return its code."""
        self._connection.execute(
            "insert into landed_field (load_id, code, name) values (?, ?, ?)", [self._load_id, code, name]
        )
        self.added["fields"].append(name)
        self._new_fields.add(code)
        return code


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


def national_part(code: str) -> str:
    """Return the part of a procedure code that is the same in every city; see ``sql/01_functions/national_code``."""
    found = NATIONAL_CODE.match(code)
    return found.group() if found else code


def slug(name: str) -> str:
    """Return a code made of a name: HO_TICH of "Hộ tịch"."""
    return re.sub(r"[^A-Z0-9]+", "_", folded(name).upper()).strip("_") or "X"


def free_code(name: str, taken: Collection[str]) -> str:
    """Return a code made of a name that is not taken yet: HO_TICH, or HO_TICH_2."""
    made = slug(name)
    numbered = (f"{made}_{number}" for number in count(2))
    return next(code for code in chain([made], numbered) if code not in taken)


def without_heading(name: str) -> str:
    """Return a field's name without what a heading says before it: "Hộ tịch" of "II. Lĩnh vực: Hộ tịch"."""
    return re.sub(r"^\s*(?:[IVXLC\d]+[.)]\s*)?(?:lĩnh vực\s*:?\s*)?", "", name, flags=re.IGNORECASE).strip() or name


def _is_personal(texts: Texts) -> bool:
    """Whether one of several texts may be about a person."""
    return any(looks_personal(text) for text in texts if text)


def _found(code: str | None, problem: str) -> Reading:
    return Reading(code) if code else Reading(problem=problem)
