-- One row per row that breaks a rule, with the check that finds it.
-- check_name: the check
-- subject: whose row it is
-- expected: what the rule expects
-- found: what stands there
-- $ask_text: only checks whose name contains this text; null for all
select *
from (
    -- each file of checks, union all between: select '{name}' as check_name, * from {name}
)
where true
    and mentions(check_name, $ask_text)  -- if ask_text
order by check_name, subject, expected, found
