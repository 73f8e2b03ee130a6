-- security definer: reads reposts and follows, to say who of the viewer's people handed posts on.
create or replace function internal.home_places(
    viewer_in uuid, left_out_in uuid[], posts_in uuid[], published_in timestamptz[], as_of_in timestamptz, snapshot_in pg_snapshot
) returns table (post_id uuid, at timestamptz, by_id uuid)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    with wanted as materialized (
        -- From the smaller side: who reposted the post, or whom the viewer follows. Folded counts are near enough for that.
        select distinct on (w.id) w.id, w.published_at, coalesce(c.reposts, 0) <= sides.following + 20 as by_post
          from unnest(posts_in, published_in) w (id, published_at)
          left join lateral (select c.reposts from public.post_counters c where c.post_id = w.id offset 0) c on true
          cross join (select coalesce((select c.following from public.profile_counters c where c.user_id = viewer_in), 0) as following offset 0) sides
    ), sources as materialized (
        select w.id, w.published_at as at, null::uuid as by_id from wanted w where w.published_at <= as_of_in
        union all
        select w.id, r.created_at, r.user_id
          from wanted w cross join lateral (
              select r.created_at, r.user_id, r.written_in from public.reposts r
               where w.by_post and r.post_id = w.id and exists (
                     select from public.followers f where f.follower_id = viewer_in and f.followed_id = r.user_id offset 0)
              union all
              select r.created_at, r.user_id, r.written_in
                from public.followers f cross join lateral (
                    select r.created_at, r.user_id, r.written_in from public.reposts r where r.post_id = w.id and r.user_id = f.followed_id offset 0) r
               where not w.by_post and f.follower_id = viewer_in) r
         -- One that was begun before the reading and committed after it would bring its post up past the reader.
         where r.created_at <= as_of_in
           and (r.created_at < as_of_in - interval '1 minute' or pg_catalog.pg_visible_in_snapshot(r.written_in, snapshot_in))
           and r.user_id <> all (left_out_in)
           and exists (
               select from public.profiles a
                where a.user_id = r.user_id and not a.is_hidden and a.visibility <> 'nobody'
                  and (a.visibility <> 'mutuals' or exists (
                       select from public.followers b where b.follower_id = a.user_id and b.followed_id = viewer_in offset 0)) offset 0)
    )
    select s.id,
           -- Whatever comes within 7 days of another only says who reposted it last; later it comes up again.
           max(s.at) filter (where s.before is null or s.at - s.before > interval '7 days'),
           (array_agg(s.by_id order by s.at desc, s.by_id) filter (where s.by_id is not null))[1]
      from (select s.*, lag(s.at) over (partition by s.id order by s.at) as before from sources s) s
     group by s.id
$$;
comment on function internal.home_places(uuid, uuid[], uuid[], timestamptz[], timestamptz, pg_snapshot) is
    'Where reposted posts stand in a member''s home feed as of a moment, and who of those they follow reposted them last. published_in: when each came by itself, null where it would not have.';
