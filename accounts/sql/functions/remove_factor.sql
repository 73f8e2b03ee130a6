create or replace function api.remove_factor(factor_in uuid) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    factor mfa_factors;
begin
    -- Account, then its sessions by their ids: in this order, everywhere.
    perform from users where id = viewer_id() for no key update;
    perform from user_sessions where user_id = viewer_id() order by id for no key update;
    select * into factor from mfa_factors where id = factor_in and user_id = viewer_id();
    if not found then
        perform internal.refuse('TP404', 'MFA factor with the provided factor ID not found', 'mfa_factor_not_found');
    end if;
    if factor.verified_at is not null and api.owes_second_factor() then
        perform internal.refuse('TP422', 'AAL2 required to unenroll verified factor', 'insufficient_aal');
    end if;
    delete from mfa_challenges where factor_id = factor_in;
    delete from mfa_factors where id = factor_in;
    if factor.verified_at is null then
        return;
    end if;
    perform internal.lower_sessions();
    perform api.audit_record('second_factor_removed', 'factor', factor_in);
    perform internal.event_record('factor_changed', viewer_id(),
        jsonb_build_object('change', 'removed', 'friendly_name', factor.friendly_name));
end $$;
comment on function api.remove_factor(uuid) is
    'Takes a second factor away; a verified one only in a session that gave it, and then all sessions are aal1.';
grant execute on function api.remove_factor(uuid) to topin_worker;
