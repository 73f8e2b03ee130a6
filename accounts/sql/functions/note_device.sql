create or replace function api.note_device(user_in uuid, fingerprint_in bytea, notice_in jsonb) returns text
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    is_first boolean;
begin
    -- One at a time for each member: of two sign-ins at once, one is the first.
    perform from users where id = user_in for no key update;
    if not found then
        return null;
    end if;
    update known_devices set last_seen_at = now() where user_id = user_in and fingerprint = fingerprint_in;
    if found then
        return 'known';
    end if;
    is_first := not exists (select from known_devices where user_id = user_in);
    insert into known_devices (user_id, fingerprint) values (user_in, fingerprint_in);
    if is_first then -- everybody comes from somewhere
        return 'first';
    end if;
    perform internal.event_record('new_device_seen', user_in, notice_in);
    return 'new';
end $$;
comment on function api.note_device(uuid, bytea, jsonb) is
    'Notes where a member signed in from: first, known, or new, which records new_device_seen with the notice. Null when they are gone.';
grant execute on function api.note_device(uuid, bytea, jsonb) to topin_worker;
