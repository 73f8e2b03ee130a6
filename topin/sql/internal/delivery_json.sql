create or replace function internal.delivery_json(delivery_in public.event_deliveries) returns json
language sql stable
as $$
    select json_build_object('delivery_id', delivery_in.id, 'id', e.id, 'kind', e.kind,
        'actor_id', e.actor_id, 'subject_id', e.subject_id, 'data', e.data,
        'request_id', e.request_id, 'created_at', e.created_at)
      from (select 1) one left join events e on e.id = delivery_in.event_id
$$;
comment on function internal.delivery_json(event_deliveries) is
    'What a reader gets: the event, and the delivery''s id; all else is null when the event is not kept any more.';
grant execute on function internal.delivery_json(event_deliveries) to topin_worker;
