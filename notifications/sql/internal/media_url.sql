-- security definer: as told_facts.
create or replace function internal.media_url(user_in uuid, media_in uuid) returns text
language sql stable security definer set search_path = ''
as $$
    select case m.purpose when 'message' then '/messages'
                          when 'avatar' then '/settings/profile'
                          when 'document' then '/settings/blue-tick'
                          else '/drafts' end
      from public.post_media m where m.id = media_in and m.user_id = user_in
$$;
comment on function internal.media_url(uuid, uuid) is 'Where a member goes on after an upload of theirs failed.';
grant execute on function internal.media_url(uuid, uuid) to topin_user;
