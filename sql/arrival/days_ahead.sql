-- One row: what filings read from a file tell of days after the last one that it speaks for. It has not happened yet, and counts once a load speaks for those days.
-- $load_covered_to: last day that the file speaks for
-- received_ahead: rows received on a later day
-- examples: the first three of them: row number, code and day of receipt
-- closed_ahead: rows received by that day and resolved or withdrawn on a later one
with
dated as (
    select
        row_number,
        filing_code,
        cast(received_on as date) as received_on,
        greatest(cast(completed_on as date), cast(withdrawn_on as date)) as closed_on,
        cast(getvariable('load_covered_to') as date) as covered_to,
    from read_row
),
ahead as (
    select
        row_number,
        filing_code,
        received_on,
    from dated
    where received_on > covered_to
)
select
    (select count(*) from ahead) as received_ahead,
    (select list((row_number, filing_code, received_on) order by row_number) from (from ahead order by row_number limit 3)) as examples,
    (select count(*) from dated where received_on <= covered_to and closed_on > covered_to) as closed_ahead,
