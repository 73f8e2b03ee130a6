create or replace function internal.hold_media(media_in uuid[]) returns void
language sql volatile
as $$
    -- Lowest id first, and before members, as everywhere: of two deeds that want one medium the second finds it taken.
    select from public.post_media m
     where m.id = any (media_in) and m.user_id = api.viewer_id() order by m.id for no key update
$$;
comment on function internal.hold_media(uuid[]) is
    'Those of the media that are the viewer''s stay as they are until the commit. To be called before members are locked.';
