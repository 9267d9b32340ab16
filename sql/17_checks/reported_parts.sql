-- One row per reported total that is not the sum of its reported parts.
-- title: Reported: total unlike its parts
-- subject: document, indicator and period or day of the total
-- expected: sum of the parts
-- found: the total
with
figure as (
    select *
    from reported_figure
    where operator = '='
        and field_name is null
),
part_of as (
    select * from (values
        ('filings_total', 1, 'filings_carried_over', 2),
        ('filings_total', 1, 'filings_received', 2),
        ('filings_total', 2, 'filings_resolved', 2),
        ('filings_total', 2, 'filings_pending', 2),
        ('filings_resolved', 1, 'filings_resolved_on_time', 2),
        ('filings_resolved', 1, 'filings_resolved_late', 2),
        ('filings_pending', 1, 'filings_pending_in_time', 2),
        ('filings_pending', 1, 'filings_pending_overdue', 2),
        ('procedures_online', 1, 'procedures_online_level_3', 2),
        ('procedures_online', 1, 'procedures_online_level_4', 2),
    ) as part_of (total, rule, part, parts)
),
by_indicator as (
    select
        total.figure_id,
        total.source_id,
        total.indicator_code,
        coalesce(total.period_code, cast(total.as_of as varchar)) as stood,
        total.value as total,
        sum(part.value) as parts,
    from figure as total
    inner join part_of on part_of.total = total.indicator_code
    inner join figure as part
        on part.source_id = total.source_id
        and part.city_id = total.city_id
        and part.indicator_code = part_of.part
        and part.level is not distinct from total.level
        and part.period_code is not distinct from total.period_code
        and part.as_of is not distinct from total.as_of
    group by total.figure_id, total.source_id, total.indicator_code, stood, total.value, part_of.rule
    having count(*) = any_value(part_of.parts)
),
by_level as (
    select
        total.figure_id,
        total.source_id,
        total.indicator_code,
        coalesce(total.period_code, cast(total.as_of as varchar)) as stood,
        total.value as total,
        sum(part.value) as parts,
    from figure as total
    inner join figure as part
        on part.source_id = total.source_id
        and part.city_id = total.city_id
        and part.indicator_code = total.indicator_code
        and part.period_code is not distinct from total.period_code
        and part.as_of is not distinct from total.as_of
    where total.level is null
        and part.level in ('so', 'huyen', 'xa')
        and total.unit <> 'ratio'
    group by total.figure_id, total.source_id, total.indicator_code, stood, total.value
    having count(*) = 3
)
select
    concat_ws(' ', source_id, indicator_code, stood) as subject,
    cast(cast(parts as bigint) as varchar) as expected,
    cast(cast(total as bigint) as varchar) as found,
from (select * from by_indicator union all select * from by_level)
where total <> parts
order by figure_id
