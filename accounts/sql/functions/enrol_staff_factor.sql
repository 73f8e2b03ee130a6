create or replace function api.enrol_staff_factor(secret_in text, step_in bigint) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    -- The lock makes two enrolments at once one after the other.
    perform from users where id = viewer_id() and staff_role is not null for no key update;
    if not found then
        perform internal.refuse('TP403', 'Only staff enrol here.', 'forbidden');
    end if;
    if exists (select from mfa_factors where user_id = viewer_id() and verified_at is not null) then
        perform internal.refuse('TP409', 'You have a second factor already; sign in with it.', 'already_enrolled');
    end if;
    insert into mfa_factors (user_id, friendly_name, secret, verified_at, last_step)
    values (viewer_id(), 'Console', secret_in, now(), step_in);
    perform api.audit_record('second_factor_enrolled', 'user', viewer_id());
end $$;
comment on function api.enrol_staff_factor(text, bigint) is
    'Stores the first second factor of a staff member, whose step proved it; refused when there is one.';
grant execute on function api.enrol_staff_factor(text, bigint) to topin_worker;
