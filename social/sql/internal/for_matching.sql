create or replace function internal.for_matching(text_in text) returns text
language sql immutable parallel safe
as $$
    -- Gone is what nobody sees but what parts a word for programs: soft hyphens, zero-width spaces, marks of
    -- direction, and whether an emoji is in colour. The sigma at the end of a word is a sigma.
    select normalize(translate(lower(text_in),
        U&'\03C2\00AD\061C\200B\200E\200F\202A\202B\202C\202D\202E\2060\2066\2067\2068\2069\FE0E\FE0F\FEFF', U&'\03C3'), nfc)
$$;
comment on function internal.for_matching(text) is 'A text as muted words are compared with it: lower case, composed, without what is invisible.';
grant execute on function internal.for_matching(text) to topin_user;
