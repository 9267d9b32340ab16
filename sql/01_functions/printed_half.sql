-- Half of the last digit with which a ratio is printed as a percentage, which is how far it may have been rounded: half a percent for 91%, half of a hundredth of a percent for 99.78% and likewise up to four decimals printed.
create macro printed_half(ratio) as case
    when ratio = round(ratio, 2) then 0.005
    when ratio = round(ratio, 3) then 0.0005
    when ratio = round(ratio, 4) then 0.00005
    when ratio = round(ratio, 5) then 0.000005
    else 0.0000005
end
