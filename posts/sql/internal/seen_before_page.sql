create or replace function internal.seen_before_page(viewer_in uuid, at_in timestamptz, id_in uuid, limit_in int) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    mark_at timestamptz := at_in;
    mark_id uuid := id_in;
    found record;
    shown uuid[] := '{}';
    is_end boolean;
begin
    -- As far as it takes to show anything, but no further than some thousands of posts at once.
    for round in 1..20 loop
        select array_agg(p.id order by p.published_at desc, p.id desc) as posts,
               min(p.published_at) as at, (array_agg(p.id order by p.published_at, p.id))[1] as id
          into found
          from (select p.id, p.published_at from public.posts p
                 where p.status = 'published' and p.deleted_at is null and (p.published_at, p.id) < (mark_at, mark_id)
                 order by p.published_at desc, p.id desc limit 10 * (limit_in + 1)) p;
        is_end := coalesce(cardinality(found.posts), 0) < 10 * (limit_in + 1);
        shown := shown || internal.feed_shown(viewer_in, coalesce(found.posts, '{}'));
        exit when is_end or cardinality(shown) > limit_in or (round >= 5 and shown <> '{}');
        mark_at := found.at; mark_id := found.id;
    end loop;
    if cardinality(shown) > limit_in then
        shown := shown[:limit_in];
        is_end := false;
        select p.published_at, p.id into mark_at, mark_id from public.posts p where p.id = shown[limit_in];
    else
        mark_at := found.at; mark_id := found.id;
    end if;
    perform internal.note_seen(viewer_in, shown);
    return internal.for_you_json(
        viewer_in, shown, array_fill('seen_before'::text, array[cardinality(shown)]),
        array_fill(null::text, array[cardinality(shown)]),
        case when not is_end then internal.cursor_encode(
            'for_you.seen.' || (extract(epoch from mark_at) * 1000000)::bigint || '.' || mark_id) end);
end $$;
comment on function internal.seen_before_page(uuid, timestamptz, uuid, int) is
    'What a for-you feed shows whom nothing unseen is left: the newest posts before a mark that they may see, whether they saw them or not.';
