create or replace function api.ensure_administrator(email_in text, password_hash_in text) returns uuid
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    admin uuid;
    session uuid;
begin
    insert into users (email, password_hash, email_confirmed_at, staff_role, app_metadata, user_metadata)
    values (email_in, password_hash_in, now(), 'administrator', '{"provider": "email", "providers": ["email"]}',
            jsonb_build_object('email', email_in, 'email_verified', true))
    on conflict (email) do update
       set staff_role = 'administrator', password_hash = excluded.password_hash, updated_at = now(),
           email_confirmed_at = coalesce(users.email_confirmed_at, now())
    returning id into admin;
    if not exists (select from profiles where user_id = admin) then
        insert into identities (user_id, provider, provider_id, identity_data)
        values (admin, 'email', admin::text, jsonb_build_object('sub', admin, 'email', email_in));
        perform internal.create_profile(admin, 'topin_admin', 'TOPiN', email_in);
    end if;
    -- Whoever held the address before, or the old password, is out.
    for session in select id from user_sessions where user_id = admin order by id loop
        perform internal.end_session(session, 'password_changed');
    end loop;
    perform api.audit_record('administrator_ensured', 'user', admin);
    return admin;
end $$;
comment on function api.ensure_administrator(text, text) is
    'Makes somebody administrator with this password, asked for on the server''s own command line.';
grant execute on function api.ensure_administrator(text, text) to topin_worker;
