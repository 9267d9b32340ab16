-- One row per filing that a load of this build brought and that contradicts itself.
-- load_id: the load
-- row_number: number of the row in its file after which the filing stands as it does
-- filing_code: its code
-- quarantine_reason: contradiction
-- $first_load_id: the first load of this build
with
brought as (
    select
        load_id,
        filing_code,
        quarantine_reason,
    from stg_filing
    where quarantine_reason is not null
        and load_id >= cast(getvariable('first_load_id') as smallint)
)
select
    brought.load_id,
    arrived.row_number,
    brought.filing_code,
    brought.quarantine_reason,
from incoming_filing as arrived
inner join brought
    on brought.load_id = arrived.load_id
    and brought.filing_code = arrived.filing_code
left join filing_step as step on step.incoming_id = arrived.rowid
where step.incoming_id is null or step.is_stored
