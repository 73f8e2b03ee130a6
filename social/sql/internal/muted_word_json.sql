create or replace function internal.muted_word_json(word_in muted_words) returns jsonb
language sql stable
as $$
    select jsonb_build_object('id', word_in.id, 'phrase', word_in.phrase, 'match', word_in.match, 'action', word_in.action,
        'expires_at', internal.rfc3339(word_in.expires_at), 'created_at', internal.rfc3339(word_in.created_at))
$$;
comment on function internal.muted_word_json(muted_words) is 'A muted word as its owner reads it.';
grant execute on function internal.muted_word_json(muted_words) to topin_user;
