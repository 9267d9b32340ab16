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
-- A fate leaves a stretch of the month open for receipt: what is kept in time must fall due after the month, what is
-- overdue or late inside it before its last day.
receipt_stretch as (
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
    from sample_fate
),
filing_receipt as (
    select
        *,
        cast(receipt_from + floor(throw_receipt * (receipt_to - receipt_from + 1)) as integer) as receipt_number,
    from receipt_stretch
),
filing_end as (
    select
        *,
        receipt_number + working_days as due_number,
        case
            when fate = 'on_time'
                then receipt_number
                    + round((1 - throw_end) * (least(receipt_number + working_days, last_number) - receipt_number))
            when fate = 'no_due'
                then receipt_number + floor(throw_end * (last_number - receipt_number + 1))
            when fate = 'late'
                then receipt_number + working_days + 1
                    + floor(throw_end * (last_number - receipt_number - working_days))
            when fate = 'withdrawn'
                then receipt_number
                    + floor(throw_end * (least(receipt_number + working_days, last_number) - receipt_number + 1))
            when not is_outcome_known or fate = 'kept_stuck' then null
            when fate = 'kept_in_time'
                then last_number + 1
                    + floor(throw_end * (least(receipt_number + working_days, last_number_next) - last_number))
            when fate = 'kept_late_next'
                then receipt_number + working_days + 1
                    + floor(throw_end * (last_number_next - receipt_number - working_days))
            else last_number + 1 + floor(throw_end * (last_number_next - last_number))
        end as end_number,
    from filing_receipt
)
select
    filing.load_id,
    filing.dice,
    filing.city_code,
    filing.agency_code,
    filing.level,
    filing.procedure_code,
    filing.channel_id,
    cast(case
        when filing.fate = 'withdrawn' then 7
        when filing.end_number is not null then 10
        when filing.fate = 'kept_paused' then 5
        else 4
    end as tinyint) as status_id,
    receipt.day as received_on,
    case when filing.fate not in ('no_due', 'kept_no_due') then due.day end as due_on,
    case when filing.fate = 'kept_paused' then finish.day end as reappointed_due_on,
    case when filing.fate <> 'withdrawn' then finish.day end as completed_on,
    case when filing.fate = 'withdrawn' then finish.day end as withdrawn_on,
    case when filing.fate = 'kept_paused' then receipt.day end as paused_from,
    case when filing.fate = 'kept_paused' then finish.day end as resumed_on,
from filing_end as filing
inner join sample_working_day as receipt on receipt.number = filing.receipt_number
inner join sample_working_day as due on due.number = filing.due_number
left join sample_working_day as finish on finish.number = cast(filing.end_number as integer)
