-- One row per target with its source; where the filings can be measured against it, the value reached, the verdict and what is left.
-- source_id: document that sets the target
-- document: title of that document
-- indicator: code of what is measured
-- indicator_name: name of what is measured
-- city: city that it binds; empty for all
-- city_code: code of that city
-- level: authority level that it binds; empty for all
-- agency: agency that it binds; empty for all
-- field: field that it binds; empty for all
-- set_for: period that it is set for
-- operator: >, >= and so on
-- target: exact value to attain; ratios between 0 and 1
-- unit: ratio, rank, yes_no or a count
-- definition: how on time is counted for the value, the one asked for or else the target's own; empty for other indicators
-- value: value reached, to four digits, never rounded across the target; empty where the filings do not tell
-- value_count: upper number of that value
-- value_base: lower number of that value
-- verdict: met, missed, no_cases, or no_data where the filings do not tell
-- allowance_left: filings that may still fail; negative, how many are too many
-- strict_value: the rate by the definition strict, beside a target on the on-time rate
-- strict_verdict: met or missed by the definition strict
-- period: period over which the value was measured
-- period_from: first day of that period
-- period_to: last day of that period
-- coverage: whole, part or none: how much of that period the loads know
-- note: remark of the source
-- reported_value: last figure that a document reports for the same indicator, city, level and field, for a period or day within the one that the target is set for; empty without one
-- reported_operator: how that figure binds: = or, for a bound, >
-- reported_period: period or day that it speaks of
-- reported_source: document that reports it
-- $ask_city_id: only targets that bind this city, measured for it; null for all, as with the three below
-- $ask_level_id: only this authority level
-- $ask_agency_id: only this agency
-- $ask_field_id: only this field
-- $ask_definition: definition of on time; null for the one that the target carries
-- $ask_language: vi or en
-- $ask_text: only rows that contain this text; null for all
with
measured as (
    select
        *,
        max(case when measure = 'strict' then rate end) over (partition by target_id) as strict_value,
        max(case when measure = 'strict' then verdict end) over (partition by target_id) as strict_verdict,
    from drill_share
)
select
    target.source_id,
    source_document.document,
    target.indicator_code as indicator,
    case $ask_language
        when 'en' then indicator.name_en
        else indicator.name_vi
    end as indicator_name,
    city.city_name as city,
    city.city_code,
    level.level_code as level,
    agency.agency_name as agency,
    field.field_name as field,
    target.period_code as set_for,
    target.operator,
    target.value as target,
    target.unit,
    case
        when target.definition is not null
            then coalesce($ask_definition, target.definition)
    end as definition,
    measured.rate as value,
    measured.numerator as value_count,
    measured.denominator as value_base,
    coalesce(measured.verdict, 'no_data') as verdict,
    measured.allowance_left,
    case when target.indicator_code = 'on_time_rate' then measured.strict_value end as strict_value,
    case when target.indicator_code = 'on_time_rate' then measured.strict_verdict end as strict_verdict,
    measured.period_code as period,
    measured.date_from as period_from,
    measured.date_to as period_to,
    measured.coverage,
    target.note,
    last_reported.value as reported_value,
    last_reported.operator as reported_operator,
    coalesce(last_reported.period_code, cast(last_reported.as_of as varchar)) as reported_period,
    last_reported.source_id as reported_source,
from target
inner join source_document on source_document.source_id = target.source_id
inner join indicator on indicator.indicator_code = target.indicator_code
left join city on city.city_id = target.city_id
left join level on level.level_id = target.level_id
left join agency on agency.agency_id = target.agency_id
left join field on field.field_id = target.field_id
left join measured
    on measured.target_id = target.target_id
    and measured.measure = case target.indicator_code
        when 'online_filing_share' then 'online'
        else coalesce($ask_definition, target.definition)
    end
left join last_reported on last_reported.target_id = target.target_id
where true
    and (target.city_id is null or target.city_id = $ask_city_id)  -- if ask_city_id
    and (target.level_id is null or target.level_id = $ask_level_id)  -- if ask_level_id
    and (target.agency_id is null or target.agency_id = $ask_agency_id)  -- if ask_agency_id
    and (target.field_id is null or target.field_id = $ask_field_id)  -- if ask_field_id
    -- if ask_text
    and mentions(concat_ws(
        ' ',
        indicator.name_vi,
        indicator.name_en,
        target.indicator_code,
        source_document.document
    ), $ask_text)
    -- end
order by target.target_id
