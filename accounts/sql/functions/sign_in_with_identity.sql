create or replace function api.sign_in_with_identity(
    identity_in jsonb, open_in boolean, autoconfirm_in boolean,
    session_in uuid, token_hash_in bytea, ip_in text, user_agent_in text
) returns json
language plpgsql volatile
as $$
declare
    found json := internal.member_of_identity(identity_in, open_in, autoconfirm_in);
begin
    return json_build_object('outcome', found ->> 'outcome', 'session', case when found ->> 'outcome' = 'found' then
        api.start_session(session_in, (found ->> 'user_id')::uuid, 'oauth', token_hash_in, ip_in, user_agent_in) end);
end $$;
comment on function api.sign_in_with_identity(jsonb, boolean, boolean, uuid, bytea, text, text) is
    'Signs in whoever a provider vouches for: {outcome: found (with session), banned, signup_disabled or unverified}.';
grant execute on function api.sign_in_with_identity(jsonb, boolean, boolean, uuid, bytea, text, text) to topin_worker;
