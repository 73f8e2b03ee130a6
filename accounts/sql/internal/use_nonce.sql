create or replace function internal.use_nonce(
    user_in uuid, code_hash_in bytea, tries_in int, max_age_in interval
) returns boolean
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    delete from one_time_tokens
     where user_id = user_in and slot = 'reauthentication' and code_hash = code_hash_in
       and wrong_tries < tries_in and created_at > now() - max_age_in;
    if found then
        return true;
    end if;
    update one_time_tokens set wrong_tries = wrong_tries + 1
     where user_id = user_in and slot = 'reauthentication' and wrong_tries < tries_in;
    return false;
end $$;
comment on function internal.use_nonce(uuid, bytea, int, interval) is
    'Uses up the code mailed by GET /reauthenticate; false for a wrong one, which is counted: the deed has to commit.';
grant execute on function internal.use_nonce(uuid, bytea, int, interval) to topin_worker;
