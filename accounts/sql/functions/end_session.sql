create or replace function api.end_session(session_in uuid) returns void
language plpgsql volatile
as $$
begin
    if not exists (select from user_sessions where id = session_in and user_id = viewer_id()) then
        perform internal.refuse('TP404', 'You have no such session');
    end if;
    perform internal.end_session(session_in, 'signed_out');
end $$;
comment on function api.end_session(uuid) is 'Signs the viewer out of one of their own sessions.';
grant execute on function api.end_session(uuid) to topin_user;
