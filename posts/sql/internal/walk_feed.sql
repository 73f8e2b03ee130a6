create or replace function internal.walk_feed(
    list_in text, viewer_in uuid, member_in uuid, tag_in text, limit_in int, cursor_in text
) returns json
language plpgsql stable
as $$
declare
    mark record;
    found record;
    looked int;
    trends bigint[] := '{}';
    ats timestamptz[] := '{}';
    ids uuid[] := '{}';
    posts uuid[] := '{}';
    bys uuid[] := '{}';
    kept uuid[] := '{}';
    ending int;
begin
    if list_in = 'explore' then
        select * into mark from internal.trend_cursor_read(cursor_in);
    else
        select null::timestamptz as ranked_at, 0::bigint as trend, c.at, c.id into mark from internal.cursor_read(list_in, cursor_in) c;
    end if;
    -- What the viewer does not see makes holes, which later posts fill; a list that is nearly all holes is read on
    -- by the next page, so that no page looks at more than about a thousand posts.
    for round in 1..5 loop
        looked := least((limit_in + 1) * round * round, greatest(limit_in + 1, 300));
        select array_agg(c.trend order by n) as trends, array_agg(c.at order by n) as ats, array_agg(c.id order by n) as ids,
               array_agg(c.post_id order by n) as posts, array_agg(c.by_id order by n) as bys
          into found
          from internal.feed_candidates(list_in, viewer_in, member_in, tag_in, mark.ranked_at, mark.trend, mark.at, mark.id, looked)
               with ordinality c (trend, at, id, post_id, by_id, n);
        exit when found.ids is null;
        trends := trends || found.trends; ats := ats || found.ats; ids := ids || found.ids;
        posts := posts || found.posts; bys := bys || found.bys;
        kept := kept || case list_in when 'tag' then internal.shown_in_feeds(viewer_in, found.posts)
                             when 'explore' then internal.without_muted_topics(
                                 viewer_in, internal.shown_in_feeds(viewer_in, found.posts), tag_in)
                             else internal.visible_among(viewer_in, found.posts) end;
        ending := case when cardinality(kept) > limit_in then array_position(posts, kept[limit_in])
                       when cardinality(found.ids) = looked then cardinality(ids) end;
        exit when cardinality(kept) > limit_in or ending is null;
        mark.trend := trends[ending]; mark.at := ats[ending]; mark.id := ids[ending];
    end loop;
    kept := kept[:limit_in];
    return json_build_object(
        'items', coalesce((select json_agg(p.post order by p.place) from internal.posts_json(viewer_in, kept, array(
            select bys[array_position(posts, k.id)] from unnest(kept) with ordinality k (id, n) order by k.n)) p), '[]'),
        'next_cursor', case
            when list_in = 'explore' then internal.trend_cursor_after(mark.ranked_at, trends[ending], ats[ending], ids[ending])
            else internal.cursor_after(list_in, ats[ending], ids[ending]) end);
end $$;
comment on function internal.walk_feed(text, uuid, uuid, text, int, text) is
    'A page of a list of posts (tag, explore, replies, media, member) as the viewer may see it. The caller has asked who may read the list.';
