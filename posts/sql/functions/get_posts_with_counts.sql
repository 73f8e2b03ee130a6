-- security definer: asks once who is left out for this viewer, instead of row by row.
create or replace function api.get_posts_with_counts(circle_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
    if not internal.can_read_circle(api.viewer_id(), circle_in) then
        perform internal.require_circle_role(circle_in, 'owner', 'moderator', 'member');
    end if;
    return internal.read_circle(api.viewer_id(), circle_in, limit_in, cursor_in);
end $$;
comment on function api.get_posts_with_counts(uuid, int, text) is
    'A page of a circle''s posts, newest first, without words that the viewer hides; refuses outsiders where the circle is not public.';
grant execute on function api.get_posts_with_counts(uuid, int, text) to topin_anon, topin_user, topin_staff;
