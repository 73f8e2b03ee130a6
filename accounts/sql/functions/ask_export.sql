create or replace function api.ask_export() returns json
language plpgsql volatile
as $$
declare
    export data_exports;
begin
    -- One open archive a member: two requests at once are one. It may be done before it is read: then ask anew.
    loop
        insert into data_exports (user_id) values (viewer_id())
        on conflict (user_id) where status in ('queued', 'running') do nothing returning * into export;
        if found then
            perform internal.event_record('export_asked', viewer_id(), jsonb_build_object('export_id', export.id));
            exit;
        end if;
        select e.* into export from data_exports e where e.user_id = viewer_id() and e.status in ('queued', 'running');
        exit when found;
    end loop;
    return json_build_object('id', export.id, 'status', export.status);
end $$;
comment on function api.ask_export() is 'Asks for an archive of all that is held about the viewer; while one is open, it is that one. Returns {id, status}.';
grant execute on function api.ask_export() to topin_user;
