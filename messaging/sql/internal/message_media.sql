-- security definer: what was made of files, and the keys that sign their addresses, are read by functions alone.
-- Who may see the message is decided by the caller.
create or replace function internal.message_media(message_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(r.medium order by m.place), '[]')
      from public.post_media m cross join lateral internal.media_rows(m.id, false) r
     where m.message_id = message_in
$$;
comment on function internal.message_media(uuid) is
    'The media of a message in their order, a list of Media. Their addresses are signed for an hour: nothing of a message is ever public.';
grant execute on function internal.message_media(uuid) to topin_user;
