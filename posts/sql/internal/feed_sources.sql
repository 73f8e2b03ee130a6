create or replace function internal.feed_sources(viewer_in uuid, weights_in jsonb)
returns table (post_id uuid, source text, about text, strength float8)
language plpgsql stable
as $$
#variable_conflict use_column
declare
    since timestamptz := now() - (weights_in ->> 'recent_days')::float8 * interval '1 day';
    liked_topics text[] := array(select t.topic from internal.feed_tastes(viewer_in) t
                                  where t.weight > 0 order by t.is_followed desc, t.weight desc, t.topic limit 15);
    trending_topics text[] := array(select t.topic from internal.trending_topics_for(viewer_in, 10) t);
begin
    return query
        select * from internal.feed_of_followed(viewer_in, 150)
        union all select * from internal.feed_of_liked(viewer_in, since, 80)
        union all select * from internal.feed_of_nearest(viewer_in, since, 100)
        union all select * from internal.feed_of_topics(viewer_in, 'topic', liked_topics, since, 15)
        union all select * from internal.feed_of_topics(viewer_in, 'trending', trending_topics, since, 10)
        union all select * from internal.feed_of_trends(viewer_in, 100)
        union all select * from internal.feed_of_fresh(
            viewer_in, (weights_in ->> 'small_account_followers')::float8, 250);
end $$;
comment on function internal.feed_sources(uuid, jsonb) is
    'Candidates of a member''s for-you feed: unseen posts, where each comes from, whom or what that is about, and how strongly (0 to 1). A post may come from several.';
