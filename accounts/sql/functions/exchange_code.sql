create or replace function api.exchange_code(
    code_hash_in bytea, verifier_in text, max_age_in interval,
    session_in uuid, token_hash_in bytea, ip_in text, user_agent_in text
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    flow flow_states;
    expected text := case when verifier_in <> '' then
        rtrim(translate(encode(sha256(convert_to(verifier_in, 'UTF8')), 'base64'), '+/', '-_'), '=') end;
begin
    -- The member first, as in every deed with codes.
    perform from users where id = (select user_id from flow_states where code_hash = code_hash_in) for no key update;
    select * into flow from flow_states where code_hash = code_hash_in for update;
    if flow.user_id is null then
        return json_build_object('outcome', 'unknown');
    elsif flow.code_made_at <= now() - max_age_in then
        return json_build_object('outcome', 'expired');
    elsif flow.challenge is distinct from (case flow.challenge_method when 'plain' then verifier_in else expected end) then
        return json_build_object('outcome', 'mismatch'); -- the row stays: its rightful owner may still come
    elsif exists (select from users where id = flow.user_id and (banned_until > now() or deleted_at is not null)) then
        return json_build_object('outcome', 'banned');
    end if;
    update one_time_tokens set flow_id = null where flow_id = flow.id;
    delete from flow_states where id = flow.id;
    return json_build_object('outcome', 'exchanged', 'secrets', flow.secrets,
        'session', api.start_session(session_in, flow.user_id, flow.method, token_hash_in, ip_in, user_agent_in));
end $$;
comment on function api.exchange_code(bytea, text, interval, uuid, bytea, text, text) is
    'Signs in by a flow''s authorisation code, once. A flow without a challenge (the web client''s own) wants an empty verifier. Outcome: exchanged, unknown, expired, mismatch, banned.';
grant execute on function api.exchange_code(bytea, text, interval, uuid, bytea, text, text) to topin_worker;
