-- security definer: as feed_of_followed; interests are read for the member themselves.
create or replace function internal.feed_of_nearest(viewer_in uuid, since_in timestamptz, limit_in int)
returns table (post_id uuid, source text, about text, strength float8)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    taste record;
begin
    select v.embedding, v.model into taste from internal.interest_vector_of(viewer_in) v;
    if taste is null then
        return;
    end if;
    -- The index gives neighbours one after the other until enough of them are recent and unseen, or so many were
    -- looked at. force_custom_plan: a plan for any limit would sort them all.
    perform set_config('hnsw.ef_search', '100', true), set_config('hnsw.iterative_scan', 'relaxed_order', true),
            set_config('hnsw.max_scan_tuples', '5000', true);
    return query
        select f.post_id, 'similar', null::text, 1 - (f.embedding operator(public.<=>) taste.embedding)
          from public.post_features f
         where f.published_at > since_in and f.model = taste.model and f.author_id <> viewer_in
           and not exists (select from public.feed_seen s
                            where s.user_id = viewer_in and s.post_id = f.post_id and s.seen_at > internal.seen_since() offset 0)
         order by f.embedding operator(public.<=>) taste.embedding limit limit_in;
end $$;
comment on function internal.feed_of_nearest(uuid, timestamptz, int) is
    'Unseen posts since a moment whose embeddings are nearest to what the member likes to read, with their cosine; none for who has no interests.';
