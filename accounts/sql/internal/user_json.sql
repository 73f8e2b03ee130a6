create or replace function internal.user_json(user_in uuid) returns json
language sql stable
as $$
    -- What may be absent is stripped by itself: a null inside of somebody's metadata stays.
    select internal.json_merge(json_strip_nulls(json_build_object(
        'email_confirmed_at', internal.rfc3339(u.email_confirmed_at),
        'phone_confirmed_at', internal.rfc3339(u.phone_confirmed_at),
        'confirmed_at', internal.rfc3339(least(u.email_confirmed_at, u.phone_confirmed_at)),
        'confirmation_sent_at', internal.rfc3339(u.confirmation_sent_at),
        'recovery_sent_at', internal.rfc3339(u.recovery_sent_at),
        'new_email', u.new_email, 'email_change_sent_at', internal.rfc3339(u.email_change_sent_at),
        'reauthentication_sent_at', internal.rfc3339(u.reauthentication_sent_at),
        'last_sign_in_at', internal.rfc3339(u.last_sign_in_at), 'factors', internal.factors_json(u.id)
    )), json_build_object(
        'id', u.id, 'aud', 'authenticated', 'role', 'authenticated',
        'email', coalesce(u.email, ''), 'phone', u.phone,
        'app_metadata', u.app_metadata, 'user_metadata', u.user_metadata,
        'identities', coalesce((
            select json_agg(json_build_object(
                'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id,
                'identity_data', i.identity_data, 'provider', i.provider,
                'email', coalesce(i.identity_data ->> 'email', ''),
                'last_sign_in_at', internal.rfc3339(coalesce(i.last_sign_in_at, i.created_at)),
                'created_at', internal.rfc3339(i.created_at), 'updated_at', internal.rfc3339(i.updated_at)
            ) order by i.created_at) from identities i where i.user_id = u.id), '[]'),
        'created_at', internal.rfc3339(u.created_at), 'updated_at', internal.rfc3339(u.updated_at),
        'is_anonymous', false
    )) from users u where u.id = user_in
$$;
comment on function internal.user_json(uuid) is 'An account as GoTrue clients read it; empty times are left out.';
grant execute on function internal.user_json(uuid) to topin_worker, topin_user;
