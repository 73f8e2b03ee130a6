create or replace function api.get_blocked_members(limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    mark record := internal.cursor_read('blocked', cursor_in);
    page json;
begin
    with found as (
        select r.created_at as at, r.blocked_id as id, p as profile
          from blocked_users r join profiles p on p.user_id = r.blocked_id
         where r.blocker_id = viewer_id() and (r.created_at, r.blocked_id) < (mark.at, mark.id) and not p.is_hidden
         order by r.created_at desc, r.blocked_id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.blocked_json(profile, at) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('blocked', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_blocked_members(int, text) is
    'A page of those whom the viewer blocked, newest first, as far as they exist.';
grant execute on function api.get_blocked_members(int, text) to topin_user;
