-- The part of a text that names a day, without the time behind it, so that few different texts are left to be read: 15/03/2022 of 15/03/2022 08:30, 20220315 of 20220315083000. A text with an offset from Greenwich stays whole, since it may name another day here.
create macro day_text(text) as case
    when length(text) = 14 and try_cast(text as bigint) is not null then left(text, 8)
    when contains(text, ':') then coalesce(
        nullif(regexp_extract(text, '^\s*(\S+)[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$', 1), ''),
        text
    )
    else text
end
