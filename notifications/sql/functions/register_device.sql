-- security definer: devices are written by functions alone; a token may have been another member's.
create or replace function api.register_device(
    provider_in text, app_id_in text, environment_in text, token_in text, p256dh_in text, auth_in text, most_in int
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    me uuid := api.viewer_id();
    mine uuid;
begin
    perform internal.lock_members(array[me]);
    -- One after the other also where several members register it in this moment.
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('topin_device:' || token_in, 0));
    -- It is in other hands now: nothing of what was meant for the one before may reach it. And a browser has no apps.
    perform api.drop_device(id, null, 'device_gone') from public.devices
      where provider = provider_in and token = token_in and (user_id <> me or provider_in = 'webpush' and app_id <> app_id_in);
    insert into public.devices as d (user_id, provider, app_id, environment, token, p256dh, auth, session_id)
    values (me, provider_in, app_id_in, environment_in, token_in, p256dh_in, auth_in, api.viewer_session_id())
    on conflict (provider, app_id, token) do update
       set environment = coalesce(nullif(excluded.environment, ''), d.environment), p256dh = excluded.p256dh, auth = excluded.auth,
           session_id = excluded.session_id, registered_at = now(), last_seen_at = now(), failures = 0
    returning d.id into mine;
    -- The one that was silent for longest makes room.
    delete from public.devices where id in (
        select id from public.devices where user_id = me order by last_seen_at desc, id desc offset most_in);
    return internal.device_json(mine);
end $$;
comment on function api.register_device(text, text, text, text, text, text, int) is
    'Notes where the viewer wants pushes, once however often it is said; it ends with the session. What was another member''s moves. Beyond most_in the longest silent one goes.';
grant execute on function api.register_device(text, text, text, text, text, text, int) to topin_user;
