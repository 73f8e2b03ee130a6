create or replace function api.finish_oauth(
    identity_in jsonb, open_in boolean, autoconfirm_in boolean, flow_in jsonb, code_hash_in bytea, secrets_in text
) returns text
language plpgsql volatile
as $$
declare
    found json := internal.member_of_identity(identity_in, open_in, autoconfirm_in);
begin
    if found ->> 'outcome' = 'found' then
        insert into flow_states (user_id, provider, method, challenge, challenge_method, redirect_to, secrets,
                                 code_hash, code_made_at)
        values ((found ->> 'user_id')::uuid, identity_in ->> 'provider', 'oauth', flow_in ->> 'challenge',
                flow_in ->> 'challenge_method', flow_in ->> 'redirect_to', secrets_in, code_hash_in, now());
    end if;
    return found ->> 'outcome';
end $$;
comment on function api.finish_oauth(jsonb, boolean, boolean, jsonb, bytea, text) is
    'Whoever a provider vouches for gets an authorisation code: found, or why not (banned, signup_disabled, unverified).';
grant execute on function api.finish_oauth(jsonb, boolean, boolean, jsonb, bytea, text) to topin_worker;
