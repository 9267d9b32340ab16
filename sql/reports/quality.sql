-- One row per thing to look at before figures are reported: each check, what loads rejected and changed, what contradicts itself, and periods that loads know in part.
-- part: check, rejects, quarantine, changes, loads or coverage
-- item: name of the check, or the part again
-- standing: fine when there is nothing to look at, look when there is; told for loads and changes, which are no faults
-- rows_found: how many rows there are to look at
-- report: report that lists them
-- $ask_calendar: calendar of the periods
-- $ask_text: only rows that contain this text; null for all
with
counted as (
    select 'check' as part, 'agency_code_twice' as item, count(*) as rows_found, 'check_rows' as report from agency_code_twice
    union all
    select 'check' as part, 'agency_without_level' as item, count(*) as rows_found, 'check_rows' as report from agency_without_level
    union all
    select 'check' as part, 'filing_code_twice' as item, count(*) as rows_found, 'check_rows' as report from filing_code_twice
    union all
    select 'check' as part, 'filing_outside_agency_life' as item, count(*) as rows_found, 'check_rows' as report from filing_outside_agency_life
    union all
    select 'check' as part, 'filing_quarantined' as item, count(*) as rows_found, 'check_rows' as report from filing_quarantined
    union all
    select 'check' as part, 'filing_status_against_dates' as item, count(*) as rows_found, 'check_rows' as report from filing_status_against_dates
    union all
    select 'check' as part, 'ledger_against_filings' as item, count(*) as rows_found, 'check_rows' as report from ledger_against_filings
    union all
    select 'check' as part, 'load_rows_lost' as item, count(*) as rows_found, 'check_rows' as report from load_rows_lost
    union all
    select 'check' as part, 'load_rows_uncounted' as item, count(*) as rows_found, 'check_rows' as report from load_rows_uncounted
    union all
    select 'check' as part, 'period_against_segments' as item, count(*) as rows_found, 'check_rows' as report from period_against_segments
    union all
    select 'check' as part, 'period_backwards' as item, count(*) as rows_found, 'check_rows' as report from period_backwards
    union all
    select 'check' as part, 'period_gap' as item, count(*) as rows_found, 'check_rows' as report from period_gap
    union all
    select 'check' as part, 'procedure_code_twice' as item, count(*) as rows_found, 'check_rows' as report from procedure_code_twice
    union all
    select 'check' as part, 'procedure_ended_before_start' as item, count(*) as rows_found, 'check_rows' as report from procedure_ended_before_start
    union all
    select 'check' as part, 'procedure_successor_missing' as item, count(*) as rows_found, 'check_rows' as report from procedure_successor_missing
    union all
    select 'check' as part, 'reported_parts' as item, count(*) as rows_found, 'check_rows' as report from reported_parts
    union all
    select 'check' as part, 'reported_ratio' as item, count(*) as rows_found, 'check_rows' as report from reported_ratio
    union all
    select 'check' as part, 'return_carried_over' as item, count(*) as rows_found, 'check_rows' as report from return_carried_over
    union all
    select 'check' as part, 'return_identities' as item, count(*) as rows_found, 'check_rows' as report from return_identities
    union all
    select 'check' as part, 'return_parts' as item, count(*) as rows_found, 'check_rows' as report from return_parts
    union all
    select 'check' as part, 'return_without_period' as item, count(*) as rows_found, 'check_rows' as report from return_without_period
    union all
    select 'check' as part, 'rollup_against_ledger' as item, count(*) as rows_found, 'check_rows' as report from rollup_against_ledger
    union all
    select 'check' as part, 'service_levels_overlap' as item, count(*) as rows_found, 'check_rows' as report from service_levels_overlap
    union all
    select 'check' as part, 'stock_below_zero' as item, count(*) as rows_found, 'check_rows' as report from stock_below_zero
    union all
    select 'check' as part, 'target_without_period' as item, count(*) as rows_found, 'check_rows' as report from target_without_period
    union all
    select 'rejects' as part, 'rejects' as item, count(*) as rows_found, 'rejects' as report from rejected_cell
    union all
    select 'quarantine' as part, 'quarantine' as item, count(*) as rows_found, 'quarantine' as report from stg_filing where quarantine_reason is not null
    union all
    select 'changes' as part, 'changes' as item, count(*) as rows_found, 'changes' as report from filing_before
    union all
    select 'loads' as part, 'loads' as item, count(*) as rows_found, 'loads' as report from load
    union all
    select 'coverage' as part, 'coverage' as item, count(*) as rows_found, 'coverage_list' as report
    from coverage
    where calendar = cast(getvariable('ask_calendar') as varchar)
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
from counted
where is_asked_for(concat_ws(' ', part, item))
order by part = 'check', case part when 'loads' then 1 when 'coverage' then 2 when 'rejects' then 3 when 'quarantine' then 4 else 5 end, rows_found = 0, item
