-- One row per return for a period that its calendar does not have, which stands in no report.
-- title: Returns for an unknown period
-- subject: unit
-- expected: a period of the calendar
-- found: calendar and period of the return
select
    coalesce(unit_return.unit_name, agency.agency_name, city.city_name) as subject,
    concat(unit_return.calendar, ' 2022-04, 2022-Q2, 2022-H1, 2022-9M, 2022') as expected,
    concat_ws(' ', unit_return.calendar, unit_return.period_code) as found,
from unit_return
inner join city on city.city_id = unit_return.city_id
left join agency on agency.agency_id = unit_return.agency_id
left join reporting_period
    on reporting_period.calendar = unit_return.calendar
    and reporting_period.period_code = unit_return.period_code
where reporting_period.period_code is null
group by all
order by subject, found
