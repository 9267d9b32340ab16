-- One row per line of a return of form 06/VPCP/KSTT: what a unit reports of its filings for a period. Never added to the filings.
-- load_id: load that brought the row
-- city_id: city of the unit
-- agency_id: unit whose figures the line gives; null for the city as a whole
-- unit_name: that unit as the return writes it; null where it does not
-- period_code: period that the return is for
-- calendar: calendar of that period
-- line_number: place of the line in the file; with load_id its key
-- line_label: its number in column (1), as written; null where there is none
-- line_kind: section (a block, of a level or of a group of fields), field, unit (a line in a list of units) or total
-- level_id: authority level of the block that it stands in; null outside the blocks, as for the grand total
-- field_name: column (2) as written: the name of the field, unit, block or total
-- parent_line_number: line that it adds up into; null for the grand total
-- measures:
-- received_total: column (3), received with those carried over; null where the cell is empty, as in the columns that follow
-- received_online: column (4), newly received online
-- received_counter_post: column (5), newly received at the counter or by post
-- carried_over: column (6), carried over from the period before
-- resolved_total: column (7), resolved
-- resolved_early: column (8), resolved before the due date
-- resolved_on_time: column (9), resolved on the due date
-- resolved_late: column (10), resolved after the due date
-- pending_total: column (11), open at the end of the period
-- pending_in_time: column (12), open at the end, not past the due date
-- pending_overdue: column (13), open at the end, past the due date
create table unit_return (
    load_id smallint not null,
    city_id smallint not null,
    agency_id integer,
    unit_name varchar,
    period_code varchar not null,
    calendar varchar not null,
    line_number integer not null,
    line_label varchar,
    line_kind varchar not null,
    level_id tinyint,
    field_name varchar,
    parent_line_number integer,
    received_total bigint,
    received_online bigint,
    received_counter_post bigint,
    carried_over bigint,
    resolved_total bigint,
    resolved_early bigint,
    resolved_on_time bigint,
    resolved_late bigint,
    pending_total bigint,
    pending_in_time bigint,
    pending_overdue bigint,
);
