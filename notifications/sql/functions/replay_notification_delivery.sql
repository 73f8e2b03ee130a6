-- security definer: deliveries are written by functions alone.
create or replace function api.replay_notification_delivery(delivery_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
begin
    -- What a provider accepted is never sent again. All that forbids it to go out is asked anew when it does.
    update public.notification_deliveries
       set state = 'waiting', reason = '', tries = 0, next_try_at = now(), expires_at = now() + internal.wanted_for(channel), ended_at = null
     where id = delivery_in and state in ('dropped', 'failed');
    if not found then
        perform internal.refuse('TP409', 'Only what was dropped or failed can be sent again.', 'not_failed');
    end if;
    perform api.audit_record('notification_delivery_replayed', 'notification_delivery', delivery_in);
exception when unique_violation then
    perform internal.refuse('TP409', 'Another one of the same group waits there already, and tells of this too.', 'waits_already');
end $$;
comment on function api.replay_notification_delivery(uuid) is
    'Gives a delivery that was dropped or failed its tries and its time back. Audited.';
grant execute on function api.replay_notification_delivery(uuid) to topin_staff;
