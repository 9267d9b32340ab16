-- One row per agency without an authority level.
-- title: Agencies without a level
-- subject: code and name of the agency
-- expected: so, huyen or xa
-- found: nothing
select
    concat(agency.agency_code, ' ', agency.agency_name) as subject,
    'so, huyen, xa' as expected,
    '' as found,
from agency
left join level on level.level_id = agency.level_id
where level.level_id is null
    or level.level_code = 'unknown'
order by subject
