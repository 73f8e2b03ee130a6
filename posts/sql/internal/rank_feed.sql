create or replace function internal.rank_feed(viewer_in uuid, weights_in jsonb, limit_in int)
returns table (place bigint, post_id uuid, score float8, why text, about text)
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    with best as materialized (
        select * from internal.feed_scored(viewer_in, weights_in) order by score desc, post_id desc limit 3 * limit_in
    ), shown as materialized (
        select internal.feed_shown(viewer_in, array(select b.post_id from best b)) as posts
    ), spread as materialized (
        -- The second of an author or of a topic counts less than the first, and so on: shares follow weights, nobody takes all.
        select b.*, b.score / power(row_number() over (partition by b.author_id order by b.score desc, b.post_id desc),
                                    (weights_in ->> 'author_spread')::float8)
                            / power(case when b.topics[1] is null then 1 else
                                        row_number() over (partition by b.topics[1] order by b.score desc, b.post_id desc) end,
                                    (weights_in ->> 'topic_spread')::float8) as spread_score
          from best b
         where b.post_id = any ((select s.posts from shown s)::uuid[])
    ), numbered as materialized (
        select s.*, row_number() over (order by s.spread_score desc, s.post_id desc) as n from spread s
    ), placed as (
        select o.n, o.place from unnest(internal.diverse_order(
            array(select n.author_id from numbered n order by n.n),
            array(select array_to_string(n.topics, E'\n') from numbered n order by n.n), limit_in)) with ordinality o (n, place)
        union all
        -- What does not fit now may fit when others come between.
        select n.n, n.n + limit_in from numbered n
    )
    select row_number() over (order by min(p.place)), n.post_id, n.spread_score, n.why, n.about
      from placed p join numbered n on n.n = p.n
     group by n.n, n.post_id, n.spread_score, n.why, n.about
     order by 1 limit limit_in
$$;
comment on function internal.rank_feed(uuid, jsonb, int) is
    'The next posts of a member''s for-you feed by some weights, in their order, with why each is there, about whom or what.';
