-- One row per agency whose ledger does not add up to its filings, at the last day known.
-- title: Ledger unlike the filings
-- subject: code and name of the agency
-- expected: counted from the filings: received, resolved, withdrawn, overdue
-- found: summed from the ledger: the same
with
counted as (
    select
        filing.agency_id,
        count(*) as received,
        sum(case when filing.completed_on <= stg_filing.as_of then 1 else 0 end) as resolved,
        sum(case when filing.withdrawn_on <= stg_filing.as_of then 1 else 0 end) as withdrawn,
    from filing
    inner join stg_filing on stg_filing.filing_id = filing.filing_id
    where stg_filing.is_counted
    group by filing.agency_id
),
overdue as (
    select agency_id, count(*) as overdue
    from stg_filing_span
    where state = 'overdue'
        and to_on is null
    group by agency_id
),
summed as (
    select
        agency_id,
        sum(received_online + received_counter + received_post) as received,
        sum(resolved_early + resolved_on_time + resolved_late + resolved_no_due) as resolved,
        sum(withdrawn) as withdrawn,
        sum(became_overdue - overdue_cleared) as overdue,
    from ledger
    group by agency_id
),
compared as (
    select
        agency.agency_code,
        agency.agency_name,
        concat_ws(
            ', ',
            coalesce(counted.received, 0),
            coalesce(counted.resolved, 0),
            coalesce(counted.withdrawn, 0),
            coalesce(overdue.overdue, 0)
        ) as expected,
        concat_ws(
            ', ',
            coalesce(summed.received, 0),
            coalesce(summed.resolved, 0),
            coalesce(summed.withdrawn, 0),
            coalesce(summed.overdue, 0)
        ) as found,
    from agency
    left join counted on counted.agency_id = agency.agency_id
    left join overdue on overdue.agency_id = agency.agency_id
    left join summed on summed.agency_id = agency.agency_id
)
select
    concat(agency_code, ' ', agency_name) as subject,
    expected,
    found,
from compared
where expected <> found
order by subject
