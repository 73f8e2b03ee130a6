create or replace function internal.for_you_json(
    viewer_in uuid, posts_in uuid[], codes_in text[], abouts_in text[], cursor_in text
) returns json
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    with told as materialized (
        select * from internal.whys_of(viewer_in, posts_in, codes_in, abouts_in)
    )
    select json_build_object(
        'items', coalesce((
            select json_agg(p.post order by p.place)
              from internal.posts_json(viewer_in, posts_in, array(select t.reposter_id from told t order by t.place), 0,
                                       array(select t.why from told t order by t.place)) p), '[]'),
        'next_cursor', cursor_in)
$$;
comment on function internal.for_you_json(uuid, uuid[], text[], text[], text) is
    'A page of a for-you feed: its posts, each with why it is there (a code of feed_cache, and whom or what it speaks of).';
