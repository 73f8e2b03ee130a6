create or replace function api.end_delivery(delivery_in uuid) returns void
language sql volatile
as $$
    update event_deliveries set state = 'done', done_at = clock_timestamp(), last_error = ''
     where id = delivery_in and state = 'waiting'
$$;
comment on function api.end_delivery(uuid) is 'Marks a delivery as done, after its reader told the outside world.';
grant execute on function api.end_delivery(uuid) to topin_worker;
