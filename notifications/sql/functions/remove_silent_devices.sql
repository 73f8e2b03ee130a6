-- security definer: devices are written by functions alone.
create or replace function api.remove_silent_devices(before_in timestamptz, limit_in int) returns bigint
language sql volatile security definer set search_path = ''
as $$
    select count(*) from (
        select d.id from public.devices d where d.last_seen_at < before_in order by d.last_seen_at limit limit_in) silent
     cross join lateral api.drop_device(silent.id, null, 'device_gone')
$$;
comment on function api.remove_silent_devices(timestamptz, int) is
    'Forgets devices that nobody registered or came from since a time. Returns how many.';
grant execute on function api.remove_silent_devices(timestamptz, int) to topin_worker;
