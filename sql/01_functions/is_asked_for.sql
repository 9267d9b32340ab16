-- Whether a row is listed: its text contains the one asked for, without regard to accents and case; true for every row when none is asked.
create macro is_asked_for(text) as
    cast(getvariable('ask_text') as varchar) is null
    or contains(search_key(text), search_key(cast(getvariable('ask_text') as varchar)))
