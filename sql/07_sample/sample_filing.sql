-- One row per made-up filing of the plan: in each month as many of each fate as the plan says, drawn the same way at every build.
-- load_id: load that it belongs to
-- dice: the random number that its fate was drawn with
-- city_code: the city
-- agency_code: agency that resolves it
-- level: authority level of the agency
-- procedure_code: procedure that it falls under
-- channel_id: 1 counter, 2 online, 3 post
-- status_id: status in the source system
-- received_on: day of receipt
-- due_on: due date first promised
-- reappointed_due_on: new due date after a pause
-- completed_on: day on which processing ended
-- withdrawn_on: day on which it was withdrawn
-- paused_from: first day of its pause
-- resumed_on: first day after its pause
with
numbered as (
    select
        month.*,
        unnest(range(month.received_new)) as number,
    from sample_month as month
),
fated as (
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
    from numbered
),
placed as (
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
        case when fated.fate = 'kept_paused' then greatest(procedure.working_days, 3) else procedure.working_days end as working_days,
        (fated.dice // 1048576) % 65536 / 65536.0 as throw_receipt,
        ((fated.dice // 68719476736) % 65536 / 65536.0) * ((fated.dice // 68719476736) % 65536 / 65536.0) as throw_end,
    from fated
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
),
-- A fate leaves a stretch of the month open for receipt: what is kept in time must fall due after the month, what is overdue or late inside it before its last day.
received as (
    select
        *,
        case fate
            when 'kept_in_time' then greatest(first_number, last_number - working_days + 1)
            when 'kept_late_next' then greatest(first_number, last_number - working_days + 1)
            else first_number
        end as receipt_from,
        case fate
            when 'kept_overdue' then last_number - working_days - 1
            when 'kept_stuck' then last_number - working_days - 1
            when 'late' then last_number - working_days - 1
            else last_number
        end as receipt_to,
    from placed
),
due as (
    select
        *,
        cast(receipt_from + floor(throw_receipt * (receipt_to - receipt_from + 1)) as integer) as receipt_number,
    from received
),
ended as (
    select
        *,
        receipt_number + working_days as due_number,
        case
            when fate = 'on_time' then receipt_number + round((1 - throw_end) * (least(receipt_number + working_days, last_number) - receipt_number))
            when fate = 'no_due' then receipt_number + floor(throw_end * (last_number - receipt_number + 1))
            when fate = 'late' then receipt_number + working_days + 1 + floor(throw_end * (last_number - receipt_number - working_days))
            when fate = 'withdrawn' then receipt_number + floor(throw_end * (least(receipt_number + working_days, last_number) - receipt_number + 1))
            when not is_outcome_known or fate = 'kept_stuck' then null
            when fate = 'kept_in_time' then last_number + 1 + floor(throw_end * (least(receipt_number + working_days, last_number_next) - last_number))
            when fate = 'kept_late_next' then receipt_number + working_days + 1 + floor(throw_end * (last_number_next - receipt_number - working_days))
            else last_number + 1 + floor(throw_end * (last_number_next - last_number))
        end as end_number,
    from due
)
select
    ended.load_id,
    ended.dice,
    ended.city_code,
    ended.agency_code,
    ended.level,
    ended.procedure_code,
    ended.channel_id,
    cast(case
        when ended.fate = 'withdrawn' then 7
        when ended.end_number is not null then 10
        when ended.fate = 'kept_paused' then 5
        else 4
    end as tinyint) as status_id,
    receipt.day as received_on,
    case when ended.fate not in ('no_due', 'kept_no_due') then due.day end as due_on,
    case when ended.fate = 'kept_paused' then finish.day end as reappointed_due_on,
    case when ended.fate <> 'withdrawn' then finish.day end as completed_on,
    case when ended.fate = 'withdrawn' then finish.day end as withdrawn_on,
    case when ended.fate = 'kept_paused' then receipt.day end as paused_from,
    case when ended.fate = 'kept_paused' then finish.day end as resumed_on,
from ended
inner join sample_working_day as receipt on receipt.number = ended.receipt_number
inner join sample_working_day as due on due.number = ended.due_number
left join sample_working_day as finish on finish.number = cast(ended.end_number as integer)
