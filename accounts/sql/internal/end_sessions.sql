-- security definer: whoever may end these sessions was decided by the deed that calls this.
create or replace function internal.end_sessions(sessions_in uuid[], reason_in text) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    session uuid;
    ended int := 0;
begin
    -- All of them before the first is told of: the member's stream comes after their sessions, in every deed.
    perform from public.user_sessions s where s.id = any (sessions_in) order by s.id for update;
    for session in select s.id from public.user_sessions s where s.id = any (sessions_in) order by s.id loop
        perform internal.end_session(session, reason_in);
        ended := ended + 1;
    end loop;
    return ended;
end $$;
comment on function internal.end_sessions(uuid[], text) is 'Ends the sessions of one member that are still there; returns how many.';
grant execute on function internal.end_sessions(uuid[], text) to topin_worker, topin_user, topin_staff;
