-- security definer: as feed_of_followed.
create or replace function internal.feed_of_topics(
    viewer_in uuid, source_in text, topics_in text[], since_in timestamptz, limit_in int
) returns table (post_id uuid, source text, about text, strength float8)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    select newest.post_id, source_in, t.topic, 0.5
      from unnest(topics_in) t (topic) cross join lateral (
           select g.post_id from public.post_tags g
            where g.tag = t.topic and g.published_at > since_in and g.author_id <> viewer_in
              and not exists (select from public.feed_seen s
                               where s.user_id = viewer_in and s.post_id = g.post_id and s.seen_at > internal.seen_since() offset 0)
            order by g.published_at desc, g.post_id desc limit limit_in) newest
$$;
comment on function internal.feed_of_topics(uuid, text, text[], timestamptz, int) is
    'The newest unseen posts since a moment for a for-you feed that are tagged with some topics, limit_in of each, about their topic.';
