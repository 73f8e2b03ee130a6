create or replace function api.begin_slot(slot_in uuid) returns json
language sql volatile
as $$
    -- No lock: a job runs many transactions and is safe to repeat; its lease keeps others away.
    select json_build_object('task', s.task, 'slot', s.slot)
      from job_slots s
     where s.id = slot_in and s.done_at is null
$$;
comment on function api.begin_slot(uuid) is 'The job of a slot, or null when it was done.';
grant execute on function api.begin_slot(uuid) to topin_worker;
