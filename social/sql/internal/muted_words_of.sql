-- security definer: feeds and the reader of notifications ask it for the viewer alone.
create or replace function internal.muted_words_of(viewer_in uuid, action_in text) returns public.muted_words[]
language sql stable security definer set search_path = ''
as $$
    select array_agg(w order by w.id) from public.muted_words w
     where w.user_id = viewer_in and w.action = action_in and (w.expires_at is null or w.expires_at > now())
$$;
comment on function internal.muted_words_of(uuid, text) is
    'What a member mutes at this moment with this action (hide, warn), to be asked once and given to muted_phrases; null: nothing.';
