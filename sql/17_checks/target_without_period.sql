-- One row per target set for a period that no calendar has, or for an unknown indicator, definition or operator.
-- title: Targets that name what is unknown
-- subject: document and indicator of the target
-- expected: what is not known
-- found: what the target says
select
    concat_ws(' ', target.source_id, target.indicator_code) as subject,
    'period, indicator, operator, definition' as expected,
    concat_ws(', ', target.period_code, target.indicator_code, target.operator, target.definition) as found,
from target
where target.period_code not in (select period_code from reporting_period)
    or target.indicator_code not in (select indicator_code from indicator)
    or meets(target.operator, 1, 1) is null
    or target.definition not in ('resolved', 'due', 'strict', 'workload', 'received')
order by target.target_id
