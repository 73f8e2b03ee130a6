-- security definer: the feed has no policies; what of it may be shown is asked for a whole page at once.
create or replace function api.get_for_you(limit_in int, cursor_in text, length_in int, stale_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.for_you_cursor_read(cursor_in);
    is_made boolean;
    taken record;
    posts uuid[] := '{}';
    codes text[] := '{}';
    abouts text[] := '{}';
begin
    if mark.at is not null then
        return internal.seen_before_page(me, mark.at, mark.id, limit_in);
    end if;
    -- Cursors are written by clients: what a post is about that the viewer was never shown is not theirs to find out.
    mark.last := array(
        select l.id from pg_catalog.unnest(mark.last) with ordinality l (id, place)
         where exists (select from public.feed_seen s where s.user_id = me and s.post_id = l.id) order by l.place);
    is_made := internal.hold_feed(me, length_in, stale_in);
    loop
        taken := internal.take_feed(me, mark.last || posts, limit_in - pg_catalog.cardinality(posts));
        perform internal.note_seen(me, taken.posts);
        posts := posts || taken.posts;
        codes := codes || taken.codes;
        abouts := abouts || taken.abouts;
        exit when is_made or pg_catalog.cardinality(posts) = limit_in;
        -- It runs low.
        perform internal.make_feed(me, length_in);
        is_made := true;
    end loop;
    if posts = '{}' and coalesce(cursor_in, '') = '' then
        return internal.seen_before_page(me, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit_in);
    end if;
    return internal.for_you_json(
        me, posts, codes, abouts,
        case when pg_catalog.cardinality(posts) = limit_in then internal.for_you_cursor_after(mark.last || posts) end);
end $$;
comment on function api.get_for_you(int, text, int, int) is
    'The next page of the viewer''s for-you feed, which they have seen from now on: nothing stands in it twice in seven days, whatever the cursor. length_in posts are worked out ahead, anew after stale_in seconds. When nothing unseen is left, the first page and those after it show the newest posts again.';
grant execute on function api.get_for_you(int, text, int, int) to topin_user;
