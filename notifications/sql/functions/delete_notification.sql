create or replace function api.delete_notification(notification_in uuid) returns void
language plpgsql volatile
as $$
begin
    delete from notification_actors a where a.notification_id = notification_in;
    delete from notifications n where n.id = notification_in and n.user_id = viewer_id();
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function api.delete_notification(uuid) is 'Removes a notification from the viewer''s list.';
grant execute on function api.delete_notification(uuid) to topin_user;
