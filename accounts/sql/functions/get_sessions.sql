create or replace function api.get_sessions(limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    mark record := internal.cursor_read('sessions', cursor_in);
    page json;
begin
    with found as (
        select * from user_sessions
         where user_id = viewer_id() and (created_at, id) < (mark.at, mark.id)
         order by created_at desc, id desc limit limit_in + 1
    ), shown as (
        select * from found order by created_at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((
            select json_agg(json_build_object(
                'id', id, 'created_at', internal.rfc3339(created_at), 'last_seen_at', internal.rfc3339(last_seen_at),
                'ip', ip, 'user_agent', user_agent, 'current', id = viewer_session_id()
            ) order by created_at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('sessions', created_at, id) from shown order by created_at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_sessions(int, text) is 'A page of the viewer''s own sessions, newest first.';
grant execute on function api.get_sessions(int, text) to topin_user;
