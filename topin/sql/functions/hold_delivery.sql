create or replace function api.hold_delivery(delivery_in uuid, lease_in interval) returns json
language sql volatile
as $$
    -- For a reader that tells the outside world: no lock is kept while it does, so the lease has to last
    -- as long as its task may. Who comes back after it finds the delivery waiting, and tells again.
    update event_deliveries d set next_try_at = greatest(d.next_try_at, clock_timestamp() + lease_in)
     where d.id = delivery_in and d.state = 'waiting'
    returning internal.delivery_json(d)
$$;
comment on function api.hold_delivery(uuid, interval) is
    'The event of a delivery for a reader that works outside of transactions, leased until it ends; null when it is done or dead.';
grant execute on function api.hold_delivery(uuid, interval) to topin_worker;
