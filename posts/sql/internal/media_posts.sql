create or replace function internal.media_posts(viewer_in uuid, user_in uuid, at_in timestamptz, id_in uuid, limit_in int)
returns table (trend bigint, at timestamptz, id uuid, post_id uuid, by_id uuid)
language sql stable set plan_cache_mode = force_generic_plan
as $$
    select 0::bigint, p.published_at, p.id, p.id, null::uuid
      from public.posts p
     where p.author_id = user_in and p.has_media and p.status = 'published' and p.deleted_at is null
       and (p.published_at, p.id) < (at_in, id_in)
       and (p.audience = 'circle' or p.audience = any ((select internal.audiences_for(viewer_in, user_in))::text[]))
     order by p.published_at desc, p.id desc limit limit_in
$$;
comment on function internal.media_posts(uuid, uuid, timestamptz, uuid, int) is
    'A member''s own posts with media before a mark, newest first. Whether the viewer sees them is asked afterwards.';
