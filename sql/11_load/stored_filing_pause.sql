-- One row per pause to store. What is told last of a pause holds; a row of an earlier day than what is known tells none. A pause that was open has ended when a row of a later day has the filing at work again.
with
-- A row that has a pause open says nothing of what happened after the last day that it speaks for.
last_telling as (
    select
        * replace (
            coalesce(resumed_on, case when last_resumed_on > covered_to then last_resumed_on end) as resumed_on,
        ),
    from pause_telling
    where place = 1
),
filing_at_work as (
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
resumption as (
    select
        told.filing_id,
        told.paused_from,
        min_by(at_work.covered_to, at_work.version_number) as resumed_on,
    from last_telling as told
    inner join filing_at_work as at_work
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
from last_telling as told
left join resumption as resumed
    on resumed.filing_id = told.filing_id
    and resumed.paused_from = told.paused_from
order by all
