create or replace function api.note_export(export_in uuid, try_in int, progress_in int, lease_in interval) returns boolean
language plpgsql volatile
as $$
begin
    -- The number of the try is the fence: who lost the lease to another worker notes nothing any more.
    update data_exports e set progress = progress_in, leased_until = clock_timestamp() + lease_in
     where e.id = export_in and e.tries = try_in and e.status = 'running';
    return found;
end $$;
comment on function api.note_export(uuid, int, int, interval) is
    'How far an archive is (per cent), and a longer lease; false when it is not this try''s any more.';
grant execute on function api.note_export(uuid, int, int, interval) to topin_worker;
