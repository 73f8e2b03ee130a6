-- security definer: requests are read through here only, by owner and moderators.
create or replace function api.get_circle_requests(circle_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('circle_requests', cursor_in);
    page json;
begin
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    with found as (
        select r.created_at as at, r.user_id as id, p as profile
          from public.circle_requests r join internal.listed_profiles(api.viewer_id()) p on p.user_id = r.user_id
         where r.circle_id = circle_in and (r.created_at, r.user_id) < (mark.at, mark.id)
         order by r.created_at desc, r.user_id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(profile)::jsonb
                               || jsonb_build_object('requested_at', internal.rfc3339(at)) order by at desc, id desc)
                             from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('circle_requests', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_circle_requests(uuid, int, text) is
    'A page of those who asked to join a circle, newest first, for its owner and moderators, as far as they exist for the viewer.';
grant execute on function api.get_circle_requests(uuid, int, text) to topin_user;
