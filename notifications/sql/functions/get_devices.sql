create or replace function api.get_devices() returns json
language sql stable
as $$
    select json_build_object('items', coalesce(json_agg(internal.device_json(d.id) order by d.last_seen_at desc, d.id desc), '[]'))
      from devices d where d.user_id = viewer_id()
$$;
comment on function api.get_devices() is 'Where the viewer gets pushes, last seen first: {items}.';
grant execute on function api.get_devices() to topin_user;
