-- One row per filing handed over, with the numbers of its agency and procedure; its other columns are those of landed_filing.
-- city_id: city of its load
-- source_system: system that handed it over; with city and code the key of a filing
-- covered_to: last day that its load speaks for
-- told_on: day for which it is told at least: covered_to, or a later one on which it has an end, a withdrawal or a pause, up to the day of the load
with
pause as (
    select
        told.load_id,
        told.row_number,
        max(greatest(
            happened_by(told.paused_from, cast(load.loaded_at as date)),
            happened_by(told.resumed_on, cast(load.loaded_at as date))
        )) as last_on,
    from landed_filing_pause as told
    inner join landed_load as load on load.load_id = told.load_id
    where told.row_number is not null
    group by told.load_id, told.row_number
)
select
    landed.* exclude (city_code, agency_code, procedure_code),
    city.city_id,
    load.source_system,
    load.covered_to,
    greatest(
        load.covered_to,
        happened_by(landed.completed_on, cast(load.loaded_at as date)),
        happened_by(landed.withdrawn_on, cast(load.loaded_at as date)),
        pause.last_on
    ) as told_on,
    agency_bearer.agency_id,
    procedure_bearer.procedure_id,
from landed_filing as landed
inner join landed_load as load on load.load_id = landed.load_id
inner join city on city.city_code = landed.city_code
inner join agency_bearer
    on agency_bearer.city_id = city.city_id
    and agency_bearer.agency_code = landed.agency_code
    and coalesce(landed.received_on, date '0001-01-01') between agency_bearer.borne_from and agency_bearer.borne_to
inner join procedure_bearer
    on procedure_bearer.city_id = city.city_id
    and procedure_bearer.procedure_code = landed.procedure_code
    and coalesce(landed.received_on, date '0001-01-01')
        between procedure_bearer.borne_from and procedure_bearer.borne_to
left join pause
    on pause.load_id = landed.load_id
    and pause.row_number = landed.row_number
