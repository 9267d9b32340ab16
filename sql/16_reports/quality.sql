-- One row per thing to look at before figures are reported: each check, what loads rejected and changed, what contradicts itself, and periods that loads know in part.
-- part: check, rejects, quarantine, changes, loads or coverage
-- item: name of the check, or the part again
-- standing: fine when there is nothing to look at, look when there is; told for loads and changes, which are no faults
-- rows_found: how many rows there are to look at
-- report: report that lists them
-- $ask_calendar: calendar of the periods
-- $ask_text: only rows that contain this text; null for all
with
check_result as (
    -- each file of checks, union all between: select '{name}' as check_name, count(*) as rows_found from {name}
),
item as (
    select 'check' as part, check_name as item, rows_found, 'check_rows' as report from check_result
    union all
    select 'rejects' as part, 'rejects' as item, count(*) as rows_found, 'rejects' as report from rejected_cell
    union all
    select 'quarantine' as part, 'quarantine' as item, count(*) as rows_found, 'quarantine' as report
    from stg_filing
    where quarantine_reason is not null
    union all
    select 'changes' as part, 'changes' as item, count(*) as rows_found, 'changes' as report from filing_before
    union all
    select 'loads' as part, 'loads' as item, count(*) as rows_found, 'loads' as report from load
    union all
    select 'coverage' as part, 'coverage' as item, count(*) as rows_found, 'coverage_list' as report
    from coverage
    where calendar = $ask_calendar
        and coverage = 'part'
)
select
    part,
    item,
    case
        when rows_found = 0 then 'fine'
        when part in ('loads', 'changes') then 'told'
        else 'look'
    end as standing,
    rows_found,
    report,
from item
where true
    and mentions(concat_ws(' ', part, item), $ask_text)  -- if ask_text
order by
    part = 'check',
    list_position(['loads', 'coverage', 'rejects', 'quarantine'], part) nulls last,
    rows_found = 0,
    item
