create or replace function internal.drop_reason(delivery_in public.notification_deliveries) returns text
language plpgsql stable
as $$
declare
    note public.notifications;
begin
    if delivery_in.expires_at <= now() then
        return 'expired';
    elsif not internal.notification_setting(delivery_in.user_id, delivery_in.kind, delivery_in.channel) then
        return 'switched_off';
    elsif not exists (select from public.profiles p where p.user_id = delivery_in.user_id and not p.is_hidden) then
        return 'receiver_gone';
    elsif delivery_in.channel = 'push' and not exists (
        select from public.devices d where d.id = delivery_in.device_id and d.user_id = delivery_in.user_id
           and (d.session_id is null or api.session_is_live(d.user_id, d.session_id))) then
        return 'device_gone';
    elsif delivery_in.kind = 'message' then
        return case when not internal.is_message_unread(delivery_in.user_id, delivery_in.subject_id) then 'read' end;
    elsif delivery_in.notification_id is null then
        return null;
    end if;
    select * into note from public.notifications n where n.id = delivery_in.notification_id;
    return case when note.id is null then 'withdrawn'
                when note.read_at is not null then 'read'
                when not internal.is_notification_shown(note) then 'not_shown' end;
end $$;
comment on function internal.drop_reason(notification_deliveries) is
    'Why a delivery must not go out now, or ever; null when it may: too late, switched off, nobody there, read first, undone, about what the receiver may not see.';
grant execute on function internal.drop_reason(notification_deliveries) to topin_worker;
