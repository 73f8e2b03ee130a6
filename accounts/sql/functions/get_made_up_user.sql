create or replace function api.get_made_up_user(email_in text, metadata_in jsonb) returns json
language sql stable
as $$
    select json_build_object(
        'id', uuidv7(), 'aud', 'authenticated', 'role', '', 'email', email_in, 'phone', '',
        'confirmation_sent_at', internal.rfc3339(now()),
        'app_metadata', '{"provider": "email", "providers": ["email"]}'::json, 'user_metadata', metadata_in,
        'identities', '[]'::json, 'created_at', internal.rfc3339(now()), 'updated_at', internal.rfc3339(now()),
        'is_anonymous', false)
$$;
comment on function api.get_made_up_user(text, jsonb) is
    'What a sign-up with a confirmed address is answered: an account that does not exist, so that nobody is told that one does.';
grant execute on function api.get_made_up_user(text, jsonb) to topin_worker;
