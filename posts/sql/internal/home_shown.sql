-- security definer: can_see_post for one viewer and many posts, turned into looks at keys. A property test holds
-- the two together.
create or replace function internal.home_shown(
    viewer_in uuid, left_out_in uuid[], circles_in uuid[], ats_in timestamptz[], posts_in uuid[], as_of_in timestamptz,
    snapshot_in pg_snapshot
) returns table (place bigint, at timestamptz, post_id uuid, by_id uuid)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running. `offset 0`: one look at a key
    -- for each candidate, never a join that reads whole tables.
    with visible as materialized (
        select c.place, c.at, p.id, p.published_at, p.author_id = viewer_in or near.follows or near.inside as comes_by_itself,
               exists (select from public.reposts r where r.post_id = p.id offset 0) as is_reposted
          from unnest(ats_in, posts_in) with ordinality c (at, post_id, place)
          cross join lateral (
              select p.id, p.author_id, p.audience, p.circle_id, p.published_at, p.hidden_at from public.posts p
               where p.id = c.post_id and p.status = 'published' and p.deleted_at is null offset 0) p
          cross join lateral (
              select exists (select from public.followers f where f.follower_id = viewer_in and f.followed_id = p.author_id offset 0) as follows,
                     p.circle_id is not null and p.circle_id = any (circles_in) as inside
              offset 0) near
         where p.author_id = viewer_in or (
               p.hidden_at is null
           and p.author_id <> all (left_out_in)
           and exists (
               select from public.profiles a cross join lateral (
                   select near.follows and exists (
                              select from public.followers b
                               where b.follower_id = p.author_id and b.followed_id = viewer_in offset 0) as both_follow
                    where p.audience = 'mutuals' or a.visibility = 'mutuals'
                   union all select false where p.audience <> 'mutuals' and a.visibility <> 'mutuals') b
                cross join lateral (
                   select (a.visibility = 'everyone' and not a.is_private)
                       or (a.visibility <> 'nobody' and near.follows and (a.visibility <> 'mutuals' or b.both_follow)) as is_open) o
                where a.user_id = p.author_id and not a.is_hidden
                  and case p.audience
                      when 'public' then o.is_open
                      when 'followers' then o.is_open and near.follows
                      when 'mutuals' then o.is_open and b.both_follow
                      when 'circle' then
                          (near.inside and (o.is_open or exists (
                              select from public.circle_members m where m.circle_id = p.circle_id and m.user_id = p.author_id offset 0)))
                          or (o.is_open and exists (
                              select from public.circles k
                               where k.id = p.circle_id and k.visibility = 'public' and k.closed_at is null offset 0))
                      else false end offset 0))
    )
    select v.place, v.at, v.id, placed.by_id
      from visible v left join internal.home_places(
               viewer_in, left_out_in, array(select h.id from visible h where h.is_reposted order by h.place),
               array(select case when h.comes_by_itself then h.published_at end from visible h where h.is_reposted order by h.place),
               as_of_in, snapshot_in) placed on placed.post_id = v.id
     where v.at = case when v.is_reposted then placed.at when v.comes_by_itself then v.published_at end
     order by v.place
$$;
comment on function internal.home_shown(uuid, uuid[], uuid[], timestamptz[], uuid[], timestamptz, pg_snapshot) is
    'Which of some candidates stand in a member''s home feed at just this time as of a moment, in their order, and who reposted them last. left_out_in: the blocked and the muted; circles_in: the member''s.';
