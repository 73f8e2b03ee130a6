-- security definer: the words of posts have no policies, and who sees the posts is asked for many at once.
create or replace function api.search_newest_posts(
    words_in text, wide_in text, author_in text, limit_in int, cursor_in text, walk_in int, looked_in int
) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('search_newest', cursor_in);
    found record;
    kept record;
    posts uuid[];
begin
    if words_in = '' and author_in = '' then
        return json_build_object('items', '[]'::json, 'next_cursor', null);
    end if;
    kept := internal.find_visible(api.viewer_id(), internal.asked_words(words_in, author_in), internal.asked_words(wide_in, author_in),
                                  mark.at, mark.id, limit_in + 1, walk_in, looked_in);
    posts := kept.ids[:limit_in];
    return json_build_object(
        'items', coalesce((select json_agg(p.post order by p.place) from internal.posts_json(api.viewer_id(), posts) p), '[]'),
        'next_cursor', case when cardinality(kept.ids) > limit_in
            then internal.cursor_after('search_newest', kept.ats[limit_in], kept.ids[limit_in])
            when not kept.ended then internal.cursor_after('search_newest', kept.last_at, kept.last_id) end);
end $$;
comment on function api.search_newest_posts(text, text, text, int, text, int, int) is
    'A page of the posts with some words (tsquery; wide_in: what such posts have at least) by an author (a handle; empty: by all) that the viewer may see, newest first. The walk_in newest posts are read, then by index; a page that had to look at looked_in is shorter, and the next one reads on.';
grant execute on function api.search_newest_posts(text, text, text, int, text, int, int) to topin_anon, topin_user, topin_staff;
