-- One row per filing whose status says open while its dates say closed.
-- title: Open by status, closed by dates
-- subject: source system and code of the filing
-- expected: what its dates say
-- found: what its status says
select
    concat(stg_filing.source_system, ' ', stg_filing.filing_code) as subject,
    case when stg_filing.withdrawn_on is null then 'resolved' else 'withdrawn' end as expected,
    filing_status.counted_as as found,
from stg_filing
inner join filing_status on filing_status.status_id = stg_filing.status_id
where stg_filing.is_counted
    and stg_filing.closed_on is not null
    and filing_status.counted_as <> case when stg_filing.withdrawn_on is null then 'resolved' else 'withdrawn' end
order by subject
