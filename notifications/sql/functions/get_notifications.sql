create or replace function api.get_notifications(limit_in int, cursor_in text, kinds_in text[], unread_in boolean) returns json
language plpgsql stable
as $$
declare
    mark record := internal.cursor_read('notifications', cursor_in);
    page json;
begin
    with found as (
        select n as row, n.updated_at as at, n.id
          from notifications n
         where n.user_id = viewer_id() and n.in_app and (n.updated_at, n.id) < (mark.at, mark.id)
           and (kinds_in is null or n.kind = any(kinds_in)) and (not unread_in or n.read_at is null)
           and internal.is_notification_shown(n)
         order by n.updated_at desc, n.id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.notification_json(row) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('notifications', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_notifications(int, text, text[], boolean) is
    'A page of the viewer''s notifications, newest first; kinds_in null: all kinds, unread_in: only what waits.';
grant execute on function api.get_notifications(int, text, text[], boolean) to topin_user;
