create or replace function api.unmute_word(word_in uuid) returns void
language plpgsql volatile
as $$
begin
    delete from muted_words w where w.id = word_in and w.user_id = viewer_id() and (w.expires_at is null or w.expires_at > now());
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function api.unmute_word(uuid) is 'Takes a word from the viewer''s muted words; refuses where there is none of theirs.';
grant execute on function api.unmute_word(uuid) to topin_user;
