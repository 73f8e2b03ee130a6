create or replace function api.sign_out(scope_in text) returns int
language plpgsql volatile
as $$
declare
    session uuid;
    ended int := 0;
begin
    -- Own sessions only: the policy shows no others. In the order of ids, as every lock of many rows.
    for session in
        select id from user_sessions
         where user_id = viewer_id()
           and case scope_in when 'local' then id = viewer_session_id()
                             when 'others' then id <> viewer_session_id() else true end
         order by id
    loop
        perform internal.end_session(session, 'signed_out');
        ended := ended + 1;
    end loop;
    return ended;
end $$;
comment on function api.sign_out(text) is 'Ends the viewer''s sessions (global, local or others); returns how many.';
grant execute on function api.sign_out(text) to topin_user, topin_staff;
