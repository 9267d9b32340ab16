-- One row per pause to store. What is told last of a pause holds; a row of an earlier day than what is known tells none. A pause that was open has ended when a row of a later day has the filing at work again.
with
keyed as (
    select
        pause.*,
        load.source_system,
        load.covered_to,
        pause.load_id in (select load_id from held_load) as is_held,
        city.city_id,
        regexp_extract(pause.filing_code, '^(.*)-\d{6}-\d+$', 1) as code_agency,
        try_strptime(regexp_extract(pause.filing_code, '-(\d{6})-\d+$', 1), '%y%m%d') as code_day,
        try_cast(regexp_extract(pause.filing_code, '-(\d+)$', 1) as integer) as code_serial,
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
matched as (
    select filing.filing_id, filing.load_id as filing_load_id, keyed.*
    from filing
    inner join agency on agency.agency_id = filing.agency_id
    inner join keyed
        on keyed.city_id = agency.city_id
        and keyed.code_agency = agency.agency_code
        and cast(keyed.code_day as date) = filing.received_on
        and keyed.code_serial = filing.code_serial
        and keyed.filing_code = standard_code(agency.agency_code, filing.received_on, filing.code_serial)
    union all
    select filing.filing_id, filing.load_id as filing_load_id, keyed.*
    from filing
    inner join agency on agency.agency_id = filing.agency_id
    inner join keyed
        on keyed.city_id = agency.city_id
        and keyed.filing_code = filing.other_code
),
ranked as (
    select
        matched.*,
        case when not matched.is_held then telling.version_number end as version_number,
        first_value(matched.resumed_on ignore nulls) over (
            tellings rows between unbounded preceding and unbounded following
        ) as last_resumed_on,
        row_number() over tellings as place,
    from matched
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
),
-- A row that has a pause open says nothing of what happened after the last day that it speaks for.
told as (
    select
        * replace (
            coalesce(resumed_on, case when last_resumed_on > covered_to then last_resumed_on end) as resumed_on,
        ),
    from ranked
    where place = 1
),
at_work as (
    select
        step.city_id,
        step.filing_code,
        step.version_number,
        load.source_system,
        load.covered_to,
    from filing_step as step
    inner join landed_load as load on load.load_id = step.load_id
    inner join filing_status
        on filing_status.status_id = step.status_id
        and filing_status.counted_as = 'pending'
    where step.outcome = 'updated'
),
resumed as (
    select
        told.filing_id,
        told.paused_from,
        min_by(at_work.covered_to, at_work.version_number) as resumed_on,
    from told
    inner join at_work
        on at_work.city_id = told.city_id
        and at_work.source_system = told.source_system
        and at_work.filing_code = told.filing_code
        and (told.is_held or at_work.version_number > told.version_number)
        and at_work.covered_to >= told.paused_from
    where told.resumed_on is null
    group by told.filing_id, told.paused_from
)
select
    told.filing_id,
    told.paused_from,
    case
        when resumed.resumed_on is not null then greatest(told.paused_from, resumed.resumed_on)
        else told.resumed_on
    end as resumed_on,
from told
left join resumed
    on resumed.filing_id = told.filing_id
    and resumed.paused_from = told.paused_from
order by all
