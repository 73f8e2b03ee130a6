create or replace function internal.muted_phrases(text_in text, words_in muted_words[]) returns text
language sql immutable parallel safe strict
as $$
    -- Behind the line break, which folding leaves in no text, stands the same text with its words marked: needles with
    -- marks are found there alone, others in front of it. No member's text is ever compiled as a regular expression.
    select string_agg(w.phrase, ', ' order by w.id)
      from (select folded || chr(10) || internal.mark_words(folded) as haystack
              from internal.for_matching(text_in) folded offset 0) text  -- once, however many words
      join unnest(words_in) w on strpos(text.haystack, w.pattern) > 0
$$;
comment on function internal.muted_phrases(text, muted_words[]) is
    'Those of some muted words that a text has, joined by commas; null when it has none.';
