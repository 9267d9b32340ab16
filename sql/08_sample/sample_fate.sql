-- One row per made-up filing of the plan: what becomes of it, and the agency and procedure that it is drawn for.
-- load_id: load that it belongs to
-- city_code: the city
-- fate: what becomes of it: kept_in_time and so on as in sample_plan, late, no_due, withdrawn or on_time
-- dice: the random number that it is drawn with
-- first_number: number of the first working day of its month
-- last_number: number of the last working day of its month
-- last_number_next: number of the last working day of the month after
-- is_outcome_known: true when what becomes of filings that are kept is told
-- agency_code: agency that resolves it
-- level: authority level of the agency
-- procedure_code: procedure that it falls under
-- channel_id: 1 counter, 2 online, 3 post
-- working_days: working days that it may take
-- throw_receipt: between 0 and 1: where in the month it is received
-- throw_end: between 0 and 1, low numbers more often: how soon it ends
with
filing_number as (
    select
        month.*,
        unnest(range(month.received_new)) as number,
    from sample_month as month
),
filing_fate as (
    select
        *,
        case
            when number < kept_in_time then 'kept_in_time'
            when number < kept_in_time + kept_late_next then 'kept_late_next'
            when number < kept_in_time + kept_late_next + kept_overdue then 'kept_overdue'
            when number < kept_in_time + kept_late_next + kept_overdue + kept_stuck then 'kept_stuck'
            when number < kept_in_time + kept_late_next + kept_overdue + kept_stuck + kept_paused then 'kept_paused'
            when number < kept then 'kept_no_due'
            when number < kept + resolved_late then 'late'
            when number < kept + resolved_late + resolved_no_due then 'no_due'
            when number < kept + resolved_late + resolved_no_due + withdrawn then 'withdrawn'
            else 'on_time'
        end as fate,
        (number * 1000003) % received_new as shuffled,
        md5_number_lower(concat(city_code, '/', period_code, '/', number)) as dice,
    from filing_number
)
select
    fated.load_id,
    fated.city_code,
    fated.fate,
    fated.dice,
    fated.first_number,
    fated.last_number,
    fated.last_number_next,
    fated.is_outcome_known,
    agency.agency_code,
    agency.level,
    procedure.procedure_code,
    cast(case
        when fated.shuffled < fated.received_online then 2
        when fated.shuffled < fated.received_online + fated.received_post then 3
        else 1
    end as tinyint) as channel_id,
    -- A paused filing leaves room in its month for the pause to begin.
    case
        when fated.fate = 'kept_paused' then greatest(procedure.working_days, 3)
        else procedure.working_days
    end as working_days,
    (fated.dice // 1048576) % 65536 / 65536.0 as throw_receipt,
    ((fated.dice // 68719476736) % 65536 / 65536.0) * ((fated.dice // 68719476736) % 65536 / 65536.0) as throw_end,
from filing_fate as fated
inner join sample_agency_slot as agency
    on agency.city_code = fated.city_code
    and agency.slot = fated.dice % 8192
inner join sample_procedure_slot as procedure
    on procedure.level = agency.level
    and procedure.slot = (fated.dice // 8192) % 1024
    and procedure.is_online = (fated.shuffled < fated.received_online)
    and procedure.draw = case
        when fated.fate in ('kept_in_time', 'kept_paused', 'withdrawn') then 'lasting'
        when fated.fate in ('kept_late_next', 'kept_overdue', 'kept_stuck', 'late') then 'short'
        else 'any'
    end
