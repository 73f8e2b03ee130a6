-- security definer: as feed_of_followed; rankings have no policies.
create or replace function internal.feed_of_trends(viewer_in uuid, limit_in int)
returns table (post_id uuid, source text, about text, strength float8)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    select r.post_id, 'trending', null::text, 1 - (row_number() over (order by r.trend desc) - 1)::float8 / limit_in
      from (select t.post_id, t.trend from public.trends t
             where t.ranked_at = (select max(n.ranked_at) from public.trends n)
               and t.published_at > now() - interval '72 hours'
               and not exists (select from public.feed_seen s
                                where s.user_id = viewer_in and s.post_id = t.post_id and s.seen_at > internal.seen_since() offset 0)
             order by t.ranked_at desc, t.trend desc, t.published_at desc, t.post_id desc limit limit_in) r
$$;
comment on function internal.feed_of_trends(uuid, int) is
    'The unseen posts for a for-you feed that trend most by the newest ranking of explore: from 1 for the first down to 0.';
