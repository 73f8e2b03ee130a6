create or replace function api.sign_up(
    email_in text, password_hash_in text, metadata_in jsonb, confirmed_in boolean,
    address_hash_in bytea default null, interval_in interval default '60 seconds', request_in jsonb default '{}',
    session_in uuid default null, token_hash_in bytea default null, ip_in text default '', user_agent_in text default ''
) returns json
language plpgsql volatile
as $$
declare
    found json;
    seconds int;
begin
    if not confirmed_in then
        -- Before anything else and for every address: the wait tells nothing about who has one.
        seconds := internal.ask_for_mail('confirmation', address_hash_in, interval_in, request_in);
        if seconds is not null then
            return json_build_object('outcome', 'mailed_just_now', 'seconds', seconds);
        end if;
    end if;
    found := internal.find_or_make_account(email_in, password_hash_in, metadata_in, confirmed_in);
    if session_in is null or found ->> 'outcome' <> 'made' then
        return found;
    end if;
    return json_build_object('outcome', 'made', 'session', api.start_session(
        session_in, (found ->> 'user_id')::uuid, 'password', token_hash_in, ip_in, user_agent_in));
end $$;
comment on function api.sign_up(text, text, jsonb, boolean, bytea, interval, jsonb, uuid, bytea, text, text) is
    'Makes an account, confirmed and signed in (with a session''s id) or waiting for its mail (request: what that is made of), or says what stands in the way. Outcome: made, taken, mailed_just_now.';
grant execute on function api.sign_up(text, text, jsonb, boolean, bytea, interval, jsonb, uuid, bytea, text, text) to topin_worker;
