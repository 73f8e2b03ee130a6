-- security definer: as feed_of_followed.
create or replace function internal.feed_of_fresh(viewer_in uuid, small_in float8, limit_in int)
returns table (post_id uuid, source text, about text, strength float8)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    select newest.id, case when newest.published_at > now() - interval '3 days' and c.followers < small_in
                           then 'fresh' else 'newest' end, null::text, 1
      from (select p.id, p.author_id, p.published_at from public.posts p
             where p.status = 'published' and p.deleted_at is null and p.hidden_at is null and p.author_id <> viewer_in
               and (p.audience = 'public' or (p.audience = 'circle' and exists (
                    select from public.circles k where k.id = p.circle_id and k.visibility = 'public' and k.closed_at is null offset 0)))
               and p.author_id <> all (array(select internal.hidden_from(viewer_in) union all select internal.muted_by(viewer_in)))
               and not exists (select from public.feed_seen s
                                where s.user_id = viewer_in and s.post_id = p.id and s.seen_at > internal.seen_since() offset 0)
             order by p.published_at desc, p.id desc limit limit_in) newest
      cross join lateral (
           select coalesce((select n.followers from public.profile_counters n where n.user_id = newest.author_id), 0) as followers
           offset 0) c
$$;
comment on function internal.feed_of_fresh(uuid, float8, int) is
    'The newest unseen posts of everybody for a for-you feed: fresh where they are of the last three days and by somebody with fewer than small_in followers, else newest, so that no feed is empty.';
