create or replace function internal.device_json(device_in uuid) returns json
language sql stable
as $$
    select json_build_object('id', d.id, 'provider', d.provider, 'app_id', d.app_id, 'environment', d.environment,
        'current', d.session_id is not distinct from api.viewer_session_id(),
        'user_agent', coalesce((select s.user_agent from public.user_sessions s where s.id = d.session_id), ''),
        'created_at', internal.rfc3339(d.created_at), 'last_seen_at', internal.rfc3339(d.last_seen_at))
      from public.devices d where d.id = device_in
$$;
comment on function internal.device_json(uuid) is 'A device of the viewer as the API shows it; never its token.';
grant execute on function internal.device_json(uuid) to topin_user;
