create or replace function api.begin_delivery(delivery_in uuid) returns json
language sql volatile
as $$
    -- Done at once, in the transaction of the effect: both happen or neither. A second worker
    -- with the same delivery skips the locked row, and finds it done afterwards.
    with mine as (
        select id from event_deliveries where id = delivery_in and state = 'waiting' for update skip locked
    )
    update event_deliveries d set state = 'done', done_at = clock_timestamp(), last_error = ''
      from mine where d.id = mine.id
    returning internal.delivery_json(d)
$$;
comment on function api.begin_delivery(uuid) is
    'The event of a delivery for its reader, or null when another worker has or had it.';
grant execute on function api.begin_delivery(uuid) to topin_worker;
