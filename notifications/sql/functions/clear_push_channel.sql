-- security definer: channels are written by functions alone.
create or replace function api.clear_push_channel(name_in text) returns void
language sql volatile security definer set search_path = ''
as $$
    -- Once a minute at most, for every push that arrived says so.
    insert into public.push_channels as c (name, reached_at) values (name_in, now())
    on conflict (name) do update set faults = 0, paused_until = null, reached_at = now(),
        changed_at = case when c.faults > 0 then now() else c.changed_at end
     where c.faults > 0 or c.paused_until is not null or c.reached_at is null or c.reached_at < now() - interval '1 minute'
$$;
comment on function api.clear_push_channel(text) is 'A provider works: its faults are forgotten, and when it was last reached is noted.';
grant execute on function api.clear_push_channel(text) to topin_worker;
