create or replace function api.fail_delivery(delivery_in uuid, error_in text, first_pause_in interval, tries_in int) returns text
language sql volatile
as $$
    update event_deliveries
       set last_error = left(error_in, 2000),
           state = case when tries >= tries_in then 'dead' else 'waiting' end,
           next_try_at = clock_timestamp() + first_pause_in * (2 ^ greatest(tries - 1, 0))
     where id = delivery_in and state = 'waiting'
    returning state
$$;
comment on function api.fail_delivery(uuid, text, interval, int) is
    'Notes why a try failed; the pause before the next doubles each time, after the last try it is dead.';
grant execute on function api.fail_delivery(uuid, text, interval, int) to topin_worker;
