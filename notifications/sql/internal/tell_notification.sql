create or replace function internal.tell_notification(
    user_in uuid, kind_in text, notification_in uuid, subject_type_in text, subject_in uuid, key_in text, is_listed_in boolean
) returns void
language plpgsql volatile
as $$
begin
    if is_listed_in then
        perform internal.stream_append(user_in, 'notification.created', jsonb_build_object('notification_id', notification_in));
    end if;
    if kind_in <> 'message_request' then  -- it stands in the list and never rings
        perform internal.ring(user_in, kind_in, notification_in, subject_type_in, subject_in, key_in);
    end if;
end $$;
comment on function internal.tell_notification(uuid, text, uuid, text, uuid, text, boolean) is
    'Brings a notification to the member: to open clients where it stands in the list, and by push and mail.';
grant execute on function internal.tell_notification(uuid, text, uuid, text, uuid, text, boolean) to topin_worker;
