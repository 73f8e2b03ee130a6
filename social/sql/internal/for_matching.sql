create or replace function internal.for_matching(text_in text) returns text
language sql immutable parallel safe strict
as $$
    -- Gone is what nobody sees but what parts a word for programs: soft hyphens, zero-width spaces and joiners, marks
    -- of direction, whether an emoji is in colour; and chr(1), which marks words. The sigma at the end of a word is
    -- a sigma, the apostrophe of phones an apostrophe.
    select regexp_replace(normalize(translate(lower(text_in),
        U&'\03C2\2019\0001\00AD\061C\200B\200C\200D\200E\200F\202A\202B\202C\202D\202E\2060\2066\2067\2068\2069\FE0E\FE0F\FEFF',
        U&'\03C3'''), nfc), '\s+', ' ', 'g')
$$;
comment on function internal.for_matching(text) is
    'A text as muted words are compared with it: lower case, composed, one blank for white space, without what is invisible.';
grant execute on function internal.for_matching(text) to topin_user;
