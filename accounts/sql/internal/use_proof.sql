create or replace function internal.use_proof(token_in uuid, both_in boolean) returns text
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    proof one_time_tokens;
    member users;
begin
    -- The caller holds the lock on the member.
    select * into proof from one_time_tokens where id = token_in;
    select * into member from users where id = proof.user_id;
    if member.deleted_at is not null then
        return 'expired';
    elsif member.banned_until > now() then
        return 'banned';
    end if;
    delete from one_time_tokens where id = token_in;
    if not found then -- used up this very moment
        return 'expired';
    end if;
    if proof.slot in ('email_change_current', 'email_change_new') then
        return internal.agree_to_email_change(proof.user_id, proof.slot, both_in, proof.notice, proof.flow_id);
    end if;
    if proof.takes_over then
        perform internal.drop_unproved_password(proof.user_id);
    end if;
    perform internal.confirm_email(proof.user_id);
    return 'verified';
end $$;
comment on function internal.use_proof(uuid, boolean) is
    'Uses up a code and does what its slot stands for: verified, half (the other address has to agree too), banned or expired.';
grant execute on function internal.use_proof(uuid, boolean) to topin_worker;
