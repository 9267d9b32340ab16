-- One row per agency of a trial database: as many as Hà Nội has in the sample, plainly numbered.
select
    2000 as load_id,
    trial_city.city_code,
    replace(template.code, 'H26', trial_city.city_code) as code,
    concat(
        case template.level when 'so' then 'Sở' when 'huyen' then 'Huyện' else 'Xã' end,
        ' ',
        replace(template.code, 'H26.', ''),
        ' - ',
        trial_city.city_code
    ) as name,
    template.level,
    replace(template.parent_code, 'H26', trial_city.city_code) as parent_code,
from trial_city
cross join template_agency as template
where template.city_code = '01'
