-- security definer: reads through internal.home_posts*, which apply the rule of visibility themselves.
create or replace function api.get_visible_posts_for_user(viewer_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('home', cursor_in);
    page record;
begin
    if viewer_in is distinct from api.viewer_id() then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    select '{}'::uuid[] as kept into page;
    -- Muted words make holes, which older posts fill; a feed that is nearly all holes is read on by the next page.
    for round in 1..5 loop
        select * into page from internal.feed_round(viewer_in,
            internal.newest_home_posts(viewer_in, mark.at, mark.id, limit_in + 1), limit_in, page.kept);
        exit when page.is_done;
        select p.published_at as at, p.id into mark from public.posts p where p.id = page.last_id;
    end loop;
    return internal.feed_page('home', viewer_in, page.kept, page.last_id);
end $$;
comment on function api.get_visible_posts_for_user(uuid, int, text) is
    'A page of the viewer''s home feed: own posts and those of people they follow and did not mute, without words that they hide, newest first.';
grant execute on function api.get_visible_posts_for_user(uuid, int, text) to topin_user;
