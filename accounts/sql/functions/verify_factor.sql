create or replace function api.verify_factor(
    factor_in uuid, challenge_in uuid, step_in bigint, ip_in text, lifetime_in interval, number_in int, token_hash_in bytea
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    factor mfa_factors;
begin
    -- Account, then its sessions by their ids: in this order, everywhere.
    perform from users where id = viewer_id() for no key update;
    perform from user_sessions where user_id = viewer_id() order by id for no key update;
    select * into factor from mfa_factors where id = factor_in and user_id = viewer_id() for no key update;
    perform internal.require_challenge(factor, challenge_in, ip_in, lifetime_in);
    if number_in <> 1 + coalesce((select max(number) from refresh_tokens where session_id = viewer_session_id()), 0) then
        return json_build_object('outcome', 'refreshed_meanwhile');
    end if;
    update mfa_factors set last_step = step_in, verified_at = coalesce(verified_at, now()), updated_at = now()
     where id = factor_in and last_step < step_in;
    if not found then -- a wrong code has no step, and each step is good for one sign-in
        perform api.audit_record('second_factor_failed', 'factor', factor_in);
        return json_build_object('outcome', 'wrong');
    end if;
    delete from mfa_challenges where factor_id = factor_in;
    perform internal.raise_session(number_in, token_hash_in);
    perform internal.remove_unverified_factors(viewer_id(), 'infinity');
    if factor.verified_at is null then
        perform api.audit_record('second_factor_enrolled', 'factor', factor_in);
        perform internal.event_record('factor_changed', viewer_id(),
            jsonb_build_object('change', 'added', 'friendly_name', factor.friendly_name));
    else
        perform api.audit_record('second_factor_used', 'factor', factor_in);
    end if;
    return json_build_object('outcome', 'verified', 'session', api.get_session(viewer_session_id()));
end $$;
comment on function api.verify_factor(uuid, uuid, bigint, text, interval, int, bytea) is
    'Takes the 30 s step that a code stands for (null: a wrong one; commit it) and raises the viewer''s session to aal2.';
grant execute on function api.verify_factor(uuid, uuid, bigint, text, interval, int, bytea) to topin_worker;
