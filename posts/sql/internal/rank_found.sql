create or replace function internal.rank_found(query_in tsquery, posts_in uuid[], since_in timestamptz)
returns table (post_id uuid, score bigint)
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- relevance × (1 + ln(1 + likes) / 4) / (1 + days / 30)^0.5, in millionths. relevance: ts_rank, divided by 1 + ln of
    -- the text's length. Likes that came after the first page was read wait for the next reading: they would move posts about.
    select w.post_id, (1000000 * ts_rank(w.words, query_in, 1)
               * (1 + ln(1 + greatest(0, l.likes - case when l.likes > 0 then (
                   select count(*) from public.likes n where n.post_id = w.post_id and n.id > internal.uuid_at(since_in)) else 0 end)) / 4)
               / power(1 + greatest(0, extract(epoch from since_in - w.published_at)) / 86400 / 30, 0.5))::bigint
      from unnest(posts_in) found (id)
      join public.post_words w on w.post_id = found.id
     cross join lateral (
         select coalesce((select c.likes from public.post_counters c where c.post_id = w.post_id), 0)
                + coalesce((select sum(d.delta) from public.counter_deltas d
                             where d.subject_id = w.post_id and d.kind = 'post_likes'), 0) as likes offset 0
     ) l
$$;
comment on function internal.rank_found(tsquery, uuid[], timestamptz) is
    'How good posts are for some words, as of a moment: relevance, likes and freshness. The formula stands inside.';
