create or replace function api.refuse_verification(request_in uuid, reason_in text) returns void
language plpgsql volatile
as $$
begin
    if coalesce(trim(reason_in), '') = '' then
        perform internal.refuse('TP400', 'Say why, the member reads it', 'required', 'reason');
    end if;
    perform internal.decide_verification(request_in, 'refused', trim(reason_in));
    perform api.audit_record('verification_refused', 'verification_request', request_in,
                             jsonb_build_object('reason', trim(reason_in)));
end $$;
comment on function api.refuse_verification(uuid, text) is 'Refuses a request for the blue tick, with the reason that its member reads; once, by staff.';
grant execute on function api.refuse_verification(uuid, text) to topin_staff;
