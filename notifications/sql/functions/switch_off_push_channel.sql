-- security definer: channels are written by functions alone, here by administrators.
create or replace function api.switch_off_push_channel(name_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
begin
    if not internal.is_administrator(api.viewer_id()) then
        perform internal.refuse('TP403', 'Only administrators switch channels off.', 'forbidden');
    elsif name_in !~ '^(email|fcm|apns|webpush|webpush:https?://[^/]{1,255})$' then
        perform internal.refuse('TP404', 'There is no such channel.');
    end if;
    insert into public.push_channels as c (name, is_off) values (name_in, true)
    on conflict (name) do update set is_off = true, changed_at = now() where not c.is_off;
    if not found then
        perform internal.refuse('TP409', 'This channel is switched off already.', 'already_off');
    end if;
    perform api.audit_record('push_channel_switched_off', 'push_channel', null, pg_catalog.jsonb_build_object('channel', name_in));
end $$;
comment on function api.switch_off_push_channel(text) is
    'Nothing goes out by a channel (webpush: to any browser) until an administrator opens it; what waits, waits until it expires. Audited.';
grant execute on function api.switch_off_push_channel(text) to topin_staff;
