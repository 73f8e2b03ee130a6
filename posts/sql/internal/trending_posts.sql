create or replace function internal.trending_posts(
    ranked_in timestamptz, tag_in text, trend_in bigint, at_in timestamptz, id_in uuid, limit_in int
) returns table (trend bigint, at timestamptz, id uuid, post_id uuid, by_id uuid)
language plpgsql stable set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    -- Posts younger than the ranking stand together where a new one begins, whatever became of them since: so the
    -- order stays as it is for whoever pages through this ranking.
    return query with fresh as (select internal.trend_of(0, 0, 0, 0, interval '0') as trend)
    select found.trend, found.at, found.id, found.id, null::uuid
      from ((select r.trend, r.published_at as at, r.post_id as id
               from public.trends r
              where r.ranked_at = ranked_in and (r.trend, r.published_at, r.post_id) < (trend_in, at_in, id_in)
                and r.published_at > now() - interval '72 hours'
                and (tag_in = '' or exists (
                     select from public.post_tags t where t.post_id = r.post_id and t.tag = tag_in offset 0) or exists (
                     select from public.post_features a where a.post_id = r.post_id and tag_in = any (a.topics) offset 0))
              order by r.ranked_at desc, r.trend desc, r.published_at desc, r.post_id desc limit limit_in)
            union all
            (select f.trend, p.published_at, p.id
               from fresh f join public.posts p on f.trend <= trend_in
              where p.status = 'published' and p.deleted_at is null and p.audience = 'public'
                and p.published_at > greatest(ranked_in, now() - interval '72 hours')
                and (p.published_at, p.id) < ((select case when f.trend < trend_in then 'infinity' else at_in end from fresh f),
                                              (select case when f.trend < trend_in then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else id_in end from fresh f))
                and (tag_in = '' or exists (
                     select from public.post_tags t where t.post_id = p.id and t.tag = tag_in offset 0) or exists (
                     select from public.post_features a where a.post_id = p.id and tag_in = any (a.topics) offset 0))
              order by p.published_at desc, p.id desc limit limit_in)) found
     order by found.trend desc, found.at desc, found.id desc limit limit_in;
end $$;
comment on function internal.trending_posts(timestamptz, text, bigint, timestamptz, uuid, int) is
    'What stands in explore before a mark, by a ranking and what was published since; with a topic only what is about it (all: empty).';
