create or replace function api.end_slot(slot_in uuid, result_in text, error_in text) returns void
language sql volatile
as $$
    update job_slots
       set done_at = case when error_in is null then clock_timestamp() end,
           result = left(coalesce(result_in, ''), 500), last_error = left(coalesce(error_in, ''), 2000),
           next_try_at = case when error_in is null then next_try_at
                              else clock_timestamp() + least(interval '10 seconds' * 2 ^ least(tries, 10), interval '1 hour') end
     where id = slot_in and done_at is null
$$;
comment on function api.end_slot(uuid, text, text) is 'Notes how a slot ended; after an error it is tried again later.';
grant execute on function api.end_slot(uuid, text, text) to topin_worker;
