-- One row per procedure and stretch of one service level of the database that is loaded into.
select
    service.load_id,
    city.city_code,
    procedure.procedure_code,
    service_level.service_level_code as service_level,
    service.valid_from,
    service.valid_to,
    service.on_national_portal_since,
from held_procedure_service as service
inner join held_procedure as procedure on procedure.procedure_id = service.procedure_id
inner join held_city as city on city.city_id = procedure.city_id
inner join held_service_level as service_level on service_level.service_level_id = service.service_level_id
