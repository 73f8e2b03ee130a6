create or replace function api.get_muted_members(limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    mark record := internal.cursor_read('muted', cursor_in);
    page json;
begin
    with found as (
        select r.created_at as at, r.muted_id as id, p as profile
          from mutes r join profiles p on p.user_id = r.muted_id
         where r.muter_id = viewer_id() and (r.created_at, r.muted_id) < (mark.at, mark.id) and not p.is_hidden
         order by r.created_at desc, r.muted_id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.muted_json(profile, at) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('muted', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_muted_members(int, text) is
    'A page of those whom the viewer muted, newest first, as far as they exist for the viewer (policy of profiles).';
grant execute on function api.get_muted_members(int, text) to topin_user;
