create or replace function api.sign_up(
    email_in text, password_hash_in text, metadata_in jsonb, confirmed_in boolean,
    mail_interval_in interval default '60 seconds'
) returns json
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
        return internal.sign_up_again(email_in, confirmed_in, mail_interval_in);
    end if;
    update users set user_metadata = metadata_in || jsonb_build_object(
        'sub', new_id, 'email', email_in, 'email_verified', confirmed_in, 'phone_verified', false)
     where id = new_id;
    insert into identities (user_id, provider, provider_id, identity_data, last_sign_in_at)
    select new_id, 'email', new_id::text, user_metadata, now() from users where id = new_id;
    perform internal.create_profile(new_id, metadata_in ->> 'handle', metadata_in ->> 'display_name', email_in);
    perform internal.event_record('member_signed_up', new_id);
    return json_build_object('outcome', 'made', 'user_id', new_id);
end $$;
comment on function api.sign_up(text, text, jsonb, boolean, interval) is
    'Makes an account with profile, counters, settings and stream; for a known address says what stands in the way.';
grant execute on function api.sign_up(text, text, jsonb, boolean, interval) to topin_worker;
