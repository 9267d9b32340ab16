-- How many of some cases may fail a target that is a share to be reached; null for a target that is none to be reached.
create macro may_fail(operator, target, cases) as case operator
    when '>=' then floor((1 - target) * cases)
    when '>' then greatest(0, ceil((1 - target) * cases) - 1)
end
