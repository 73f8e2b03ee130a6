-- security definer: reads reposts, follows, blocks and mutes, to say who of the viewer's people handed a post on.
create or replace function internal.home_reposts(viewer_in uuid, post_in uuid, as_of_in timestamptz)
returns table (at timestamptz, by_id uuid)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    with sides as materialized (
        -- From the smaller side; the folded counts are near enough for that.
        select coalesce((select c.reposts from public.post_counters c where c.post_id = post_in), 0)
            <= coalesce((select c.following from public.profile_counters c where c.user_id = viewer_in), 0) + 20 as by_post
    )
    select found.created_at, found.user_id from (
        select r.created_at, r.user_id from public.reposts r
         where (select s.by_post from sides s) and r.post_id = post_in and exists (
               select from public.followers f where f.follower_id = viewer_in and f.followed_id = r.user_id offset 0)
        union all
        select r.created_at, r.user_id
          from public.followers f cross join lateral (
              select r.created_at, r.user_id from public.reposts r where r.post_id = post_in and r.user_id = f.followed_id offset 0) r
         where not (select s.by_post from sides s) and f.follower_id = viewer_in
    ) found
     where found.created_at <= as_of_in
       and found.user_id <> all (array(select internal.hidden_from(viewer_in)))
       and found.user_id <> all (array(select internal.muted_by(viewer_in)))
       and exists (
           select from public.profiles a
            where a.user_id = found.user_id and not a.is_hidden and a.visibility <> 'nobody'
              and (a.visibility <> 'mutuals' or exists (
                   select from public.followers b where b.follower_id = a.user_id and b.followed_id = viewer_in offset 0)) offset 0)
$$;
comment on function internal.home_reposts(uuid, uuid, timestamptz) is
    'Who of those that make a member''s home feed (home_authors, without the member) reposted a post until a moment, and when.';
