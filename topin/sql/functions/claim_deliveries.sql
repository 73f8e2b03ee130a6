create or replace function api.claim_deliveries(queues_in text[], rooms_in int[], lease_in interval) returns json
language sql volatile
as $$
    -- As many of each queue as its broker has room for. The lease says when a lost task is sent again.
    with due as (
        select d.id
          from unnest(queues_in, rooms_in) as q (queue, room),
       lateral (
            select e.id from event_deliveries e
             where e.queue = q.queue and e.state = 'waiting' and e.next_try_at <= clock_timestamp()
             order by e.next_try_at limit q.room for update skip locked
        ) d
    ), sent as (
        update event_deliveries d set next_try_at = clock_timestamp() + lease_in
          from due where d.id = due.id
        returning d.id, d.queue, d.tries
    )
    select coalesce(json_agg(json_build_object('id', id, 'queue', queue, 'tries', tries) order by id), '[]') from sent
$$;
comment on function api.claim_deliveries(text[], int[], interval) is
    'Leases due deliveries for sending: at most so many (second list) of each queue (first list).';
grant execute on function api.claim_deliveries(text[], int[], interval) to topin_worker;
