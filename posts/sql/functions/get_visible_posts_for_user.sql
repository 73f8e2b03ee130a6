-- security definer: reads through internal.home_posts*, which apply the rule of visibility themselves.
create or replace function api.get_visible_posts_for_user(viewer_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('home', cursor_in);
    found uuid[];
begin
    if viewer_in is distinct from api.viewer_id() then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    if internal.follows_many(viewer_in) then
        found := internal.home_posts_by_time(viewer_in, mark.at, mark.id, limit_in + 1);
    end if;
    if found is null or cardinality(found) <= limit_in then
        found := internal.home_posts(viewer_in, mark.at, mark.id, limit_in + 1);
    end if;
    return internal.posts_page('home', viewer_in, found, limit_in);
end $$;
comment on function api.get_visible_posts_for_user(uuid, int, text) is
    'A page of the viewer''s home feed: own posts and those of people they follow and did not mute, newest first.';
grant execute on function api.get_visible_posts_for_user(uuid, int, text) to topin_user;
