-- One row per filing read from a file. Status 7 has no date of its own in the national format: the filing was withdrawn when its processing ended. A result that was handed over is one of a filing that is resolved, also where no day tells when its processing ended.
-- $load_id: load of the file
-- $load_city_code: city that it speaks for
-- $load_tells_closing: whether the file has a column for the end of processing or for withdrawals; without, what is known of them stays
select
    cast(getvariable('load_id') as smallint) as load_id,
    row_number,
    cast(getvariable('load_city_code') as varchar) as city_code,
    filing_code,
    agency as agency_code,
    procedure as procedure_code,
    cast(channel as tinyint) as channel_id,
    cast(
        case
            when status is not null then status
            when withdrawn_on is not null then '7'
            when returned_on is not null then '10'
            when completed_on is not null then '9'
            when cast(getvariable('load_tells_closing') as boolean) then '4'
        end
        as tinyint
    ) as status_id,
    cast(received_on as date) as received_on,
    cast(due_on as date) as due_on,
    cast(reappointed_due_on as date) as reappointed_due_on,
    cast(case when status is distinct from '7' then completed_on end as date) as completed_on,
    cast(
        case when status = '7' then coalesce(withdrawn_on, completed_on, returned_on) else withdrawn_on end as date
    ) as withdrawn_on,
    cast(getvariable('load_tells_closing') as boolean) as tells_closing,
from read_row
