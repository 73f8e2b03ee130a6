-- security definer: devices are written by functions alone.
create or replace function api.move_device(device_in uuid, environment_in text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
    update public.devices set environment = environment_in where id = device_in and environment <> environment_in;
    return found;
end $$;
comment on function api.move_device(uuid, text) is 'A token turned out to be of the other environment of its provider.';
grant execute on function api.move_device(uuid, text) to topin_worker;
