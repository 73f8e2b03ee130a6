-- security definer: bans are read through here only, by owner and moderators.
create or replace function api.get_circle_bans(circle_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('circle_bans', cursor_in);
    page json;
begin
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    with found as (
        select b.created_at as at, b.user_id as id, p as profile
          from public.circle_bans b join internal.listed_profiles(api.viewer_id()) p on p.user_id = b.user_id
         where b.circle_id = circle_in and (b.created_at, b.user_id) < (mark.at, mark.id)
         order by b.created_at desc, b.user_id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(profile)::jsonb
                               || jsonb_build_object('banned_at', internal.rfc3339(at)) order by at desc, id desc)
                             from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('circle_bans', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_circle_bans(uuid, int, text) is
    'A page of those who were banned from a circle, newest first, for its owner and moderators, as far as they exist for the viewer.';
grant execute on function api.get_circle_bans(uuid, int, text) to topin_user;
