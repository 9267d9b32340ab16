-- One row per row of the ledger in the database that is loaded into, of the cities whose filings, procedures and agencies stay as they were; its columns are those of the ledger.
select
    city.city_id,
    held.level_id,
    agency_number.agency_id,
    procedure_number.procedure_id,
    procedure_number.field_id,
    held.* exclude (city_id, level_id, agency_id, procedure_id, field_id),
from held_ledger as held
inner join held_city on held_city.city_id = held.city_id
inner join city on city.city_code = held_city.city_code
inner join agency_number on agency_number.held_id = held.agency_id
inner join procedure_number on procedure_number.held_id = held.procedure_id
where held_city.city_code not in (select city_code from landed_recount)
