-- One row per line of a return that is not the sum of the lines that add up into it: a block of its fields, a total of its blocks, fields or units. What a field or unit is divided into may leave something out.
-- title: Returns: total unlike its parts
-- subject: unit, period, and number and name of the line
-- expected: the first figure that differs, and the sum of the lines; >= where some of their cells are empty
-- found: that figure of the line
with
figure as (
    select
        load_id,
        line_number,
        parent_line_number,
        line_kind,
        subject,
        is_last,
        unnest(range(11)) as place,
        unnest([
            -- each measure of schema/unit_return: '{name}',
        ]) as name,
        unnest([
            -- each measure of schema/unit_return: {name},
        ]) as value,
    from return_line
),
summed as (
    select
        load_id,
        parent_line_number,
        place,
        sum(value) as parts,
        count(value) = count(*) as is_complete,
    from figure
    where parent_line_number is not null
    group by load_id, parent_line_number, place
),
broken as (
    select
        figure.*,
        concat(figure.name, ': ', case when not summed.is_complete then '>= ' end, summed.parts) as expected,
        row_number() over (partition by figure.load_id, figure.line_number order by figure.place) as choice,
    from figure
    inner join summed
        on summed.load_id = figure.load_id
        and summed.parent_line_number = figure.line_number
        and summed.place = figure.place
    where figure.is_last
        and (
            summed.parts > figure.value
            or (summed.parts < figure.value and summed.is_complete and figure.line_kind in ('section', 'total'))
        )
)
select
    subject,
    expected,
    cast(value as varchar) as found,
from broken
where choice = 1
order by load_id, line_number
