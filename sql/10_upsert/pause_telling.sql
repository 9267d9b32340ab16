-- One row per pause that is known or handed over and stored filing that it is one of, save those of rows that tell nothing; its other columns are those of landed_filing_pause.
-- filing_id: the filing
-- filing_load_id: load that brought the filing as it stands
-- source_system: system of its load
-- covered_to: last day that its load speaks for
-- is_held: true for what the database knows
-- city_id: its city
-- version_number: version of the filing that tells it; null for what the database knows
-- last_resumed_on: day on which the pause ended, by the last to tell one
-- place: place among those that tell the same pause, the last one first
with
pause_and_key as (
    select
        pause.*,
        load.source_system,
        load.covered_to,
        pause.load_id in (select load_id from held_load) as is_held,
        city.city_id,
        standard_code(pause.filing_code, 'agency') as code_agency,
        cast(standard_code(pause.filing_code, 'day') as date) as code_day,
        try_cast(standard_code(pause.filing_code, 'serial') as integer) as code_serial,
    from landed_filing_pause as pause
    inner join landed_load as load on load.load_id = pause.load_id
    inner join city on city.city_code = pause.city_code
    where not exists (
        select 1
        from filing_step as step
        where step.is_older
            and step.load_id = pause.load_id
            and step.row_number = pause.row_number
    )
),
pause_of_filing as (
    select filing.filing_id, filing.load_id as filing_load_id, keyed.*
    from filing
    inner join agency on agency.agency_id = filing.agency_id
    inner join pause_and_key as keyed
        on keyed.city_id = agency.city_id
        and keyed.code_agency = agency.agency_code
        and keyed.code_day = filing.received_on
        and keyed.code_serial = filing.code_serial
        and keyed.filing_code = standard_code(agency.agency_code, filing.received_on, filing.code_serial)
    union all
    select filing.filing_id, filing.load_id as filing_load_id, keyed.*
    from filing
    inner join agency on agency.agency_id = filing.agency_id
    inner join pause_and_key as keyed
        on keyed.city_id = agency.city_id
        and keyed.filing_code = filing.other_code
)
select
    matched.*,
    case when not matched.is_held then telling.version_number end as version_number,
    first_value(matched.resumed_on ignore nulls) over (
        tellings rows between unbounded preceding and unbounded following
    ) as last_resumed_on,
    row_number() over tellings as place,
from pause_of_filing as matched
inner join landed_load as load
    on load.load_id = matched.filing_load_id
    and load.source_system = matched.source_system
left join filing_step as telling
    on telling.load_id = matched.load_id
    and telling.row_number = matched.row_number
window tellings as (
    partition by matched.filing_id, matched.paused_from
    order by
        matched.is_held,
        matched.covered_to desc nulls last,
        matched.load_id desc,
        matched.row_number desc nulls last
)
