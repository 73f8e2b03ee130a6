-- security definer: the people in it go along, also those whom the viewer does not see any more.
create or replace function api.delete_notification(notification_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not exists (select from public.notifications n where n.id = notification_in and n.user_id = api.viewer_id() for update) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    delete from public.notification_actors a where a.notification_id = notification_in;
    delete from public.notifications n where n.id = notification_in;
end $$;
comment on function api.delete_notification(uuid) is 'Removes a notification from the viewer''s list.';
grant execute on function api.delete_notification(uuid) to topin_user;
