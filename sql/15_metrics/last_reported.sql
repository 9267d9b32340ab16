-- One row per target for whose indicator, city, level and field a document reports a figure within the period that the target is set for: the last such figure.
-- target_id: the target
-- value: the figure as printed
-- operator: how it binds
-- period_code: its period; null for a figure as of one day
-- as_of: its day; null for a figure of a period
-- source_id: document that reports it
-- $ask_calendar: calendar
-- $ask_city_id: city for which targets that bind all cities are asked; null for none
with
candidate as (
    select
        target.target_id,
        reported_figure.value,
        reported_figure.operator,
        reported_figure.period_code,
        reported_figure.as_of,
        reported_figure.source_id,
        row_number() over (
            partition by target.target_id
            order by
            figure_scope.date_to desc,
            source_document.published_on desc nulls last,
            reported_figure.figure_id desc
        ) as place,
    from figure_scope
    inner join reported_figure on reported_figure.figure_id = figure_scope.figure_id
    inner join source_document on source_document.source_id = reported_figure.source_id
    inner join target
        on target.indicator_code = figure_scope.indicator_code
        and target.unit = reported_figure.unit
        and target.agency_id is null
        and coalesce(target.city_id, $ask_city_id) = figure_scope.city_id
        and case
            when target.level_id is null then figure_scope.level_ids is null
            else figure_scope.level_ids = [target.level_id]
        end
        and case
            when target.field_id is null then figure_scope.field_ids is null
            else list_contains(figure_scope.field_ids, target.field_id)
        end
    left join reporting_period as asked
        on asked.calendar = $ask_calendar
        and asked.period_code = target.period_code
    left join reporting_period as legal
        on legal.calendar = 'nd09'
        and legal.period_code = target.period_code
    where figure_scope.date_from >= coalesce(asked.date_from, legal.date_from)
        and figure_scope.date_to <= coalesce(asked.date_to, legal.date_to)
)
select * exclude place
from candidate
where place = 1
