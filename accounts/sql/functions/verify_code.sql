create or replace function api.verify_code(
    slots_in text[], address_in text, code_hash_in bytea, tries_in int, max_age_in interval, both_in boolean,
    session_in uuid, token_hash_in bytea, ip_in text, user_agent_in text
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    proof one_time_tokens;
    outcome text;
begin
    -- Members first, lowest id first: one address can wait in the e-mail changes of several.
    perform from users
      where id in (select user_id from one_time_tokens where address = address_in and slot = any (slots_in))
      order by id for no key update;
    select * into proof from one_time_tokens
     where address = address_in and slot = any (slots_in) and code_hash = code_hash_in
       and wrong_tries < tries_in and created_at > now() - max_age_in
     order by array_position(slots_in, slot) limit 1;
    if proof.id is null then
        update one_time_tokens set wrong_tries = wrong_tries + 1
         where address = address_in and slot = any (slots_in) and wrong_tries < tries_in;
        if not found then
            perform internal.write_nothing();
        end if;
        return json_build_object('outcome', 'expired'); -- and the wrong try is counted: commit it
    end if;
    outcome := internal.use_proof(proof.id, both_in);
    return json_build_object('outcome', outcome, 'session', case when outcome = 'verified' then
        api.start_session(session_in, proof.user_id, 'otp', token_hash_in, ip_in, user_agent_in) end);
end $$;
comment on function api.verify_code(text[], text, bytea, int, interval, boolean, uuid, bytea, text, text) is
    'Uses up a typed code, does what it stands for and signs in; a wrong one is counted on what it was tried against. Outcome: verified, half, banned, expired.';
grant execute on function api.verify_code(text[], text, bytea, int, interval, boolean, uuid, bytea, text, text) to topin_worker;
