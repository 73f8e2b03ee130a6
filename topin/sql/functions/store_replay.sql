create or replace function api.store_replay(
    key_in text, fingerprint_in text, status_in int, headers_in jsonb, body_in bytea, hours_in int
) returns void
language sql volatile
as $$
    insert into idempotency_keys (user_id, key, fingerprint, status, headers, body, expires_at)
    values (viewer_id(), key_in, fingerprint_in, status_in, headers_in, body_in, now() + make_interval(hours => hours_in))
$$;
comment on function api.store_replay(text, text, int, jsonb, bytea, int) is
    'Keeps an answer for repeats; it commits together with the effect. Hours null = for ever.';
grant execute on function api.store_replay(text, text, int, jsonb, bytea, int) to topin_user;
