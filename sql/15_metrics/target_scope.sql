-- One row per target that the filings can be measured against, with the days that it is set for.
-- target_id: the target
-- indicator_code: on_time_rate or online_filing_share
-- city_id: city that it binds; null for all
-- level_id: authority level that it binds; null for all
-- agency_id: agency that it binds; null for all
-- field_id: field that it binds; null for all
-- period_code: period that it is set for
-- operator: >, >= and so on
-- value: value to attain
-- definition: how on time is counted; null for other indicators
-- set_for_from: first day of the period that it is set for
-- set_for_to: last day of that period
-- narrowness: of the targets that bind the same row the lowest wins: first by scope (agency, field, level, city), then by days of the period
-- $ask_calendar: calendar
select
    target.target_id,
    target.indicator_code,
    target.city_id,
    target.level_id,
    target.agency_id,
    target.field_id,
    target.period_code,
    target.operator,
    target.value,
    target.definition,
    -- if ask_calendar is nd09
    legal.date_from as set_for_from,
    legal.date_to as set_for_to,
    -- else
    -- An office's own calendar may have no such period; the target then stands for the days of the legal one.
    coalesce(asked.date_from, legal.date_from) as set_for_from,
    coalesce(asked.date_to, legal.date_to) as set_for_to,
    -- end
    case when target.agency_id is null then 800000 else 0 end
        + case when target.field_id is null then 400000 else 0 end
        + case when target.level_id is null then 200000 else 0 end
        + case when target.city_id is null then 100000 else 0 end
        + (set_for_to - set_for_from) as narrowness,
from target
left join reporting_period as legal
    on legal.calendar = 'nd09'
    and legal.period_code = target.period_code
-- if not ask_calendar is nd09
left join reporting_period as asked
    on asked.calendar = $ask_calendar
    and asked.period_code = target.period_code
-- end
where target.indicator_code in ('on_time_rate', 'online_filing_share')
    and target.unit = 'ratio'
    and set_for_from is not null
