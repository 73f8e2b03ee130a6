-- security definer: reads through internal.home_posts*, which apply the rule of visibility themselves.
create or replace function api.get_visible_posts_for_user(viewer_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('home', cursor_in);
    found uuid[];
    kept uuid[] := '{}';
begin
    if viewer_in is distinct from api.viewer_id() then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    -- Muted words make holes, which older posts fill; a feed that is nearly all holes is read on by the next page.
    for round in 1..5 loop
        found := internal.newest_home_posts(viewer_in, mark.at, mark.id, limit_in + 1);
        kept := kept || internal.without_muted_words(viewer_in, found[:limit_in]);
        exit when cardinality(kept) >= limit_in or cardinality(found) <= limit_in;
        select p.published_at as at, p.id into mark from public.posts p where p.id = found[limit_in];
    end loop;
    return internal.feed_page('home', viewer_in, kept, found, limit_in);
end $$;
comment on function api.get_visible_posts_for_user(uuid, int, text) is
    'A page of the viewer''s home feed: own posts and those of people they follow and did not mute, without words that they hide, newest first.';
grant execute on function api.get_visible_posts_for_user(uuid, int, text) to topin_user;
