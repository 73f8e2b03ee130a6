-- security definer: channels are written by functions alone, here by administrators.
create or replace function api.open_push_channel(name_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not internal.is_administrator(api.viewer_id()) then
        perform internal.refuse('TP403', 'Only administrators open channels.', 'forbidden');
    end if;
    update public.push_channels c
       set is_off = false, stopped_at = null, stop_reason = '', paused_until = null, faults = 0, changed_at = now()
     where c.name = name_in and internal.push_channel_state(c) <> 'open';
    if not found then
        perform internal.refuse('TP409', 'This channel is open already.', 'already_open');
    end if;
    perform api.audit_record('push_channel_opened', 'push_channel', null, pg_catalog.jsonb_build_object('channel', name_in));
end $$;
comment on function api.open_push_channel(text) is
    'What waits for a channel that was switched off, stopped or paused goes out again, as if it had never had a fault. Administrators only, audited.';
grant execute on function api.open_push_channel(text) to topin_staff;
