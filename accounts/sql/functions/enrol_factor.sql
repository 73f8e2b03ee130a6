create or replace function api.enrol_factor(
    name_in text, secret_in text, factors_in int, lifetime_in interval
) returns uuid
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    made uuid;
begin
    -- The lock makes enrolments at once one after the other.
    perform from users where id = viewer_id() for no key update;
    if api.owes_second_factor() then
        perform internal.refuse('TP403', 'AAL2 required to enroll a new factor', 'insufficient_aal');
    end if;
    perform internal.remove_unverified_factors(viewer_id(), now() - lifetime_in);
    if (select count(*) >= factors_in from mfa_factors where user_id = viewer_id()) then
        perform internal.refuse('TP422', 'Maximum number of enrolled factors reached, unenroll to continue',
                                'too_many_enrolled_mfa_factors');
    end if;
    if name_in <> '' and exists (select from mfa_factors where user_id = viewer_id() and friendly_name = name_in) then
        perform internal.refuse('TP422', format('A factor with the friendly name "%s" for this user already exists', name_in),
                                'mfa_factor_name_conflict');
    end if;
    insert into mfa_factors (user_id, friendly_name, secret) values (viewer_id(), name_in, secret_in)
    returning id into made;
    return made;
end $$;
comment on function api.enrol_factor(text, text, int, interval) is
    'Keeps the sealed secret of a factor that the viewer has to verify within its lifetime; its id.';
grant execute on function api.enrol_factor(text, text, int, interval) to topin_worker;
