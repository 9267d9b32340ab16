-- One row per filing code that stands twice in one source system.
-- title: Filing codes that stand twice
-- subject: source system and code
-- expected: 1
-- found: how often it stands there
select
    concat(source_system, ' ', filing_code) as subject,
    '1' as expected,
    cast(count(*) as varchar) as found,
from stg_filing
group by source_system, city_id, filing_code
having count(*) > 1
order by subject
