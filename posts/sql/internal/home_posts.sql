-- security definer: the policy of posts for one viewer, turned around: authors first, then a short walk along
-- each one's index. A property test holds it equal to the policy and to can_see_post.
create or replace function internal.home_posts(viewer_in uuid, at_in timestamptz, id_in uuid, limit_in int) returns uuid[]
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    with authors as materialized (
        select viewer_in as id, true as mine
        union all
        select f.followed_id, false
          from public.followers f cross join lateral (
              -- `offset 0`: one look at the key for each, never a join that reads all profiles.
              select a.visibility from public.profiles a
               where a.user_id = f.followed_id and not a.is_hidden and a.visibility <> 'nobody' offset 0
          ) shown
         where f.follower_id = viewer_in
           and f.followed_id <> all (array(select internal.hidden_from(viewer_in)))
           and f.followed_id <> all (array(select internal.muted_by(viewer_in)))
           and (shown.visibility <> 'mutuals' or exists (
                select from public.followers b where b.follower_id = f.followed_id and b.followed_id = viewer_in offset 0))
    ), heads as materialized (
        -- Whoever's newest post is older than limit_in other people's newest cannot be on this page.
        select a.id, a.mine, newest.published_at
          from authors a cross join lateral (
              select p.published_at, p.id from public.posts p
               where p.author_id = a.id and p.status = 'published' and p.deleted_at is null
                 and (p.published_at, p.id) < (at_in, id_in)
                 and (a.mine or (p.hidden_at is null and (p.audience in ('public', 'followers')
                      or (p.audience = 'mutuals' and exists (
                          select from public.followers b where b.follower_id = a.id and b.followed_id = viewer_in offset 0)))))
               order by p.published_at desc, p.id desc limit 1
          ) newest
         order by newest.published_at desc, newest.id desc limit limit_in
    )
    select array(
        select page.id
          from heads h cross join lateral (
              select p.id, p.published_at from public.posts p
               where p.author_id = h.id and p.status = 'published' and p.deleted_at is null
                 and (p.published_at, p.id) < (at_in, id_in)
                 and p.published_at >= (select case when count(*) < limit_in then '-infinity' else min(published_at) end from heads)
                 and (h.mine or (p.hidden_at is null and (p.audience in ('public', 'followers')
                      or (p.audience = 'mutuals' and exists (
                          select from public.followers b where b.follower_id = h.id and b.followed_id = viewer_in offset 0)))))
               order by p.published_at desc, p.id desc limit limit_in
          ) page
         order by page.published_at desc, page.id desc limit limit_in
    )
$$;
comment on function internal.home_posts(uuid, timestamptz, uuid, int) is
    'Ids of the newest posts before a mark by the viewer and by those they follow and did not mute, as far as they may see them.';
