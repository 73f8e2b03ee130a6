-- security definer: devices are written by functions alone.
create or replace function api.remove_device(device_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not exists (select from public.devices d where d.id = device_in and d.user_id = api.viewer_id()) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    perform api.drop_device(device_in, null, 'device_gone');
end $$;
comment on function api.remove_device(uuid) is 'Ends pushes to a device of the viewer.';
grant execute on function api.remove_device(uuid) to topin_user;
