-- security definer: names times and ids only; what of them is shown, home_shown decides.
create or replace function internal.home_walk(
    viewer_in uuid, authors_in uuid[], circles_in uuid[], at_in timestamptz, id_in uuid, limit_in int
) returns table (at timestamptz, post_id uuid)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    with heads as materialized (
        select 'author' as kind, a.id, newest.at, newest.post_id
          from unnest(authors_in) a (id) cross join lateral (
              select p.published_at as at, p.id as post_id from public.posts p
               where p.author_id = a.id and p.status = 'published' and p.deleted_at is null
                 and (p.published_at, p.id) < (at_in, id_in) and (p.audience <> 'private' or a.id = viewer_in)
               order by p.published_at desc, p.id desc limit 1) newest
        union all
        select 'reposter', a.id, newest.created_at, newest.post_id
          from unnest(authors_in) a (id) cross join lateral (
              select r.created_at, r.post_id from public.reposts r
               where r.user_id = a.id and a.id <> viewer_in and (r.created_at, r.post_id) < (at_in, id_in)
               order by r.created_at desc, r.post_id desc limit 1) newest
        union all
        select 'circle', c.id, newest.published_at, newest.id
          from unnest(circles_in) c (id) cross join lateral (
              select p.published_at, p.id from public.posts p
               where p.circle_id = c.id and p.status = 'published' and p.deleted_at is null
                 and (p.published_at, p.id) < (at_in, id_in)
               order by p.published_at desc, p.id desc limit 1) newest
    ), least as materialized (
        -- Whoever's newest is older than limit_in other newest ones cannot be on this page. One post may be the newest
        -- of its author and of its circle.
        select coalesce((select h.at from heads h group by h.at, h.post_id
                          order by h.at desc, h.post_id desc offset limit_in - 1 limit 1), '-infinity') as at
    )
    select found.at, found.post_id from (
        select page.published_at, page.id from heads h cross join lateral (
            select p.published_at, p.id from public.posts p
             where p.author_id = h.id and p.status = 'published' and p.deleted_at is null
               and (p.published_at, p.id) < (at_in, id_in) and p.published_at >= (select l.at from least l)
               and (p.audience <> 'private' or h.id = viewer_in)
             order by p.published_at desc, p.id desc limit limit_in) page
         where h.kind = 'author' and h.at >= (select l.at from least l)
        union
        select page.created_at, page.post_id from heads h cross join lateral (
            select r.created_at, r.post_id from public.reposts r
             where r.user_id = h.id and (r.created_at, r.post_id) < (at_in, id_in) and r.created_at >= (select l.at from least l)
             order by r.created_at desc, r.post_id desc limit limit_in) page
         where h.kind = 'reposter' and h.at >= (select l.at from least l)
        union
        select page.published_at, page.id from heads h cross join lateral (
            select p.published_at, p.id from public.posts p
             where p.circle_id = h.id and p.status = 'published' and p.deleted_at is null
               and (p.published_at, p.id) < (at_in, id_in) and p.published_at >= (select l.at from least l)
             order by p.published_at desc, p.id desc limit limit_in) page
         where h.kind = 'circle' and h.at >= (select l.at from least l)
    ) found (at, post_id)
     order by found.at desc, found.post_id desc limit limit_in
$$;
comment on function internal.home_walk(uuid, uuid[], uuid[], timestamptz, uuid, int) is
    'The newest times before a mark at which something may stand in a home feed, for some authors and circles: their posts, and what they reposted.';
