create or replace function internal.drop_reason(delivery_in public.notification_deliveries) returns text
language plpgsql stable
as $$
declare
    note public.notifications;
begin
    if delivery_in.expires_at <= now() then
        return 'expired';
    elsif not (case delivery_in.kind when 'digest' then internal.wants_digest(delivery_in.user_id)
               else internal.notification_setting(delivery_in.user_id, delivery_in.kind, delivery_in.channel) end) then
        return 'switched_off';
    elsif not exists (select from public.profiles p where p.user_id = delivery_in.user_id and not p.is_hidden) then
        return 'receiver_gone';
    elsif delivery_in.channel = 'email' and not internal.has_mailbox(delivery_in.user_id) then
        return 'no_address';
    elsif delivery_in.channel = 'push' and not exists (
        select from public.devices d where d.id = delivery_in.device_id and d.user_id = delivery_in.user_id
           and (d.session_id is null or api.session_is_live(d.user_id, d.session_id))) then
        return 'device_gone';
    elsif delivery_in.kind = 'message' then
        return case when not internal.is_message_unread(delivery_in.user_id, delivery_in.subject_id) then 'read' end;
    elsif delivery_in.kind = 'digest' then
        return case when not exists (
            select from internal.digest_notifications(delivery_in.user_id, internal.digest_since(delivery_in), delivery_in.created_at))
            then 'read' end;
    elsif delivery_in.notification_id is null then
        return null;
    end if;
    select * into note from public.notifications n where n.id = delivery_in.notification_id;
    return case when note.id is null then 'withdrawn'
                when note.read_at is not null then 'read'
                when not internal.is_notification_shown(note) then 'not_shown' end;
end $$;
comment on function internal.drop_reason(notification_deliveries) is
    'Why a delivery must not go out now, or ever; null when it may: too late, switched off, nobody there, no address, read first, undone, about what the receiver may not see.';
grant execute on function internal.drop_reason(notification_deliveries) to topin_worker;
