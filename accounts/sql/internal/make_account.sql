create or replace function internal.make_account(
    email_in text, password_hash_in text, metadata_in jsonb, confirmed_in boolean
) returns uuid
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    new_id uuid;
begin
    insert into users (email, password_hash, email_confirmed_at, confirmation_sent_at, app_metadata)
    values (email_in, password_hash_in, case when confirmed_in then now() end,
            case when not confirmed_in then now() end, '{"provider": "email", "providers": ["email"]}')
    on conflict (email) do nothing
    returning id into new_id;
    if new_id is null then
        return null;
    end if;
    update users set user_metadata = metadata_in || jsonb_build_object(
        'sub', new_id, 'email', email_in, 'email_verified', confirmed_in, 'phone_verified', false)
     where id = new_id;
    insert into identities (user_id, provider, provider_id, identity_data, last_sign_in_at)
    select new_id, 'email', new_id::text, user_metadata, now() from users where id = new_id;
    perform internal.create_profile(new_id, metadata_in ->> 'handle', metadata_in ->> 'display_name', email_in);
    perform internal.event_record('member_signed_up', new_id);
    return new_id;
end $$;
comment on function internal.make_account(text, text, jsonb, boolean) is
    'Makes an account with profile, counters, settings and stream, and returns its id; null when somebody has the address.';
grant execute on function internal.make_account(text, text, jsonb, boolean) to topin_worker;
