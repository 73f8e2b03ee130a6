create or replace function api.claim_slots(limit_in int, lease_in interval) returns json
language sql volatile
as $$
    with due as (
        select id from job_slots where done_at is null and next_try_at <= clock_timestamp()
         order by next_try_at limit limit_in for update skip locked
    ), sent as (
        update job_slots s set tries = tries + 1, next_try_at = clock_timestamp() + lease_in
          from due where s.id = due.id returning s.id, s.task
    )
    select coalesce(json_agg(json_build_object('id', id, 'task', task)), '[]') from sent
$$;
comment on function api.claim_slots(int, interval) is 'Leases due slots of the clock for sending.';
grant execute on function api.claim_slots(int, interval) to topin_worker;
