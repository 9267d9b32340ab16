-- One row per city of a trial database: online services as in Hà Nội in the sample.
select
    trial_city.city_code,
    template.* exclude city_code,
from trial_city
cross join template_online as template
where template.city_code = '01'
