-- security definer: as feed_tastes.
create or replace function internal.feed_factors(viewer_in uuid, weights_in jsonb)
returns table (author_id uuid, topic text, factor float8)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    with said as materialized (
        select p.author_id, internal.topics_of(b.post_id) as topics,
               ln(greatest(0.01, (weights_in ->> b.kind)::float8)) as factor
          from public.feed_feedback b join public.posts p on p.id = b.post_id
         where b.user_id = viewer_in and b.created_at > now() - interval '30 days'
         order by b.created_at desc limit 500
    )
    -- Said often it counts more, up to a bound.
    select found.author_id, found.topic, exp(greatest(-3, least(1.5, sum(found.factor))))
      from (select s.author_id, null as topic, s.factor from said s
            union all select null, t.topic, s.factor from said s cross join unnest(s.topics) t (topic)) found
     group by found.author_id, found.topic
$$;
comment on function internal.feed_factors(uuid, jsonb) is
    'What posts of an author, or about a topic, are multiplied with because the member said less or more of them in the last 30 days.';
