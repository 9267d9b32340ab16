-- One row per row of the ledger in the database that is loaded into, of the cities whose ledger is carried over; its columns are those of the ledger.
select
    carried_city.city_id,
    held.level_id,
    agency_number.agency_id,
    procedure_number.procedure_id,
    procedure_number.field_id,
    held.* exclude (city_id, level_id, agency_id, procedure_id, field_id),
from held_ledger as held
inner join carried_city on carried_city.held_city_id = held.city_id
inner join agency_number on agency_number.held_id = held.agency_id
inner join procedure_number on procedure_number.held_id = held.procedure_id
