-- security definer: asked in the statement that sets the role, before there is anybody to be.
create or replace function api.require_session(user_in uuid, session_in uuid, may_wait_in boolean) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
    if api.session_is_live(user_in, session_in) then
        return true;
    elsif not api.session_waits(user_in, session_in) then
        perform internal.refuse('TP401', 'This session has ended, sign in again');
    elsif not may_wait_in then
        perform internal.refuse('TP4MF', 'Give your second factor first', 'insufficient_aal');
    end if;
    return true;
end $$;
comment on function api.require_session(uuid, uuid, boolean) is
    'Refuses where this session does not let this member in: it has ended, or it waits for its second factor and may_wait_in is false.';
grant execute on function api.require_session(uuid, uuid, boolean) to topin_app, topin_anon, topin_user, topin_staff, topin_worker;
