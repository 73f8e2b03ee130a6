create or replace function api.take_flow(state_in uuid, max_age_in interval) returns json
language plpgsql volatile
as $$
declare
    flow flow_states;
begin
    -- Gone before the provider is asked anything: a state is good for one way back, also for two at once.
    delete from flow_states where id = state_in and method = 'oauth' and code_hash is null returning * into flow;
    if flow.id is null or flow.created_at < now() - max_age_in then
        return null;
    end if;
    return json_build_object('provider', flow.provider, 'challenge', flow.challenge,
        'challenge_method', flow.challenge_method, 'redirect_to', flow.redirect_to, 'secrets', flow.secrets);
end $$;
comment on function api.take_flow(uuid, interval) is
    'What was noted of a sign-in that comes back from its provider, once; null: unknown, used or too old.';
grant execute on function api.take_flow(uuid, interval) to topin_worker;
