-- One row per procedure of the database that is loaded into.
-- held_id: its number there
-- procedure_id: its number in this build
-- field_id: its field in this build
select
    landed.held_id,
    procedure.procedure_id,
    procedure.field_id,
from landed_procedure as landed
inner join city on city.city_code = landed.city_code
inner join procedure
    on procedure.city_id = city.city_id
    and procedure.procedure_code = landed.code
    and procedure.published_on is not distinct from landed.published_on
where landed.held_id is not null
