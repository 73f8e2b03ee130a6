-- security definer: staff have no grant to write requests or ticks; the deeds that decide come through here.
create or replace function internal.decide_verification(request_in uuid, status_in text, reason_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    member uuid := (select r.user_id from public.verification_requests r where r.id = request_in);
begin
    if member is null then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif member = api.viewer_id() then
        perform internal.refuse('TP403', 'Somebody else decides about your own request.', 'own_request');
    end if;
    perform internal.lock_members(array[member]); -- before the request, as in asking
    update public.verification_requests r
       set status = status_in, reason = reason_in, decided_by_id = api.viewer_id(), decided_at = now()
     where r.id = request_in and r.status = 'pending';
    if not found then
        perform internal.refuse('TP409', 'This request was decided already.', 'decided');
    end if;
    if status_in = 'approved' then
        update public.profiles p set is_verified = true, updated_at = now() where p.user_id = member;
    end if;
    perform internal.event_record('verification_decided', member, jsonb_build_object('request_id', request_in));
end $$;
comment on function internal.decide_verification(uuid, text, text) is
    'Decides a request for the blue tick exactly once, and gives the tick where it was approved.';
grant execute on function internal.decide_verification(uuid, text, text) to topin_staff;
