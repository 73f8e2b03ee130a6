create or replace function api.verify_link(
    slots_in text[], link_hash_in bytea, tries_in int, max_age_in interval, both_in boolean,
    session_in uuid, token_hash_in bytea, ip_in text, user_agent_in text, auth_code_hash_in bytea default null
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    proof one_time_tokens;
    outcome text;
    target text;
begin
    perform from users where id = (select user_id from one_time_tokens where link_hash = link_hash_in) for no key update;
    select * into proof from one_time_tokens
     where link_hash = link_hash_in and slot = any (slots_in)
       and wrong_tries < tries_in and created_at > now() - max_age_in;
    outcome := case when proof.id is null then 'expired' else internal.use_proof(proof.id, both_in) end;
    if outcome = 'verified' and proof.flow_id is not null and auth_code_hash_in is not null then
        update flow_states set code_hash = auth_code_hash_in, code_made_at = now() where id = proof.flow_id
        returning redirect_to into target;
        return json_build_object('outcome', 'code', 'redirect_to', target);
    end if;
    return json_build_object('outcome', outcome, 'session', case when outcome = 'verified' then
        api.start_session(session_in, proof.user_id, 'otp', token_hash_in, ip_in, user_agent_in) end);
end $$;
comment on function api.verify_link(text[], bytea, int, interval, boolean, uuid, bytea, text, text, bytea) is
    'Uses up a mailed link, does what it stands for and signs in, or, for a flow with PKCE whose link was followed, notes its authorisation code. Outcome: verified, code, half, banned, expired.';
grant execute on function api.verify_link(text[], bytea, int, interval, boolean, uuid, bytea, text, text, bytea) to topin_worker;
