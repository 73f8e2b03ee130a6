create or replace function api.replay_delivery(delivery_in uuid) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update event_deliveries set state = 'waiting', tries = 0, next_try_at = clock_timestamp()
     where id = delivery_in and state = 'dead';
    if not found then
        perform internal.refuse('TP409', 'Only a dead delivery can be replayed.', 'not_dead');
    end if;
    perform api.audit_record('delivery_replayed', 'delivery', delivery_in);
end $$;
comment on function api.replay_delivery(uuid) is 'Gives a dead delivery its tries back.';
grant execute on function api.replay_delivery(uuid) to topin_staff, topin_worker;
