create or replace function api.start_delivery(delivery_in uuid, tried_in int, lease_in interval, tries_in int) returns json
language sql volatile
as $$
    -- A try is counted when a worker begins, and commits before the reader runs: so waiting in a queue
    -- costs no try, and a delivery that kills its worker each time ends as dead too. Of several copies
    -- of a task, sent with the same number of tries, only the first begins.
    with alone as (
        select id from event_deliveries
         where id = delivery_in and state = 'waiting' and tries = tried_in and crowd_id is null for update skip locked
    ), crowd as (  -- a relay that lets others join holds it for a moment: that is waited for
        select id from event_deliveries
         where id = delivery_in and state = 'waiting' and tries = tried_in and crowd_id is not null for update
    ), mine as (
        select id from alone union all select id from crowd
    ), started as (
        update event_deliveries d
           set state = case when tries >= tries_in then 'dead' else 'waiting' end,
               tries = case when tries >= tries_in then tries else tries + 1 end,
               next_try_at = clock_timestamp() + lease_in,
               last_error = case when tries >= tries_in and last_error = ''
                                 then 'No worker ever finished it.' else last_error end
          from mine where d.id = mine.id
        returning d.event_id, d.reader, d.state
    )
    select json_build_object('reader', s.reader, 'dead', s.state = 'dead', 'request_id', coalesce(e.request_id, ''))
      from started s left join events e on e.id = s.event_id
$$;
comment on function api.start_delivery(uuid, int, interval, int) is
    'Counts a try of a delivery that had so many before, and leases it; null when another worker has it or had it.';
grant execute on function api.start_delivery(uuid, int, interval, int) to topin_worker;
