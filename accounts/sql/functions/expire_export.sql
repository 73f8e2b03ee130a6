create or replace function api.expire_export(export_in uuid) returns void
language sql volatile
as $$ update data_exports e set status = 'expired', name = '' where e.id = export_in and e.status = 'ready' $$;
comment on function api.expire_export(uuid) is 'Notes that the file of an outdated archive is deleted.';
grant execute on function api.expire_export(uuid) to topin_worker;
