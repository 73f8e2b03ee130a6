create or replace function api.end_session_by_staff(session_in uuid) returns void
language plpgsql volatile
as $$
declare
    member record;
begin
    select u.id, u.staff_role into member
      from user_sessions s join users u on u.id = s.user_id where s.id = session_in;
    if member.id is null then
        perform internal.refuse('TP404', 'This session has ended already');
    elsif member.staff_role is not null and not internal.is_administrator(viewer_id()) then
        perform internal.refuse('TP403', 'Only administrators end the sessions of staff.', 'forbidden');
    end if;
    perform internal.end_session(session_in, 'ended_by_staff');
    perform api.audit_record('session_ended', 'user', member.id, jsonb_build_object('session_id', session_in));
end $$;
comment on function api.end_session_by_staff(uuid) is
    'Signs a member out of one of their sessions; audited. Sessions of staff are ended by administrators only.';
grant execute on function api.end_session_by_staff(uuid) to topin_staff;
