create or replace function api.approve_verification(request_in uuid) returns void
language plpgsql volatile
as $$
begin
    perform internal.decide_verification(request_in, 'approved', null);
    perform api.audit_record('verification_approved', 'verification_request', request_in);
end $$;
comment on function api.approve_verification(uuid) is 'Gives a member the blue tick they asked for; once, by staff, never to oneself.';
grant execute on function api.approve_verification(uuid) to topin_staff;
