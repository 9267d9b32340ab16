-- One row per filing that the counts of the period contain, as it stood at the period's end; no personal data.
-- filing: code of the filing
-- source_system: system that it comes from; the code is a key only together with it
-- state: in_time, overdue, paused, no_due_date, early, on_time, late, resolved_no_due_date or withdrawn, at the period's end
-- days_over: days past the due date, at the period's end or when it was resolved; empty when there are none
-- received_on: day of receipt
-- due_on: due date that counts
-- original_due_on: due date first promised
-- completed_on: day on which processing ended; empty when that was after the period
-- withdrawn_on: day on which it was withdrawn; empty when that was after the period
-- city: its city
-- city_code: code of the city
-- agency: agency that resolves it
-- agency_code: code of the agency
-- level: authority level of the agency
-- procedure: procedure that it falls under
-- procedure_code: code of the procedure
-- field: field of the procedure
-- service_level: online service level at receipt
-- channel: channel through which it was handed in
-- period: code of the period
-- load: load that brought it
-- $ask_calendar: calendar
-- $ask_period: code of the period
-- $ask_city_id: only this city; null for all, as with the filters below
-- $ask_level_id: only this authority level
-- $ask_agency_id: only this agency
-- $ask_field_id: only this field
-- $ask_national_code: only this procedure
-- $ask_service_level_id: only this service level
-- $ask_channel_id: only this channel
-- $ask_text: only rows that contain this text; null for all
with
asked as (
    select
        coverage.city_id,
        reporting_period.period_code,
        reporting_period.date_from,
        least(reporting_period.date_to, stg_city.as_of) as known_to,
    from reporting_period
    inner join coverage
        on coverage.calendar = reporting_period.calendar
        and coverage.period_code = reporting_period.period_code
        and coverage.coverage <> 'none'
    inner join stg_city on stg_city.city_id = coverage.city_id
    where reporting_period.calendar = $ask_calendar
        and reporting_period.period_code = $ask_period
)
select
    span.filing_code as filing,
    span.source_system,
    span.state,
    case
        when span.state = 'overdue' then asked.known_to - span.due_on
        when span.state = 'late' then span.completed_on - span.due_on
    end as days_over,
    span.received_on,
    span.due_on,
    span.original_due_on,
    case when span.completed_on <= asked.known_to then span.completed_on end as completed_on,
    case when span.withdrawn_on <= asked.known_to then span.withdrawn_on end as withdrawn_on,
    city.city_name as city,
    city.city_code,
    agency.agency_name as agency,
    agency.agency_code,
    level.level_code as level,
    procedure.procedure_name as procedure,
    procedure.procedure_code,
    field.field_name as field,
    service_level.service_level_code as service_level,
    channel.channel_code as channel,
    asked.period_code as period,
    span.load_id as load,
from stg_filing_span as span
inner join asked
    on asked.city_id = span.city_id
    and span.received_on <= asked.known_to
    and (span.closed_on is null or span.closed_on >= asked.date_from)
    and span.from_on <= asked.known_to
    and (span.to_on is null or span.to_on > asked.known_to)
inner join city on city.city_id = span.city_id
inner join agency on agency.agency_id = span.agency_id
inner join level on level.level_id = span.level_id
inner join procedure on procedure.procedure_id = span.procedure_id
inner join field on field.field_id = span.field_id
inner join service_level on service_level.service_level_id = span.service_level_id
inner join channel on channel.channel_id = span.channel_id
where true
    and span.city_id = $ask_city_id  -- if ask_city_id
    and span.level_id = $ask_level_id  -- if ask_level_id
    and span.agency_id = $ask_agency_id  -- if ask_agency_id
    and span.field_id = $ask_field_id  -- if ask_field_id
    and procedure.national_code = $ask_national_code  -- if ask_national_code
    and span.service_level_id = $ask_service_level_id  -- if ask_service_level_id
    and span.channel_id = $ask_channel_id  -- if ask_channel_id
    -- if ask_text
    and (
        -- Names are folded once each, not once a filing.
        contains(lower(span.filing_code), search_key($ask_text))
        or span.agency_id in (
            select agency_id from agency where mentions(concat_ws(' ', agency_name, agency_code), $ask_text)
        )
        or span.procedure_id in (
            select procedure_id from procedure where mentions(concat_ws(' ', procedure_name, procedure_code), $ask_text)
        )
        or span.field_id in (select field_id from field where mentions(field_name, $ask_text))
        or contains(span.state, search_key($ask_text))
    )
    -- end
order by days_over desc nulls last, span.received_on, agency.agency_code, filing
