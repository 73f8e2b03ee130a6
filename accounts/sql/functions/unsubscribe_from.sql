-- security definer: a signed link of a mail speaks for a member who is not signed in, and may change this alone.
create or replace function api.unsubscribe_from(user_in uuid, what_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    off jsonb := case what_in when 'digest' then '{"digest": "off"}'
        else jsonb_build_object('kinds', jsonb_build_object(what_in, '{"email": false}'::jsonb)) end;
begin
    if what_in <> 'digest' and not internal.notification_defaults() -> 'kinds' ? what_in then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    update public.user_settings s
       set notifications = internal.merge_deep(s.notifications, off), updated_at = clock_timestamp()
     where s.user_id = user_in
       and not internal.merge_deep(internal.notification_defaults(), s.notifications) @> off;
    if found then
        perform internal.event_record('settings_changed', user_in, '{"section": "notifications"}');
    end if;
end $$;
comment on function api.unsubscribe_from(uuid, text) is
    'Ends mails of one kind to a member, or their digest; once is as good as twice. Nothing happens to those who are gone.';
grant execute on function api.unsubscribe_from(uuid, text) to topin_worker;
