create or replace function internal.word_warning(text_in text, words_in muted_words[]) returns text
language sql immutable parallel safe strict
as $$ select 'Muted word: ' || internal.muted_phrases(text_in, words_in) $$;
comment on function internal.word_warning(text, muted_words[]) is
    'What a viewer is warned of before somebody else''s post: those of their words with the action warn that it has, or null.';
