create or replace function internal.walk_words(
    query_in tsquery, at_in timestamptz, id_in uuid, walk_in int,
    out ids uuid[], out ats timestamptz[], out looked int, out last_at timestamptz, out last_id uuid
)
language sql stable set plan_cache_mode = force_generic_plan
as $$
    with walked as materialized (
        select w.post_id, w.published_at, w.words @@ query_in as fits from public.post_words w
         where (w.published_at, w.post_id) < (at_in, id_in) order by w.published_at desc, w.post_id desc limit walk_in
    )
    select coalesce(array_agg(w.post_id order by w.published_at desc, w.post_id desc) filter (where w.fits), '{}'),
           coalesce(array_agg(w.published_at order by w.published_at desc, w.post_id desc) filter (where w.fits), '{}'),
           count(*)::int, min(w.published_at),
           (array_agg(w.post_id order by w.published_at, w.post_id))[1]
      from walked w
$$;
comment on function internal.walk_words(tsquery, timestamptz, uuid, int) is
    'Those of the newest walk_in posts before a mark that have some words, newest first; and how many were there, and the last of them.';
