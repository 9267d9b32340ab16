-- One row per made-up filing, as an office would hand it over: sample_filing with a code in the standard form and its pause.
-- Sở and huyện number their filings through the year, communes by the day: real offices do either.
with
numbered as (
    select
        *,
        row_number() over (
            partition by
                city_code,
                agency_code,
                case when level = 'xa' then received_on else date_trunc('year', received_on) end
            order by received_on, dice
        ) as code_serial,
    from sample_filing
)
select
    * exclude code_serial,
    standard_code(agency_code, received_on, code_serial) as filing_code,
from numbered
