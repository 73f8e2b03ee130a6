-- security definer: sessions are read by their owner alone; here only the newest moment of them is told.
create or replace function internal.active_json(viewer_in uuid, target_in uuid, online_in interval) returns json
language sql stable security definer set search_path = ''
as $$
    select case
        -- Whoever asks is here. A moment would change the ETag of their own profile under their hands.
        when viewer_in = target_in then json_build_object('online', true, 'last_seen_at', null)
        when api.can_view_active_status(viewer_in, target_in) then (
            select json_build_object('online', coalesce(max(s.last_seen_at) > now() - online_in, false),
                                     'last_seen_at', internal.rfc3339(max(s.last_seen_at)))
              from public.user_sessions s where s.user_id = target_in and not s.waits_for_factor)
    end
$$;
comment on function internal.active_json(uuid, uuid, interval) is
    'Whether a member was here within online_in, and when last; null for whoever may not know. last_seen_at is null for oneself, and when no session is left.';
grant execute on function internal.active_json(uuid, uuid, interval) to topin_worker;
