-- security definer: as home_walk.
create or replace function internal.home_posts_by_time(
    viewer_in uuid, at_in timestamptz, id_in uuid, limit_in int, window_in int
) returns table (at timestamptz, post_id uuid)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    with recent as materialized (
        select p.published_at as at, p.id, p.author_id, p.audience
          from public.posts p
         where p.status = 'published' and p.deleted_at is null and (p.published_at, p.id) < (at_in, id_in)
         order by p.published_at desc, p.id desc limit window_in
    ), least as materialized (
        -- How far back the window goes; nothing below it is told.
        (select r.at, r.id from recent r order by r.at, r.id limit case when (select count(*) from recent) < window_in then 0 else 1 end)
        union all select '-infinity', '00000000-0000-0000-0000-000000000000'
        order by 1 desc limit 1
    )
    select found.at, found.post_id from (
        select r.at, r.id from recent r
         where r.author_id = viewer_in or (r.audience <> 'private' and exists (
               select from public.followers f where f.follower_id = viewer_in and f.followed_id = r.author_id offset 0))
        union
        select r.created_at, r.post_id from public.reposts r
         where (r.created_at, r.post_id) < (at_in, id_in)
           and (r.created_at, r.post_id) >= ((select l.at from least l), (select l.id from least l))
           and r.user_id <> viewer_in and exists (
               select from public.followers f where f.follower_id = viewer_in and f.followed_id = r.user_id offset 0)
        union
        select page.published_at, page.id
          from internal.circles_of(viewer_in) c (id) cross join lateral (
              select p.published_at, p.id from public.posts p
               where p.circle_id = c.id and p.status = 'published' and p.deleted_at is null
                 and (p.published_at, p.id) < (at_in, id_in)
                 and (p.published_at, p.id) >= ((select l.at from least l), (select l.id from least l))
               order by p.published_at desc, p.id desc limit limit_in) page
    ) found (at, post_id)
     order by found.at desc, found.post_id desc limit limit_in
$$;
comment on function internal.home_posts_by_time(uuid, timestamptz, uuid, int, int) is
    'As home_posts, but no further back than the window_in newest posts of all before the mark: fewer than limit_in rows mean that it cannot tell.';
