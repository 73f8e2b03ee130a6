-- security definer: as feed_found.
create or replace function internal.feed_scored(viewer_in uuid, weights_in jsonb)
returns table (post_id uuid, author_id uuid, topics text[], score float8, why text, about text)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    with found as materialized (
        select * from internal.feed_found(viewer_in, weights_in)
    ), tasted as materialized (
        select f.post_id, greatest(-1, least(1, sum(t.weight))) as weight,
               (array_agg(t.topic order by t.weight desc, t.topic))[1] as topic, bool_or(t.is_followed) as is_followed
          from found f cross join unnest(f.topics) named (topic) join internal.feed_tastes(viewer_in) t on t.topic = named.topic
         group by f.post_id
    ), factors as materialized (
        select * from internal.feed_factors(viewer_in, weights_in)
    ), judged as materialized (
        select f.post_id, min(least(1, k.factor)) * max(greatest(1, k.factor)) as factor
          from (select f.post_id, k.factor from found f join factors k on k.author_id = f.author_id
                union all
                select f.post_id, k.factor from found f cross join unnest(f.topics) named (topic) join factors k on k.topic = named.topic
               ) k join found f on f.post_id = k.post_id
         group by f.post_id
    )
    select f.post_id, f.author_id, f.topics,
           greatest(0.01, w.base + w.followed * f.is_followed::int + w.reposted * (f.reposter is not null)::int
                          + w.circle * (f.circle is not null)::int + w.liked_by_followed * f.liked
                          + w.similar * near.similarity + w.topic * coalesce(t.weight, 0) + w.trending * f.trending
                          + w.fresh * f.is_fresh::int + w.engagement * least(1, f.engagement)
                          + w.small_account * greatest(0, 1 - f.followers / greatest(1, w.small_account_followers)))
           / (1 + greatest(0, extract(epoch from now() - f.published_at) / 3600) / greatest(0.1, w.half_life_hours))
           * coalesce(j.factor, 1),
           case when f.is_followed or f.reposter is not null then 'followed' when f.circle is not null then 'circle'
                when f.liker is not null then 'liked_by_followed' when t.is_followed then 'topic'
                when near.similarity > 0 then 'similar' when t.weight > 0.2 then 'topic'
                when f.trending > 0 then 'trending' else 'fresh' end,
           case when f.is_followed then null when f.reposter is not null then f.reposter when f.circle is not null then f.circle
                when f.liker is not null then f.liker when t.is_followed then t.topic
                when near.similarity > 0 then null when t.weight > 0.2 then t.topic
                when f.trending > 0 then f.trend end
      from found f
      cross join jsonb_to_record(weights_in) as w (
           base float8, followed float8, reposted float8, circle float8, liked_by_followed float8, "similar" float8, topic float8,
           trending float8, fresh float8, engagement float8, small_account float8, half_life_hours float8, similar_from float8,
           small_account_followers float8)
      cross join lateral (select case when f.similarity >= w.similar_from then least(1, f.similarity) else 0 end as similarity) near
      left join tasted t on t.post_id = f.post_id
      left join judged j on j.post_id = f.post_id
$$;
comment on function internal.feed_scored(uuid, jsonb) is
    'Candidates of a member''s for-you feed with their scores by some weights, and why each is there, about whom or what.';
