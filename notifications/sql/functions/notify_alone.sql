create or replace function api.notify_alone(user_in uuid, kind_in text, subject_type_in text, subject_in uuid) returns uuid
language plpgsql volatile
as $$
declare
    made uuid;
    moment timestamptz;
    is_listed boolean := internal.notification_setting(user_in, kind_in, 'in_app');
    key text := kind_in || ':' || subject_in;
begin
    perform internal.lock_members(array[user_in]);
    moment := clock_timestamp();  -- as api.notify_of_crowd does
    if not exists (select from profiles p where p.user_id = user_in) then
        return null;
    end if;
    insert into notifications (user_id, kind, subject_type, subject_id, group_key, in_app, updated_at, told_at)
    values (user_in, kind_in, subject_type_in, subject_in, key, is_listed, moment, moment) returning id into made;
    perform internal.tell_notification(user_in, kind_in, made, subject_type_in, subject_in, key, is_listed);
    return made;
end $$;
comment on function api.notify_alone(uuid, text, text, uuid) is
    'Tells a member what no other member did (a decision, a sign-in): a notification without actors. Null when they are gone.';
grant execute on function api.notify_alone(uuid, text, text, uuid) to topin_worker;
