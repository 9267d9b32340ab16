-- One row per replaced procedure whose successor is not in the city's list.
-- title: Replaced by an unknown procedure
-- subject: city and code
-- expected: code of the successor
-- found: nothing
select
    concat(city.city_name, ' ', procedure.procedure_code) as subject,
    procedure.replaced_by as expected,
    '' as found,
from procedure
inner join city on city.city_id = procedure.city_id
left join procedure as successor
    on successor.city_id = procedure.city_id
    and successor.procedure_code = procedure.replaced_by
where procedure.replaced_by is not null
    and successor.procedure_id is null
order by subject
