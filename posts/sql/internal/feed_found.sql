-- security definer: reads figures of posts that nobody but the feed may see.
create or replace function internal.feed_found(viewer_in uuid, weights_in jsonb) returns table (
    post_id uuid, author_id uuid, published_at timestamptz, topics text[], similarity float8, engagement float8, followers bigint,
    is_followed boolean, circle text, reposter text, liker text, liked float8, trending float8, trend text, is_fresh boolean
)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    with named as materialized (
        select s.post_id, bool_or(s.source = 'followed') as is_followed,
               max(s.about) filter (where s.source = 'circle') as circle,
               max(s.about) filter (where s.source = 'reposted') as reposter,
               max(s.about) filter (where s.source = 'liked_by_followed') as liker,
               coalesce(max(s.strength) filter (where s.source = 'liked_by_followed'), 0) as liked,
               coalesce(max(s.strength) filter (where s.source = 'trending'), 0) as trending,
               max(s.about) filter (where s.source = 'trending') as trend,
               bool_or(s.source = 'fresh') as is_fresh
          from internal.feed_sources(viewer_in, weights_in) s group by s.post_id
    ), tastes as materialized (
        select v.embedding, v.model from internal.interest_vector_of(viewer_in) v
    )
    select n.post_id, p.author_id, p.published_at, coalesce(f.topics, p.tags),
           -- A vector of nothing is near to nothing: its cosine is no number.
           coalesce(nullif((select 1 - (f.embedding operator(public.<=>) t.embedding) from tastes t where t.model = f.model), 'NaN'), 0),
           coalesce((c.likes + 2 * c.comments + 3 * c.reposts + 3 * c.quotes)::float8 / (c.views + 20), 0),
           coalesce(a.followers, 0), n.is_followed, n.circle, n.reposter, n.liker, n.liked, n.trending, n.trend, n.is_fresh
      from named n
      cross join lateral (
           select p.author_id, p.published_at, p.tags from public.posts p
            where p.id = n.post_id and p.status = 'published' and p.deleted_at is null and p.author_id <> viewer_in offset 0) p
      left join lateral (select f.topics, f.embedding, f.model from public.post_features f where f.post_id = n.post_id offset 0) f on true
      left join lateral (select c.* from public.post_counters c where c.post_id = n.post_id offset 0) c on true
      left join lateral (select a.followers from public.profile_counters a where a.user_id = p.author_id offset 0) a on true
     where not exists (select from public.feed_feedback b
                        where b.user_id = viewer_in and b.post_id = n.post_id and b.kind = 'less' offset 0)
$$;
comment on function internal.feed_found(uuid, jsonb) is
    'Candidates of a member''s for-you feed with what their score is made of. Without own posts and what the member wants less of.';
