create or replace function api.add_crowd_deliveries(events_in uuid[], readers_in text[], queues_in text[], most_in int) returns void
language plpgsql volatile
as $$
declare
    crowd record;
begin
    for crowd in
        select w.reader, w.queue, e.subject_id, array_agg(e.id order by e.id) as ids
          from unnest(events_in, readers_in, queues_in) as w (event_id, reader, queue) join events e on e.id = w.event_id
         group by w.reader, w.queue, e.subject_id order by w.reader, e.subject_id
    loop
        -- One that no worker has begun is held until this commits: whoever begins it then finds these events in it. One
        -- that is being begun is passed over.
        update event_deliveries d set rest = d.rest || crowd.ids
         where d.id = (select w.id from event_deliveries w
                        where w.reader = crowd.reader and w.crowd_id = crowd.subject_id and w.state = 'waiting'
                          and w.tries = 0 and cardinality(w.rest) < most_in
                        order by w.id limit 1 for update skip locked);
        if not found then
            insert into event_deliveries (event_id, reader, queue, crowd_id, rest)
            values (crowd.ids[1], crowd.reader, crowd.queue, crowd.subject_id, crowd.ids[2:])
            on conflict (event_id, reader) do nothing;
        end if;
    end loop;
end $$;
comment on function api.add_crowd_deliveries(uuid[], text[], text[], int) is
    'One row for all events about one subject that wait for a reader (arrays of equal length): what comes joins what nobody began, until that holds most_in.';
grant execute on function api.add_crowd_deliveries(uuid[], text[], text[], int) to topin_worker;
