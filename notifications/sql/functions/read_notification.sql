create or replace function api.read_notification(notification_in uuid) returns void
language plpgsql volatile
as $$
begin
    perform internal.lock_members(array[viewer_id()]);
    update notifications n set read_at = now() where n.id = notification_in and n.user_id = viewer_id() and n.read_at is null;
    if found then
        perform internal.stream_append(viewer_id(), 'notifications.read',
            jsonb_build_object('up_to', null, 'notification_id', notification_in));
    elsif not exists (select from notifications n where n.id = notification_in and n.user_id = viewer_id()) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function api.read_notification(uuid) is 'Marks a notification of the viewer as read; their other devices are told.';
grant execute on function api.read_notification(uuid) to topin_user;
