create or replace function api.get_export(export_in uuid) returns json
language plpgsql stable
as $$
declare
    export data_exports;
begin
    select * into export from data_exports e where e.id = export_in and e.user_id = viewer_id();
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return internal.export_json(export);
end $$;
comment on function api.get_export(uuid) is 'One of the viewer''s own archives and how far it is.';
grant execute on function api.get_export(uuid) to topin_user;
