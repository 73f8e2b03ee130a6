create or replace function api.ensure_administrator(email_in text, password_hash_in text) returns uuid
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    admin uuid;
begin
    -- An address that nobody proved may be held by anybody: nothing of theirs stays.
    perform internal.take_account_over(id, null) from users where email = email_in and email_confirmed_at is null;
    insert into users (email, password_hash, email_confirmed_at, staff_role, app_metadata, user_metadata)
    values (email_in, password_hash_in, now(), 'administrator', '{"provider": "email", "providers": ["email"]}',
            jsonb_build_object('email', email_in, 'email_verified', true))
    on conflict (email) do update
       set staff_role = 'administrator', password_hash = excluded.password_hash, updated_at = now(),
           new_email = null, email_change_sent_at = null, email_change_confirmed = null
    returning id into admin;
    insert into identities (user_id, provider, provider_id, identity_data)
    values (admin, 'email', admin::text, jsonb_build_object('sub', admin, 'email', email_in))
    on conflict (provider, provider_id) do nothing;
    perform internal.note_providers(admin);
    if not exists (select from profiles where user_id = admin) then
        perform internal.create_profile(admin, 'topin_admin', 'TOPiN', email_in);
    end if;
    -- Whoever had the old password, or a code or link, is out.
    perform internal.end_sessions(array(select id from user_sessions where user_id = admin), 'password_changed');
    perform internal.void_proofs(admin);
    perform api.audit_record('administrator_ensured', 'user', admin);
    return admin;
end $$;
comment on function api.ensure_administrator(text, text) is
    'Makes somebody administrator with this password, asked for on the server''s own command line.';
grant execute on function api.ensure_administrator(text, text) to topin_worker;
