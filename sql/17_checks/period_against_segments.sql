-- One row per reporting period whose boundaries the ledger was not built for: its counts would mix in days of its neighbours.
-- title: Periods the ledger does not know
-- subject: calendar and code of the period
-- expected: boundaries of the period
-- found: first day of a segment that reaches across a boundary
select
    concat_ws(' ', reporting_period.calendar, reporting_period.period_code) as subject,
    concat(reporting_period.date_from, '..', reporting_period.date_to) as expected,
    cast(min(segment.segment_from) as varchar) as found,
from reporting_period
inner join (
    select segment_from, lead(segment_from) over (order by segment_from) as next_from
    from segment
) as segment
    on (segment.segment_from < reporting_period.date_from and segment.next_from > reporting_period.date_from)
    or (segment.segment_from <= reporting_period.date_to and segment.next_from > reporting_period.date_to + 1)
group by all
order by subject
