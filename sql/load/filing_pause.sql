-- One row per pause to store. What is told last of a pause holds; a load that is older than what is known of its filing tells none. A pause that was open in an earlier load has ended when the filing is at work again.
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
),
matched as (
    select filing.filing_id, filing.load_id as filing_load_id, filing.confirmed_load_id, filing.status_id, keyed.*
    from filing
    inner join agency on agency.agency_id = filing.agency_id
    inner join keyed
        on keyed.city_id = agency.city_id
        and keyed.code_agency = agency.agency_code
        and cast(keyed.code_day as date) = filing.received_on
        and keyed.code_serial = filing.code_serial
        and keyed.filing_code = standard_code(agency.agency_code, filing.received_on, filing.code_serial)
    union all
    select filing.filing_id, filing.load_id as filing_load_id, filing.confirmed_load_id, filing.status_id, keyed.*
    from filing
    inner join agency on agency.agency_id = filing.agency_id
    inner join keyed
        on keyed.city_id = agency.city_id
        and keyed.filing_code = filing.other_code
),
told as (
    select
        matched.*,
        load.covered_to as filing_covered_to,
        rank() over (
            partition by matched.filing_id, matched.paused_from
            order by matched.covered_to desc nulls last, matched.load_id desc
        ) as place,
    from matched
    inner join landed_load as load
        on load.load_id = matched.filing_load_id
        and load.source_system = matched.source_system
    inner join landed_load as told_last on told_last.load_id = coalesce(matched.confirmed_load_id, matched.filing_load_id)
    where matched.is_held
        or matched.covered_to is null
        or matched.covered_to >= told_last.covered_to
)
select
    told.filing_id,
    told.paused_from,
    case
        when told.resumed_on is null
            and told.is_held
            and told.filing_load_id <> told.load_id
            and filing_status.counted_as = 'pending'
            then greatest(told.paused_from, told.filing_covered_to)
        else told.resumed_on
    end as resumed_on,
from told
inner join filing_status on filing_status.status_id = told.status_id
where told.place = 1
order by all
