create or replace function api.update_auth_user(data_in jsonb, password_hash_in text) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    session uuid;
begin
    update users
       set updated_at = now(), password_hash = coalesce(password_hash_in, password_hash),
           user_metadata = (select coalesce(jsonb_object_agg(key, value), '{}')
                              from jsonb_each(user_metadata || data_in) where value <> 'null')
     where id = viewer_id();
    if password_hash_in is not null then
        for session in
            select id from user_sessions where user_id = viewer_id() and id <> viewer_session_id() order by id
        loop
            perform internal.end_session(session, 'password_changed');
        end loop;
        perform api.audit_record('password_changed', 'user', viewer_id());
    end if;
    return internal.user_json(viewer_id());
end $$;
comment on function api.update_auth_user(jsonb, text) is
    'Merges data into the viewer''s metadata (null removes a key); a new password ends their other sessions.';
grant execute on function api.update_auth_user(jsonb, text) to topin_worker;
