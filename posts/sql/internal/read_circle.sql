create or replace function internal.read_circle(viewer_in uuid, circle_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    mark record := internal.cursor_read('circle', cursor_in);
    found uuid[];
    kept uuid[] := '{}';
begin
    -- Muted words make holes, which older posts fill; a feed that is nearly all holes is read on by the next page.
    for round in 1..5 loop
        found := internal.circle_posts(viewer_in, circle_in, mark.at, mark.id, limit_in + 1);
        kept := kept || internal.without_muted_words(viewer_in, found[:limit_in]);
        exit when cardinality(kept) >= limit_in or cardinality(found) <= limit_in;
        select p.published_at as at, p.id into mark from public.posts p where p.id = found[limit_in];
    end loop;
    return json_build_object(
        'items', coalesce((select json_agg(p.post order by p.place) from internal.posts_json(viewer_in, kept[:limit_in]) p), '[]'),
        -- Behind the last one shown where more of them are left, else behind the last one that was looked at.
        'next_cursor', (
            select internal.cursor_after('circle', p.published_at, p.id) from public.posts p
             where p.id = case when cardinality(kept) > limit_in then kept[limit_in]
                               when cardinality(found) > limit_in then found[limit_in] end));
end $$;
comment on function internal.read_circle(uuid, uuid, int, text) is
    'A page of a circle''s feed, newest first, without words that the viewer hides. The caller has asked who may read it.';
