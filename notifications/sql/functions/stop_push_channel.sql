-- security definer: channels are written by functions alone.
create or replace function api.stop_push_channel(name_in text, reason_in text, device_in uuid default null) returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
    was_open boolean;
begin
    -- A browser that subscribed with a key that is not ours is refused as if our credentials were wrong: a device that was never
    -- reached proves nothing while others of its channel are.
    if name_in like 'webpush:%'
       and exists (select from public.devices d where d.id = device_in and d.reached_at is null)
       and exists (select from public.push_channels c where c.name = name_in and c.reached_at > now() - interval '1 hour') then
        return 'device';
    end if;
    insert into public.push_channels as c (name, stopped_at, stop_reason) values (name_in, now(), left(reason_in, 500))
    on conflict (name) do update set stopped_at = coalesce(c.stopped_at, excluded.stopped_at), stop_reason = excluded.stop_reason,
        changed_at = now()
    returning stopped_at = now() into was_open;
    if was_open then
        perform internal.event_record('push_channel_stopped', null, pg_catalog.jsonb_build_object('channel', name_in));
    end if;
    return case when was_open then 'stopped' else 'known' end;
end $$;
comment on function api.stop_push_channel(text, text, uuid) is
    'Our credentials are refused: nothing goes out by this channel until an operator opens it again; all waits, every token stays. Says stopped, known (it was already), or device: only the device that was refused is at fault.';
grant execute on function api.stop_push_channel(text, text, uuid) to topin_worker;
