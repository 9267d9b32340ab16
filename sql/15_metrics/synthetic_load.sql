-- One row per load of made-up filings.
-- load_id: the load
select load_id
from load
where is_synthetic
    and kind = 'filings'
