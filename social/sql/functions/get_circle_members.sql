-- security definer: leaves out people by blocks that the viewer may not read.
create or replace function api.get_circle_members(circle_in uuid, role_in text, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
    if not internal.can_read_circle(api.viewer_id(), circle_in) then
        perform internal.require_circle_role(circle_in, 'owner', 'moderator', 'member');
    end if;
    return internal.circle_people_page('circle_members', circle_in, role_in, limit_in, cursor_in);
end $$;
comment on function api.get_circle_members(uuid, text, int, text) is
    'A page of the members of a circle (role_in: of one role; null: all), newest first, as far as they exist for the viewer. Of private circles for members only.';
grant execute on function api.get_circle_members(uuid, text, int, text) to topin_user;
