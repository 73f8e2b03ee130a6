create or replace function internal.look_up_words(
    query_in tsquery, wide_in tsquery, at_in timestamptz, id_in uuid, limit_in int,
    out ids uuid[], out ats timestamptz[], out looked int, out last_at timestamptz, out last_id uuid
)
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- The index finds all posts with the words; that they stand as they should is looked at for the newest.
    with found as materialized (
        select w.post_id, w.published_at from public.post_words w where w.words @@ wide_in
    ), newest as materialized (
        select f.post_id, f.published_at from found f
         where (f.published_at, f.post_id) < (at_in, id_in) order by f.published_at desc, f.post_id desc limit limit_in
    ), judged as materialized (
        select n.post_id, n.published_at,
               exists (select from public.post_words w where w.post_id = n.post_id and w.words @@ query_in offset 0) as fits
          from newest n
    )
    select coalesce(array_agg(j.post_id order by j.published_at desc, j.post_id desc) filter (where j.fits), '{}'),
           coalesce(array_agg(j.published_at order by j.published_at desc, j.post_id desc) filter (where j.fits), '{}'),
           count(*)::int, min(j.published_at), (array_agg(j.post_id order by j.published_at, j.post_id))[1]
      from judged j
$$;
comment on function internal.look_up_words(tsquery, tsquery, timestamptz, uuid, int) is
    'Those of the newest limit_in posts before a mark with the words of wide_in that query_in holds for, newest first; and how many were looked at, and the last of them.';
