create or replace function api.claim_deliveries(limit_in int, lease_in interval, tries_in int) returns json
language sql volatile
as $$
    -- A try is counted when it is sent, so that a delivery that kills its worker ends as dead too.
    with due as (
        select id from event_deliveries
         where state = 'waiting' and next_try_at <= clock_timestamp()
         order by next_try_at limit limit_in for update skip locked
    ), sent as (
        update event_deliveries d
           set state = case when tries >= tries_in then 'dead' else 'waiting' end,
               tries = tries + 1,
               next_try_at = clock_timestamp() + lease_in,
               last_error = case when tries >= tries_in and last_error = ''
                                 then 'The worker never finished it.' else last_error end
          from due where d.id = due.id
        returning d.id, d.queue, d.state, d.reader
    )
    select coalesce(json_agg(json_build_object('id', id, 'queue', queue, 'reader', reader, 'dead', state = 'dead')), '[]')
      from sent
$$;
comment on function api.claim_deliveries(int, interval, int) is
    'Leases due deliveries for sending; those out of tries come back as dead.';
grant execute on function api.claim_deliveries(int, interval, int) to topin_worker;
