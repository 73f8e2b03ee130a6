create or replace function api.sign_out(scope_in text) returns int
language plpgsql volatile
as $$
begin
    -- Own sessions only: the policy shows no others.
    return internal.end_sessions(array(
        select id from user_sessions
         where user_id = viewer_id()
           and case scope_in when 'local' then id = viewer_session_id()
                             when 'others' then id <> viewer_session_id() else true end), 'signed_out');
end $$;
comment on function api.sign_out(text) is 'Ends the viewer''s sessions (global, local or others); returns how many.';
grant execute on function api.sign_out(text) to topin_user, topin_staff;
