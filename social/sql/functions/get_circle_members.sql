-- security definer: leaves out people by blocks that the viewer may not read.
create or replace function api.get_circle_members(circle_in uuid, role_in text, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('circle_members', cursor_in);
    page json;
begin
    if not internal.can_read_circle(api.viewer_id(), circle_in) then
        perform internal.require_circle_role(circle_in, 'owner', 'moderator', 'member');
    end if;
    with found as (
        select m.joined_at as at, m.user_id as id, m.role, p as profile
          from public.circle_members m join internal.listed_profiles(api.viewer_id()) p on p.user_id = m.user_id
         where m.circle_id = circle_in and (m.joined_at, m.user_id) < (mark.at, mark.id) and (role_in is null or m.role = role_in)
         order by m.joined_at desc, m.user_id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(profile)::jsonb
                               || jsonb_build_object('role', role, 'joined_at', internal.rfc3339(at)) order by at desc, id desc)
                             from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('circle_members', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_circle_members(uuid, text, int, text) is
    'A page of the members of a circle (role_in: of one role; null: all), newest first, as far as they exist for the viewer. Of private circles for members only.';
grant execute on function api.get_circle_members(uuid, text, int, text) to topin_user;
