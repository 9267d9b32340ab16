-- One row per figure that a document reports, with its source; beside it, where filings or lists of procedures can tell, the figure as counted, and whether the two agree.
-- source_id: the document
-- document: title of the document
-- issuer: office that issued it
-- published_on: day of publication
-- indicator: code of what is counted
-- indicator_name: name of what is counted
-- city: city that it speaks of
-- city_code: code of that city
-- level: authority levels that it speaks of, joined by +; empty for all
-- field: field that it speaks of, in the document's words; empty for all
-- period: reporting period that it speaks of; empty for a figure as of one day
-- as_of: day for which it holds; empty for a figure of a period
-- operator: how it binds: = or, for a bound, >
-- value: the figure as printed; ratios between 0 and 1
-- unit: filings, procedures, ratio and so on
-- numerator: upper number, where the document gives it
-- denominator: lower number, where the document gives it
-- note: remark
-- recomputed: the figure as counted, in the same unit, shares to four digits; for a rate of filings on time by the definition by which it agrees, else by resolved; empty where nothing can be counted
-- recomputed_count: upper number of a recomputed share
-- recomputed_base: lower number of a recomputed share; an online share is of all newly received filings
-- agreement: agrees, agrees_rounded (as far as the figure is printed: 91% stands for 90.5% up to 91.5%), agrees_by (another definition of on time), differs, or cannot_check where the loads know nothing or only part
-- agrees_by: definition of on time by which it agrees, when not by resolved
-- difference: recomputed less reported; empty for a bound that holds
-- coverage: whole, part or none: how much of the period the loads of filings, or of procedures, know; where a list of procedures ends sooner, it is compared as of its last day
-- $ask_calendar: calendar by which periods are recounted
-- $ask_dimension: figure
-- $ask_city_id: only this city; null for all
-- $ask_level_id: only this authority level; null for all
-- $ask_only_period: only this period; null for all
-- $ask_language: vi or en
-- $ask_text: only rows that contain this text; null for all
select
    reported_figure.source_id,
    source_document.document,
    source_document.issuer,
    source_document.published_on,
    reported_figure.indicator_code as indicator,
    case $ask_language
        when 'en' then indicator.name_en
        else indicator.name_vi
    end as indicator_name,
    city.city_name as city,
    city.city_code,
    reported_figure.level,
    reported_figure.field_name as field,
    reported_figure.period_code as period,
    reported_figure.as_of,
    reported_figure.operator,
    reported_figure.value,
    reported_figure.unit,
    reported_figure.numerator,
    reported_figure.denominator,
    reported_figure.note,
    recomputed_figure.recomputed,
    recomputed_figure.recomputed_count,
    recomputed_figure.recomputed_base,
    coalesce(recomputed_figure.agreement, 'cannot_check') as agreement,
    recomputed_figure.agrees_by,
    recomputed_figure.difference,
    recomputed_figure.coverage,
from reported_figure
inner join source_document on source_document.source_id = reported_figure.source_id
inner join indicator on indicator.indicator_code = reported_figure.indicator_code
inner join city on city.city_id = reported_figure.city_id
left join recomputed_figure on recomputed_figure.figure_id = reported_figure.figure_id
where true
    and city.city_id = $ask_city_id  -- if ask_city_id
    and reported_figure.period_code = $ask_only_period  -- if ask_only_period
    -- if ask_level_id
    and list_contains(
        string_split(reported_figure.level, '+'),
        (select level_code from level where level_id = $ask_level_id)
    )
    -- end
    -- if ask_text
    and mentions(concat_ws(
        ' ',
        indicator.name_vi,
        indicator.name_en,
        reported_figure.indicator_code,
        source_document.document,
        reported_figure.field_name
    ), $ask_text)
    -- end
order by reported_figure.figure_id
