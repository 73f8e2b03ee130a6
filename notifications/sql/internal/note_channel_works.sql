create or replace function internal.note_channel_works(name_in text) returns void
language sql volatile
as $$
    -- Once a minute at most, for every push that arrived says so; a row that says it already is not even locked.
    insert into public.push_channels as c (name, reached_at)
    select name_in, now()
     where not exists (select from public.push_channels h
                        where h.name = name_in and h.faults = 0 and h.paused_until is null and h.reached_at > now() - interval '1 minute')
    on conflict (name) do update set faults = 0, paused_until = null, reached_at = now(),
        changed_at = case when c.faults > 0 then now() else c.changed_at end
$$;
comment on function internal.note_channel_works(text) is 'A provider took something: its faults are forgotten, and when it was last reached is noted.';
grant execute on function internal.note_channel_works(text) to topin_worker;
