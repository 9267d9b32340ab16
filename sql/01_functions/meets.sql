-- Whether a number is as a target or a bound asks: null for an operator that is none. Operators are those that stand here.
create macro meets(operator, number, bound) as case operator
    when '>' then number > bound
    when '>=' then number >= bound
    when '<' then number < bound
    when '<=' then number <= bound
    when '=' then number = bound
end
