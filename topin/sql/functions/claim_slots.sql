create or replace function api.claim_slots(limit_in int, lease_in interval) returns json
language sql volatile
as $$
    -- Where a later slot of the same job is known, an earlier one is let go: a night of downtime ends
    -- with each job running once.
    with due as (
        select id, task, slot from job_slots where done_at is null and next_try_at <= clock_timestamp()
         order by next_try_at limit limit_in for update skip locked
    ), overtaken as (
        select d.id from due d
         where exists (select from job_slots s where s.task = d.task and s.slot > d.slot)
    ), let_go as (
        update job_slots s set done_at = clock_timestamp(), result = 'overtaken by a later slot'
          from overtaken o where s.id = o.id
    ), sent as (
        update job_slots s set tries = tries + 1, next_try_at = clock_timestamp() + lease_in
          from due d where s.id = d.id and d.id not in (select id from overtaken)
        returning s.id, s.task
    )
    select coalesce(json_agg(json_build_object('id', id, 'task', task)), '[]') from sent
$$;
comment on function api.claim_slots(int, interval) is
    'Leases due slots of the clock for sending; those overtaken by a later slot of their job are let go.';
grant execute on function api.claim_slots(int, interval) to topin_worker;
