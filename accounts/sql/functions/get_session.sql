create or replace function api.get_session(session_in uuid) returns json
language sql stable
as $$
    select json_build_object('session_id', s.id, 'user_id', s.user_id, 'aal', s.aal, 'amr', s.amr,
                             'user', internal.user_json(s.user_id))
      from user_sessions s where s.id = session_in
$$;
comment on function api.get_session(uuid) is 'What an access token of this session says: aal, amr and the account.';
grant execute on function api.get_session(uuid) to topin_worker;
