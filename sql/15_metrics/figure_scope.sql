-- One row per reported figure whose levels and field the database knows, with the days that it speaks of.
-- figure_id: the figure
-- scope_id: first figure of the same city, levels and field
-- indicator_code: what it counts
-- told_by: filings or procedures, where they can tell it; null for other figures, and for filings on a single day
-- city_id: its city
-- level_ids: its authority levels; null for all
-- field_ids: the fields that bear the name of its field; null for all
-- period_code: its period; null for a figure as of one day
-- date_from: first day of that period by the calendar asked for, else by the legal one; or the one day
-- date_to: last day of that period; or the one day
-- $ask_calendar: calendar
with
known as (
    select
        reported_figure.*,
        named_level.level_ids,
        named_field.field_ids,
    from reported_figure
    left join (
        select
            written.level,
            list(level.level_id order by level.level_id) as level_ids,
        from (select distinct level from reported_figure) as written
        inner join level on list_contains(string_split(written.level, '+'), level.level_code)
        group by written.level
    ) as named_level on named_level.level = reported_figure.level
    left join (
        select
            search_key(field_name) as field_key,
            list(field_id order by field_id) as field_ids,
        from field
        group by search_key(field_name)
    ) as named_field on named_field.field_key = search_key(reported_figure.field_name)
)
select
    known.figure_id,
    min(known.figure_id) over (partition by known.city_id, known.level_ids, known.field_ids) as scope_id,
    known.indicator_code,
    case
        when known.indicator_code in (
            'procedures_in_force', 'procedures_published', 'procedures_replaced', 'procedures_abolished',
            'procedures_online', 'procedures_online_level_3', 'procedures_online_level_4'
        ) then 'procedures'
        when known.period_code is not null and known.indicator_code in (
            'on_time_rate', 'late_rate', 'online_filing_share',
            'filings_total', 'filings_carried_over', 'filings_received', 'filings_received_online',
            'filings_resolved', 'filings_resolved_on_time', 'filings_resolved_late',
            'filings_pending', 'filings_pending_in_time', 'filings_pending_overdue'
        ) then 'filings'
    end as told_by,
    known.city_id,
    known.level_ids,
    known.field_ids,
    known.period_code,
    coalesce(known.as_of, asked.date_from, legal.date_from) as date_from,
    coalesce(known.as_of, asked.date_to, legal.date_to) as date_to,
from known
left join reporting_period as asked
    on asked.calendar = $ask_calendar
    and asked.period_code = known.period_code
-- An office's own calendar may have no such period; the figure then speaks of the days of the legal one.
left join reporting_period as legal
    on legal.calendar = 'nd09'
    and legal.period_code = known.period_code
where (known.level is null or len(known.level_ids) = len(string_split(known.level, '+')))
    and (known.field_name is null or known.field_ids is not null)
