create or replace function api.get_reports(limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    mark record := internal.cursor_read('reports', cursor_in);
    page json;
begin
    with found as (
        select r.id, r.created_at as at from message_reports r
         where r.reporter_id = viewer_id() and r.id < mark.id order by r.id desc limit limit_in + 1
    ), shown as (
        select * from found order by id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.message_report_json(id) order by id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('reports', at, id) from shown order by id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_reports(int, text) is 'A page of what the viewer reported, newest first, with what came of it.';
grant execute on function api.get_reports(int, text) to topin_user;
