create or replace function api.get_ended_sessions(users_in uuid[], sessions_in uuid[]) returns json
language sql stable
as $$
    select coalesce(json_agg(session_id), '[]')
      from unnest(users_in, sessions_in) as open (user_id, session_id)
     where not session_is_live(user_id, session_id)
$$;
comment on function api.get_ended_sessions(uuid[], uuid[]) is
    'Which of these members'' sessions let nobody in any more: a realtime server asks it for its open sockets.';
grant execute on function api.get_ended_sessions(uuid[], uuid[]) to topin_worker;
