-- One row per line of a return that breaks an identity of form 06: 3=4+5+6, 7=8+9+10, 11=12+13 or 3=7+11. Empty cells break none.
-- title: Returns: identities of form 06
-- subject: unit, period, and number and name of the line
-- expected: the first identity that is broken, and what its right side adds up to
-- found: figure on its left side
select
    subject,
    concat(broken_link, ': ', link_sum) as expected,
    cast(link_figure as varchar) as found,
from return_identity
where is_last
    and broken_link is not null
order by load_id, line_number
