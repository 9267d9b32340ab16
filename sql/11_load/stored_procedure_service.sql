-- One row per procedure and stretch of one service level to store.
select
    procedure_bearer.procedure_id,
    service_level.service_level_id,
    landed.valid_from,
    landed.valid_to,
    landed.on_national_portal_since,
    landed.load_id,
from landed_procedure_service as landed
inner join city on city.city_code = landed.city_code
inner join procedure_bearer
    on procedure_bearer.city_id = city.city_id
    and procedure_bearer.procedure_code = landed.procedure_code
    and coalesce(landed.valid_from, date '0001-01-01') between procedure_bearer.borne_from and procedure_bearer.borne_to
inner join service_level on service_level.service_level_code = landed.service_level
order by procedure_bearer.procedure_id, landed.valid_from
