-- security definer: what was made of files, and the keys that sign their addresses, are read by functions alone.
-- Who may see the message is decided by the caller.
create or replace function internal.message_media(message_in public.messages, key_in public.conversation_keys) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(case when alt.sealed is null then r.medium
                                  else (r.medium::jsonb || jsonb_build_object('alt_text', alt.sealed))::json end order by m.place), '[]')
      from public.post_media m
      cross join lateral internal.media_rows(m.id, false) r
      cross join lateral (select internal.sealed_json(message_in.sealed_alts[m.place + 1], key_in) as sealed) alt
     where m.message_id = message_in.id
$$;
comment on function internal.message_media(messages, conversation_keys) is
    'The media of a message in their order, a list of Media, what describes them sealed. Their addresses are signed for an hour: nothing of a message is ever public.';
grant execute on function internal.message_media(messages, conversation_keys) to topin_user;
