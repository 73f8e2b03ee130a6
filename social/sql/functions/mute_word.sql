create or replace function api.mute_word(
    phrase_in text, match_in text, action_in text, expires_in timestamptz, limit_in int
) returns json
language plpgsql volatile
as $$
declare
    me uuid := viewer_id();
    said text := normalize(regexp_replace(phrase_in, '^\s+|\s+$', '', 'g'), nfc);
    needle text := internal.muted_needle(said, match_in);
    word muted_words;
begin
    if needle = '' then
        perform internal.refuse('TP400', 'Something has to be seen of it.', 'invisible', 'phrase');
    elsif octet_length(lower(said)) > 2600 then  -- what the index of phrases holds
        perform internal.refuse('TP400', 'This is made of too many signs.', 'too_long', 'phrase');
    elsif expires_in <= now() then
        perform internal.refuse('TP400', 'This is over already.', 'past', 'expires_at');
    end if;
    -- One at a time for each member, so that the limit holds.
    perform internal.lock_members(array[me]);
    delete from muted_words w where w.user_id = me and w.expires_at <= now();
    update muted_words w
       set phrase = said, pattern = needle, match = match_in, action = action_in, expires_at = expires_in
     where w.user_id = me and lower(w.phrase) = lower(said)
    returning * into word;
    if not found then
        if (select count(*) from muted_words w where w.user_id = me) >= limit_in then
            perform internal.refuse('TP409', format('You mute %s words already, and that is the limit.', limit_in), 'muted_words_limit');
        end if;
        insert into muted_words (user_id, phrase, pattern, match, action, expires_at)
        values (me, said, needle, match_in, action_in, expires_in) returning * into word;
    end if;
    return internal.muted_word_json(word);
end $$;
comment on function api.mute_word(text, text, text, timestamptz, int) is
    'Mutes a word or phrase as the viewer; the same phrase again (case does not matter) changes how. Returns it. Nobody is told, hence no event.';
grant execute on function api.mute_word(text, text, text, timestamptz, int) to topin_user;
