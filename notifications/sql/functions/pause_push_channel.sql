-- security definer: channels are written by functions alone.
create or replace function api.pause_push_channel(name_in text, least_in interval, most_in interval) returns timestamptz
language sql volatile security definer set search_path = ''
as $$
    -- Twice as long for each fault in a row; of many that fail at once the first counts.
    insert into public.push_channels as c (name, paused_until, faults) values (name_in, now() + least_in, 1)
    on conflict (name) do update
       set paused_until = case when c.paused_until > now() then greatest(c.paused_until, now() + least_in)
                               else now() + greatest(least_in, least(least_in * (2 ^ least(c.faults, 20)), most_in)) end,
           faults = c.faults + case when c.paused_until > now() then 0 else 1 end, changed_at = now()
    returning paused_until
$$;
comment on function api.pause_push_channel(text, interval, interval) is
    'Leaves a provider alone for least_in, longer with each fault in a row, up to most_in. Returns until when.';
grant execute on function api.pause_push_channel(text, interval, interval) to topin_worker;
