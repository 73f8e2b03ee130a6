create or replace function api.notify_alone(user_in uuid, kind_in text, subject_type_in text, subject_in uuid) returns uuid
language plpgsql volatile
as $$
declare
    made uuid;
begin
    perform internal.lock_members(array[user_in]);
    if exists (select from user_settings s
                where s.user_id = user_in and s.notifications #> array['kinds', kind_in, 'in_app'] = 'false') then
        return null;
    end if;
    insert into notifications (user_id, kind, subject_type, subject_id, group_key)
    values (user_in, kind_in, subject_type_in, subject_in, kind_in || ':' || subject_in) returning id into made;
    perform internal.stream_append(user_in, 'notification.created', jsonb_build_object('notification_id', made));
    return made;
end $$;
comment on function api.notify_alone(uuid, text, text, uuid) is
    'Tells a member what no other member did (a decision, a sign-in): a notification without actors. Null when they are not to be told.';
grant execute on function api.notify_alone(uuid, text, text, uuid) to topin_worker;
