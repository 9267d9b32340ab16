-- One row per version of a filing and pause that it tells otherwise than it was told before, or for the first time. What a load takes back itself it has not told.
-- city_id: city of the filing; with source system and code its key
-- source_system: system that handed it over
-- filing_code: its code
-- version_number: the version
with
version_pause as (
    select
        version.city_id,
        version.source_system,
        version.filing_code,
        version.is_new,
        version.load_id,
        version.version_number,
        pause.paused_from,
        pause.resumed_on,
    from filing_version as version
    inner join landed_filing_pause as pause
        on pause.load_id = version.load_id
        and pause.filing_code = version.filing_code
        and pause.row_number is not distinct from version.row_number
    inner join city
        on city.city_id = version.city_id
        and city.city_code = pause.city_code
),
pause_telling as (
    select
        *,
        row_number() over tellings as telling,
        lag(resumed_on) over tellings as previous_resumed_on,
    from version_pause
    window tellings as (partition by city_id, source_system, filing_code, paused_from order by version_number)
)
select
    city_id,
    source_system,
    filing_code,
    version_number,
from pause_telling
window of_load as (
    partition by city_id, source_system, filing_code, paused_from, is_new, load_id
    order by version_number
    rows between unbounded preceding and unbounded following
)
qualify (telling = 1 or resumed_on is distinct from previous_resumed_on)
    and (
        first_value(telling) over of_load = 1
        or last_value(resumed_on) over of_load is distinct from first_value(previous_resumed_on) over of_load
    )
