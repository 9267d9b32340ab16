-- One row per filing to store, numbered in the order of year of receipt, agency, day and code, so that one agency's filings of a year lie together; a code in the standard form is kept as its serial alone.
with
-- A code that an agency leaves behind may be given to another one: each has it until the next begins.
agency_code as (
    select
        city_id,
        agency_code,
        agency_id,
        case
            when row_number() over bearers = 1 then date '0001-01-01'
            else coalesce(valid_from, date '0001-01-01')
        end as borne_from,
        coalesce(lead(valid_from) over bearers - 1, date '9999-12-31') as borne_to,
    from agency
    window bearers as (partition by city_id, agency_code order by valid_from nulls first)
),
matched as (
    select
        landed.*,
        agency_code.agency_id,
        procedure.procedure_id,
        try_cast(split_part(landed.filing_code, '-', 3) as integer) as code_serial,
        concat(agency_code.agency_code, '-', strftime(landed.received_on, '%y%m%d'), '-') as code_stem,
    from landed_filing as landed
    inner join city on city.city_code = landed.city_code
    inner join agency_code
        on agency_code.city_id = city.city_id
        and agency_code.agency_code = landed.agency_code
        and coalesce(landed.received_on, date '0001-01-01') between agency_code.borne_from and agency_code.borne_to
    inner join procedure
        on procedure.city_id = city.city_id
        and procedure.procedure_code = landed.procedure_code
),
coded as (
    select
        *,
        coalesce(
            filing_code = concat(
                code_stem,
                case when code_serial < 10000 then lpad(cast(code_serial as varchar), 4, '0') else cast(code_serial as varchar) end
            ),
            false
        ) as is_standard,
    from matched
    order by year(received_on), agency_id, received_on, filing_code, load_id
)
select
    row_number() over () as filing_id,
    load_id,
    agency_id,
    procedure_id,
    channel_id,
    status_id,
    case when is_standard then code_serial end as code_serial,
    case when not is_standard then filing_code end as other_code,
    received_on,
    due_on,
    reappointed_due_on,
    completed_on,
    withdrawn_on,
from coded
