-- security definer: devices are written by functions alone.
create or replace function api.drop_device(device_in uuid, registered_before_in timestamptz, reason_in text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
begin
    -- A token may come back: what its provider says of an earlier registration is not about this one.
    delete from public.devices where id = device_in and registered_at <= coalesce(registered_before_in, 'infinity');
    if not found then
        return false;
    end if;
    update public.notification_deliveries set state = 'dropped', reason = reason_in, ended_at = now(), leased_until = null
     where device_id = device_in and state = 'waiting';
    return true;
end $$;
comment on function api.drop_device(uuid, timestamptz, text) is
    'Forgets a device whose provider says that it is gone, unless it was registered again since; what waits for it is dropped.';
grant execute on function api.drop_device(uuid, timestamptz, text) to topin_worker;
