create or replace function api.find_sign_in(email_in text) returns json
language sql stable
as $$
    select json_build_object('user_id', id, 'password_hash', password_hash,
        'confirmed', email_confirmed_at is not null, 'banned', coalesce(banned_until > now(), false),
        'staff_role', staff_role)
      from users where email = email_in and deleted_at is null
$$;
comment on function api.find_sign_in(text) is 'What a sign-in with a password has to check, or null for an unknown address.';
grant execute on function api.find_sign_in(text) to topin_worker;
