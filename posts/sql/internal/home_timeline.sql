-- security definer: as home_walk; the cache has no policy for anybody.
create or replace function internal.home_timeline(
    viewer_in uuid, since_in timestamptz, reaches_to_in timestamptz, at_in timestamptz, id_in uuid, limit_in int
) returns table (at timestamptz, post_id uuid)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    with late as materialized (
        -- Whom nobody writes into timelines, and whom the member follows since it was built.
        select array(
            select f.followed_id from public.followers f where f.follower_id = viewer_in and f.created_at > since_in
            union
            select w.user_id from public.wide_authors w
             where w.user_id = viewer_in or exists (
                   select from public.followers f where f.follower_id = viewer_in and f.followed_id = w.user_id offset 0)
        ) as authors,
        array(select m.circle_id from public.circle_members m where m.user_id = viewer_in and m.joined_at > since_in) as circles
    )
    select found.at, found.post_id from (
        (select t.at, t.post_id from public.timelines t
          where t.user_id = viewer_in and (t.at, t.post_id) < (at_in, id_in) and t.at > reaches_to_in
          order by t.at desc, t.post_id desc limit limit_in)
        union
        -- What is on its way.
        select f.at, f.post_id from public.fanouts f
         where (f.at, f.post_id) < (at_in, id_in) and f.at > reaches_to_in
           and (f.by_id = viewer_in
                or exists (select from public.followers o where o.follower_id = viewer_in and o.followed_id = f.by_id offset 0)
                or exists (select from public.posts p where p.id = f.post_id
                              and p.circle_id = any (array(select internal.circles_of(viewer_in))) offset 0))
        union
        select w.at, w.post_id
          from late l cross join lateral (
              select * from internal.home_walk(viewer_in, l.authors, l.circles, at_in, id_in, limit_in)
               where l.authors <> '{}' or l.circles <> '{}' offset 0) w
         where w.at > reaches_to_in
    ) found
     order by found.at desc, found.post_id desc limit limit_in
$$;
comment on function internal.home_timeline(uuid, timestamptz, timestamptz, timestamptz, uuid, int) is
    'Candidates of a home feed between reaches_to_in and a mark, newest first, from the timeline and what it lacks: follows and circles since since_in, wide authors, unfinished fan-out.';
