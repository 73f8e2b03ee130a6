-- security definer: requests are read through here only, by owner and moderators.
create or replace function api.get_circle_requests(circle_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    return internal.circle_people_page('circle_requests', circle_in, null, limit_in, cursor_in);
end $$;
comment on function api.get_circle_requests(uuid, int, text) is
    'A page of those who asked to join a circle, newest first, for its owner and moderators, as far as they exist for the viewer.';
grant execute on function api.get_circle_requests(uuid, int, text) to topin_user;
