-- security definer: reads reposts and comments of others, and asks who sees their posts for a whole page at once.
create or replace function api.get_posts_of_member(user_in uuid, limit_in int, cursor_in text, with_in text default null) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
    perform internal.require_profile(user_in);
    return internal.walk_feed(coalesce(with_in, 'member'), api.viewer_id(), user_in, '', limit_in, cursor_in);
end $$;
comment on function api.get_posts_of_member(uuid, int, text, text) is
    'A page of a member''s list as the viewer may see it: pinned posts, then posts and reposts, newest first; with `replies` the posts on which they commented, with `media` the own posts that have any, newest first. Refuses where the profile is limited.';
grant execute on function api.get_posts_of_member(uuid, int, text, text) to topin_anon, topin_user, topin_staff;
