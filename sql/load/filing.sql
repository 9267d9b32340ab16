-- One row per filing to store, numbered in the order of year of receipt, agency, day and code, so that one agency's filings of a year lie together; a code in the standard form is kept as its serial alone.
with
matched as (
    select
        landed.*,
        agency.agency_id,
        procedure.procedure_id,
        try_cast(split_part(landed.filing_code, '-', 3) as integer) as code_serial,
        concat(agency.agency_code, '-', strftime(landed.received_on, '%y%m%d'), '-') as code_stem,
    from landed_filing as landed
    inner join city on city.city_code = landed.city_code
    inner join agency
        on agency.city_id = city.city_id
        and agency.agency_code = landed.agency_code
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
