create or replace function internal.mark_words(text_in text) returns text
language sql immutable parallel safe strict
as $$
    -- A word is a run of letters, digits and _, without those of scripts that leave no space between words. \w knows
    -- the digits 0 to 9: others are named, and so are accents that stand alone and signs that end a syllable.
    select regexp_replace(text_in, '(?:[^\W' || internal.scripts_without_spaces() || ']|[\u0300-\u036f\u0660-\u0669'
        || '\u06f0-\u06f9\u0966-\u096f\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d])+', chr(1) || '\&' || chr(1), 'g')
$$;
comment on function internal.mark_words(text) is 'A text with chr(1) where a word begins and where it ends.';
grant execute on function internal.mark_words(text) to topin_user;
