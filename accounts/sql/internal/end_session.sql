-- security definer: whoever may end a session was decided by the deed that calls this.
create or replace function internal.end_session(session_in uuid, reason_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    owner uuid;
begin
    -- The session before its tokens, as a refresh does.
    perform from public.user_sessions s where s.id = session_in for update;
    delete from public.refresh_tokens where session_id = session_in;
    delete from public.user_sessions where id = session_in returning user_id into owner;
    if found then
        -- The last thing its sockets are told; the other devices of the member hear it too.
        perform internal.stream_append(owner, 'session.ended', pg_catalog.jsonb_build_object('session_id', session_in));
        perform internal.event_record('session_ended', owner,
            pg_catalog.jsonb_build_object('session_id', session_in, 'reason', reason_in));
    end if;
end $$;
comment on function internal.end_session(uuid, text) is 'Ends a session: its tokens stop counting and its sockets are closed.';
grant execute on function internal.end_session(uuid, text) to topin_worker, topin_user, topin_staff;
