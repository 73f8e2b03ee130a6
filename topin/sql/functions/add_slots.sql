create or replace function api.add_slots(tasks_in text[], slots_in timestamptz[]) returns int
language sql volatile
as $$
    -- Whoever inserts the slot owns it: any number of beats may run.
    with added as (
        insert into job_slots (task, slot) select * from unnest(tasks_in, slots_in)
        on conflict (task, slot) do nothing returning 1
    )
    select count(*)::int from added
$$;
comment on function api.add_slots(text[], timestamptz[]) is 'Notes that jobs are due at their slots, each once.';
grant execute on function api.add_slots(text[], timestamptz[]) to topin_worker;
