-- security definer: asked on behalf of whoever holds an address, which was given to them while they saw the medium.
create or replace function api.is_media_there(media_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.post_media m left join public.messages s on s.id = m.message_id
         where m.id = media_in and (s.expires_at is null or s.expires_at > pg_catalog.now()))
$$;
comment on function api.is_media_there(uuid) is
    'Whether a medium is still there: neither removed nor in a message whose time is over. Asked whenever an address of a message''s medium is opened.';
grant execute on function api.is_media_there(uuid) to topin_worker;
