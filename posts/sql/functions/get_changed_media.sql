create or replace function api.get_changed_media(media_in uuid[]) returns json
language sql stable
as $$
    select coalesce(json_object_agg(m.id, internal.media_json(m.id, false)), '{}')
      from post_media m where m.id = any (media_in) and m.user_id = viewer_id()
$$;
comment on function api.get_changed_media(uuid[]) is
    'Those of the media that are the viewer''s, as they are now: {id: Media}.';
grant execute on function api.get_changed_media(uuid[]) to topin_user;
