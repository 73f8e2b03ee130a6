-- security definer: devices are written by functions alone.
create or replace function api.remove_devices_of_session(session_in uuid) returns bigint
language sql volatile security definer set search_path = ''
as $$
    select count(*) from public.devices d cross join lateral api.drop_device(d.id, null, 'device_gone')
     where d.session_id = session_in
$$;
comment on function api.remove_devices_of_session(uuid) is 'Whoever signed out is rung there no more. Returns how many devices it was.';
grant execute on function api.remove_devices_of_session(uuid) to topin_worker;
