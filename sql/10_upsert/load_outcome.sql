-- One row per load of filings of this build and outcome of its rows.
-- load_id: the load
-- outcome: loaded, updated or unchanged
-- rows: number of its rows
select load_id, 'loaded' as outcome, count(*) as rows
from incoming_filing
where rowid not in (select incoming_id from filing_step)
group by load_id
union all
select load_id, outcome, count(*) as rows
from filing_step
group by load_id, outcome
