create or replace function api.get_archive(export_in uuid) returns json
language sql stable
as $$
    select json_build_object('name', e.name, 'made_at', internal.rfc3339(e.ready_at), 'expired', e.expires_at <= now())
      from data_exports e where e.id = export_in and e.status in ('ready', 'expired')
$$;
comment on function api.get_archive(uuid) is
    'Where a finished archive lies, for whoever came with its signed address; null when there is none, expired when there was.';
grant execute on function api.get_archive(uuid) to topin_worker;
