"""All that a database knows by names, while a file is loaded that names it."""

from __future__ import annotations

from collections.abc import Collection

from parx_tui.load.matching import cities, fields, units
from parx_tui.load.matching.procedures import ProcedureReader
from parx_tui.load.matching.reader import NameScope
from parx_tui.load.values import Reading
from parx_tui.load.values.reading import CompositeReadings, Texts


class Names:
    """Names of units, procedures, fields and cities, read into codes; new ones are landed for the load at work."""

    def __init__(self, scope: NameScope) -> None:
        self._scope = scope

    @property
    def added(self) -> dict[str, list[str]]:
        """The names of what was added, by what it is."""
        return self._scope.added

    def read_units(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read combinations of code, name and, where it is given, stem of the filing code into codes of units."""
        return units.UnitReader(self._scope).read(texts)

    def read_procedures(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read combinations of code, name, code and name of the field into codes of procedures."""
        return ProcedureReader(self._scope).read(texts)

    def read_fields(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read combinations of code and name into codes of fields."""
        return fields.FieldReader(self._scope).read(texts)

    def read_scope_unit(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read names or codes of the units that targets bind; none binds all."""
        return units.read_scope_unit(self._scope, texts)

    def read_scope_field(self, texts: Collection[Texts]) -> CompositeReadings:
        """Read names or codes of the fields that targets bind; none binds all."""
        return fields.read_scope_field(self._scope, texts)

    def read_cities(self, texts: Collection[str]) -> dict[str, Reading]:
        """Read names or codes of cities that the database must know."""
        return cities.read_cities(self._scope.connection, texts)

    def read_unit_codes(self, texts: Collection[str]) -> dict[str, Reading]:
        """Read codes of units that the database or the list at work must know."""
        return units.read_unit_codes(self._scope, texts)

    def land_no_field(self) -> None:
        """Land the field of procedures for which none is told, once there are any."""
        fields.land_no_field(self._scope)

    def forget_unnamed(self) -> None:
        """Take back the new rows that only rejected rows of the file named."""
        self._forget("units", "landed_agency", "code in (select agency from read_row)")
        self._forget("procedures", "landed_procedure", "code in (select procedure from read_row)")
        execute = self._scope.connection.execute
        read = [column[0] for column in execute("select * from read_row limit 0").description or ()]
        listed = " or code in (select field from read_row)" if "field" in read else ""
        self._forget("fields", "landed_field", f"code in (select field_code from landed_procedure){listed}")

    def _forget(self, what: str, table: str, is_named: str) -> None:
        """Take back new rows of a table that are not named, and keep the names of the others."""
        if self.added[what]:
            execute, load = self._scope.connection.execute, [self._scope.load_id]
            execute(f"delete from {table} where load_id = ? and not ({is_named})", load)
            kept = execute(f"select name, code from {table} where load_id = ? order by name", load).fetchall()
            self.added[what] = [
                str(name) if what == "fields" or name == code else f"{name} ({code})" for name, code in kept
            ]
