create or replace function api.remove_old_rows(done_before_in timestamptz) returns bigint
language sql volatile
as $$
    with deliveries as (
        delete from event_deliveries where state = 'done' and done_at < done_before_in returning 1
    ), slots as (
        -- The newest slot of a job stays: it says that later ones are due.
        delete from job_slots s where done_at < done_before_in
           and exists (select from job_slots n where n.task = s.task and n.slot > s.slot) returning 1
    ), replays as (
        delete from idempotency_keys where expires_at < now() returning 1
    )
    select (select count(*) from deliveries) + (select count(*) from slots) + (select count(*) from replays)
$$;
comment on function api.remove_old_rows(timestamptz) is 'Removes finished deliveries and slots and outdated replays; returns how many.';
grant execute on function api.remove_old_rows(timestamptz) to topin_worker;
