create or replace function api.begin_flow(
    provider_in text, challenge_in text, challenge_method_in text, redirect_to_in text, secrets_in text
) returns uuid
language sql volatile
as $$
    insert into flow_states (provider, method, challenge, challenge_method, redirect_to, secrets)
    values (provider_in, 'oauth', challenge_in, challenge_method_in, redirect_to_in, secrets_in)
    returning id
$$;
comment on function api.begin_flow(text, text, text, text, text) is
    'Notes a sign-in that goes on at a provider; its id is the state that the provider brings back.';
grant execute on function api.begin_flow(text, text, text, text, text) to topin_worker;
