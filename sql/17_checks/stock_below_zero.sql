-- One row per agency and segment after which it would have fewer than no filings open, overdue or paused.
-- title: Fewer than no filings open
-- subject: code of the agency and first day of the segment
-- expected: 0 or more
-- found: open, overdue and paused filings after the segment
with
stock as (
    select
        agency_id,
        segment_from,
        sum(
            received_online + received_counter + received_post
            - resolved_early - resolved_on_time - resolved_late - resolved_no_due - withdrawn
        ) over segments as pending,
        sum(became_overdue - overdue_cleared) over segments as overdue,
        sum(paused_in - paused_out) over segments as paused,
    from ledger_agency
    window segments as (partition by agency_id order by segment_from)
)
select
    concat_ws(' ', agency.agency_code, stock.segment_from) as subject,
    '>= 0' as expected,
    concat_ws(', ', stock.pending, stock.overdue, stock.paused) as found,
from stock
inner join agency on agency.agency_id = stock.agency_id
where stock.pending < 0
    or stock.overdue < 0
    or stock.paused < 0
order by subject
