-- security definer: reads through internal.home_shown, which applies the rule of visibility itself.
create or replace function api.get_visible_posts_for_user(viewer_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
    if viewer_in is distinct from api.viewer_id() then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return internal.read_home(viewer_in, limit_in, cursor_in);
end $$;
comment on function api.get_visible_posts_for_user(uuid, int, text) is
    'A page of the viewer''s home feed: own posts, posts and reposts of people they follow and did not mute, and posts of their circles, without words that they hide, newest first.';
grant execute on function api.get_visible_posts_for_user(uuid, int, text) to topin_user;
