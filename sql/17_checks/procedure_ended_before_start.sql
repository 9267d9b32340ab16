-- One row per procedure abolished before it was published.
-- title: Abolished before published
-- subject: city and code
-- expected: day of publication or later
-- found: day of abolition
select
    concat(city.city_name, ' ', procedure.procedure_code) as subject,
    cast(procedure.published_on as varchar) as expected,
    cast(procedure.abolished_on as varchar) as found,
from procedure
inner join city on city.city_id = procedure.city_id
where procedure.abolished_on < procedure.published_on
order by subject
