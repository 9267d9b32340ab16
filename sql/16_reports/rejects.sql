-- One row per cell for which a row of a loaded file was rejected; the newest load first.
-- load: number of the load; the filter #5: lists those of load 5 alone
-- file_name: name of the file
-- row_number: row of the file, as a spreadsheet counts it
-- column_name: header of the column
-- cell_text: what stands in the cell; *** where it could be personal data
-- problem: code of what is wrong with it
-- hint: what may have been meant, such as the nearest names
-- city: city that the file speaks for
-- city_code: code of that city
-- loaded_at: when the file was loaded
-- $ask_city_id: only this city; null for all
-- $ask_text: only rows that contain this text; null for all
select
    cell.load_id as load,
    load.file_name,
    cell.row_number,
    cell.column_name,
    cell.cell_text,
    cell.problem,
    cell.hint,
    city.city_name as city,
    city.city_code,
    load.loaded_at,
from rejected_cell as cell
inner join load on load.load_id = cell.load_id
left join city on city.city_id = load.city_id
where true
    and (load.city_id is null or load.city_id = $ask_city_id)  -- if ask_city_id
    -- if ask_text
    and mentions(concat_ws(
        ' ',
        concat('#', cell.load_id, ':'),
        load.file_name,
        cell.column_name,
        cell.cell_text,
        cell.problem,
        cell.hint
    ), $ask_text)
    -- end
order by cell.load_id desc, cell.row_number, cell.column_name
