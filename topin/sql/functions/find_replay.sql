create or replace function api.find_replay(key_in text, fingerprints_in text[]) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    found_row idempotency_keys;
begin
    -- The lock is the running request: whoever does not get it came while the first still works.
    if not pg_try_advisory_xact_lock(hashtextextended('idempotency:' || viewer_id() || ':' || key_in, 0)) then
        perform internal.refuse('TP409', 'The first request with this key is still running.', 'in_progress');
    end if;
    select * into found_row from idempotency_keys where user_id = viewer_id() and key = key_in;
    if not found then
        return null;
    end if;
    if found_row.expires_at <= now() then
        delete from idempotency_keys where id = found_row.id;
        return null;
    end if;
    if found_row.fingerprint <> all (fingerprints_in) then
        perform internal.refuse('TP422', 'This key was used for another request.', 'idempotency_key_reused');
    end if;
    return json_build_object('status', found_row.status, 'headers', found_row.headers,
                             'body', encode(found_row.body, 'base64'));
end $$;
comment on function api.find_replay(text, text[]) is
    'The stored answer of a repeated request, null for a new one; refuses while the first runs or when it differs.';
grant execute on function api.find_replay(text, text[]) to topin_user;
