-- One row per filing that contradicts itself, and is therefore in no count.
-- title: Contradictory, in no count
-- subject: source system and code of the filing
-- expected: what does not hold
-- found: its dates: received, due, completed, withdrawn
select
    concat(source_system, ' ', filing_code) as subject,
    quarantine_reason as expected,
    concat_ws(
        '; ',
        'received ' || received_on,
        'due ' || due_on,
        'completed ' || completed_on,
        'withdrawn ' || withdrawn_on
    ) as found,
from stg_filing
where quarantine_reason is not null
order by subject
