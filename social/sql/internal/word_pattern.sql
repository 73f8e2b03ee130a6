create or replace function internal.word_pattern(phrase_in text) returns text
language sql immutable parallel safe
as $$
    -- First every sign of ASCII loses what it means in regular expressions; then white space is any white space.
    select regexp_replace(regexp_replace(regexp_replace(internal.for_matching(phrase_in),
        '^\s+|\s+$', '', 'g'), '([!-/:-@\[-`{-~])', '\\\1', 'g'), '\s+', '\\s+', 'g')
$$;
comment on function internal.word_pattern(text) is
    'A phrase as a regular expression for for_matching(text): itself and nothing else, however hostile; empty when nothing is seen of it.';
grant execute on function internal.word_pattern(text) to topin_user;
