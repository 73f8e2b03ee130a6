create or replace function internal.change_password(password_hash_in text) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    update users set password_hash = password_hash_in where id = viewer_id();
    perform internal.end_sessions(array(
        select id from user_sessions where user_id = viewer_id() and id <> viewer_session_id()), 'password_changed');
    perform internal.void_proofs(viewer_id());
    perform internal.event_record('password_changed', viewer_id());
    perform api.audit_record('password_changed', 'user', viewer_id());
end $$;
comment on function internal.change_password(text) is
    'Gives the viewer a new password: their other sessions end, and whatever code or link is still out is void.';
grant execute on function internal.change_password(text) to topin_worker;
