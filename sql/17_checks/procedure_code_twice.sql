-- One row per procedure code that stands twice in one city's list on the same day.
-- title: Procedure codes that stand twice
-- subject: city and code
-- expected: 1
-- found: how often it stands there
select
    concat(city.city_name, ' ', procedure.procedure_code) as subject,
    '1' as expected,
    cast(count(*) as varchar) as found,
from procedure
inner join procedure as other
    on other.city_id = procedure.city_id
    and other.procedure_code = procedure.procedure_code
    and coalesce(other.published_on < procedure.abolished_on, true)
    and coalesce(other.abolished_on > procedure.published_on, true)
inner join city on city.city_id = procedure.city_id
group by city.city_name, procedure.procedure_code, procedure.procedure_id
having count(*) > 1
order by subject
