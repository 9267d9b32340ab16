-- One row per city of a trial database and row of the sample's plan of procedures of Hà Nội.
select
    trial_city.city_code,
    template.* exclude city_code,
from trial_city
cross join template_procedure_plan as template
where template.city_code = '01'
