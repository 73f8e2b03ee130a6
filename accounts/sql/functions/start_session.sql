create or replace function api.start_session(
    session_in uuid, user_in uuid, method_in text, token_hash_in bytea, ip_in text, user_agent_in text
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    insert into user_sessions (id, user_id, amr, ip, user_agent, waits_for_factor)
    values (session_in, user_in,
            jsonb_build_array(jsonb_build_object('method', method_in, 'timestamp', extract(epoch from now())::bigint)),
            ip_in, left(user_agent_in, 500),
            exists (select from mfa_factors where user_id = user_in and verified_at is not null));
    if token_hash_in is not null then
        insert into refresh_tokens (session_id, number, token_hash) values (session_in, 1, token_hash_in);
    end if;
    update users set last_sign_in_at = now(), updated_at = now() where id = user_in;
    update identities set last_sign_in_at = now() where user_id = user_in and provider = 'email';
    perform internal.event_record('session_started', user_in, jsonb_build_object('session_id', session_in));
    return api.get_session(session_in);
end $$;
comment on function api.start_session(uuid, uuid, text, bytea, text, text) is
    'Signs a member in: a session, and the first refresh token for clients that keep one.';
grant execute on function api.start_session(uuid, uuid, text, bytea, text, text) to topin_worker;
