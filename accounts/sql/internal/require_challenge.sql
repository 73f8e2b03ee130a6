create or replace function internal.require_challenge(
    factor_in mfa_factors, challenge_in uuid, ip_in text, lifetime_in interval
) returns void
language plpgsql stable
as $$
declare
    challenge mfa_challenges;
begin
    if factor_in.id is null then
        perform internal.refuse('TP404', 'MFA factor with the provided factor ID not found', 'mfa_factor_not_found');
    end if;
    select * into challenge from mfa_challenges where id = challenge_in and factor_id = factor_in.id;
    if not found then
        perform internal.refuse('TP422', 'MFA factor with the provided challenge ID not found', 'mfa_factor_not_found');
    end if;
    if challenge.created_at < now() - lifetime_in then
        perform internal.refuse('TP422', format('MFA challenge %s has expired, verify against another challenge or create a new challenge.',
                                challenge.id), 'mfa_challenge_expired');
    end if;
    if challenge.ip <> ip_in then
        perform internal.refuse('TP422', 'Challenge and verify IP addresses mismatch.', 'mfa_ip_address_mismatch');
    end if;
end $$;
comment on function internal.require_challenge(mfa_factors, uuid, text, interval) is
    'Refuses an answer to no challenge of this factor, or one that comes too late or from elsewhere.';
grant execute on function internal.require_challenge(mfa_factors, uuid, text, interval) to topin_worker;
