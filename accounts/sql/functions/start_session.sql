create or replace function api.start_session(
    session_in uuid, user_in uuid, method_in text, token_hash_in bytea, ip_in text, user_agent_in text,
    password_hash_in text default null
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    -- First come, first served with the deeds on second factors, which lock the account too: a session
    -- that began while the first factor was verified must not miss that it has to wait.
    perform from users where id = user_in for no key update;
    if not found then
        perform internal.refuse('TP401', 'This account is gone', 'not_authenticated');
    end if;
    -- Looking at a password takes its time: what was right when that began may be the old one by now.
    if exists (select from users where id = user_in and password_hash is distinct from coalesce(password_hash_in, password_hash)) then
        perform internal.refuse('TP400', 'Invalid login credentials', 'invalid_credentials');
    end if;
    insert into user_sessions (id, user_id, amr, ip, user_agent, waits_for_factor)
    values (session_in, user_in,
            jsonb_build_array(jsonb_build_object('method', method_in, 'timestamp', extract(epoch from now())::bigint)),
            ip_in, left(user_agent_in, 500),
            internal.has_second_factor(user_in));
    if token_hash_in is not null then
        insert into refresh_tokens (session_id, number, token_hash) values (session_in, 1, token_hash_in);
    end if;
    -- Coming back in the time of grace keeps the account; where a second factor is due, giving it does.
    perform internal.cancel_deletion(user_in) from user_sessions where id = session_in and not waits_for_factor;
    update users set last_sign_in_at = now(), updated_at = now() where id = user_in;
    update identities set last_sign_in_at = now() -- those of providers note it when the provider says who comes
     where user_id = user_in and provider = 'email' and method_in <> 'oauth';
    perform internal.event_record('session_started', user_in, jsonb_build_object('session_id', session_in,
        'method', method_in, 'ip', ip_in, 'user_agent', left(user_agent_in, 500)));
    return api.get_session(session_in);
end $$;
comment on function api.start_session(uuid, uuid, text, bytea, text, text, text) is
    'Signs a member in: a session, and the first refresh token for clients that keep one. password_hash_in: what a given password was compared with, else null.';
grant execute on function api.start_session(uuid, uuid, text, bytea, text, text, text) to topin_worker;
