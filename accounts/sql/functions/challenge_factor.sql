create or replace function api.challenge_factor(factor_in uuid, ip_in text, lifetime_in interval) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    made mfa_challenges;
begin
    -- One that was never verified lives no longer than the challenge it got.
    perform from mfa_factors
      where id = factor_in and user_id = viewer_id() and (verified_at is not null or created_at > now() - lifetime_in);
    if not found then
        perform internal.refuse('TP404', 'MFA factor with the provided factor ID not found', 'mfa_factor_not_found');
    end if;
    delete from mfa_challenges where factor_id = factor_in and created_at < now() - lifetime_in;
    insert into mfa_challenges (factor_id, ip) values (factor_in, ip_in) returning * into made;
    return json_build_object('id', made.id, 'type', 'totp',
                             'expires_at', extract(epoch from made.created_at + lifetime_in)::bigint);
end $$;
comment on function api.challenge_factor(uuid, text, interval) is
    'Asks for a code of one of the viewer''s factors: {id, type, expires_at (Unix time)}.';
grant execute on function api.challenge_factor(uuid, text, interval) to topin_worker;
