create or replace function api.get_delivery_crowd(delivery_in uuid) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('delivery_id', d.id, 'id', e.id, 'kind', e.kind, 'actor_id', e.actor_id,
            'subject_id', e.subject_id, 'data', e.data, 'request_id', e.request_id, 'created_at', e.created_at)
            order by e.id), '[]')
      from event_deliveries d join events e on e.id = any (d.rest)
     where d.id = delivery_in
$$;
comment on function api.get_delivery_crowd(uuid) is
    'The events that a delivery brings besides its first one, oldest first, as its reader gets them.';
grant execute on function api.get_delivery_crowd(uuid) to topin_worker;
