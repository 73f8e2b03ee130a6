create or replace function api.withdraw_notification(user_in uuid, kind_in text, actor_in uuid, subject_in uuid) returns void
language plpgsql volatile
as $$
begin
    perform internal.lock_members(array[user_in]);
    if internal.fact_stands(kind_in, user_in, actor_in, subject_in) then
        return;  -- undone and done again before this reader came
    end if;
    delete from notification_actors a using notifications n
     where n.id = a.notification_id and a.actor_id = actor_in
       and n.user_id = user_in and n.group_key = kind_in || ':' || subject_in and n.read_at is null;
    delete from notifications n
     where n.user_id = user_in and n.group_key = kind_in || ':' || subject_in and n.read_at is null
       and not exists (select from notification_actors a where a.notification_id = n.id);
end $$;
comment on function api.withdraw_notification(uuid, text, uuid, uuid) is
    'Takes somebody out of the unread notifications about what they have undone; the last one takes the notification along.';
grant execute on function api.withdraw_notification(uuid, text, uuid, uuid) to topin_worker;
