create or replace function internal.muted_needle(phrase_in text, match_in text) returns text
language sql immutable parallel safe
as $$
    -- Where a script leaves no spaces, nothing says where its words begin: such a phrase is found anywhere.
    select case when match_in = 'substring' or needle ~ ('[' || internal.scripts_without_spaces() || ']')
        then needle else internal.mark_words(needle) end
      from btrim(internal.for_matching(phrase_in)) needle
$$;
comment on function internal.muted_needle(text, text) is
    'What internal.muted_phrases looks for in order to find a phrase; empty when nothing is seen of it. With chr(1): only whole words.';
grant execute on function internal.muted_needle(text, text) to topin_user;
