create or replace function api.add_deliveries(events_in uuid[], readers_in text[], queues_in text[]) returns void
language sql volatile
as $$
    insert into event_deliveries (event_id, reader, queue)
    select * from unnest(events_in, readers_in, queues_in)
    on conflict (event_id, reader) do nothing
$$;
comment on function api.add_deliveries(uuid[], text[], text[]) is 'One row for each event and reader (arrays of equal length).';
grant execute on function api.add_deliveries(uuid[], text[], text[]) to topin_worker;
