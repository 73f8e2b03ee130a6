-- security definer: reads through internal.home_posts*, which apply the rule of visibility themselves.
create or replace function api.get_visible_posts_for_user(viewer_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
    if viewer_in is distinct from api.viewer_id() then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return internal.read_feed('home', viewer_in, null, limit_in, cursor_in);
end $$;
comment on function api.get_visible_posts_for_user(uuid, int, text) is
    'A page of the viewer''s home feed: own posts and those of people they follow and did not mute, without words that they hide, newest first.';
grant execute on function api.get_visible_posts_for_user(uuid, int, text) to topin_user;
