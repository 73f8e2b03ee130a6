create or replace function api.rotate_refresh_token(
    session_in uuid, number_in int, token_hash_in bytea, next_hash_in bytea, reuse_interval_in interval
) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    owner uuid;
    active int;
    used timestamptz := '-infinity'; -- of links so old that their rows are gone
begin
    -- One refresh of a session at a time: parallel ones find themselves the parent of the successor.
    select user_id into owner from user_sessions where id = session_in for no key update;
    select max(number) into active from refresh_tokens where session_id = session_in;
    if owner is null or number_in not between 1 and coalesce(active, 0) or exists (
        select from refresh_tokens
         where session_id = session_in and number = number_in and token_hash <> token_hash_in)
    then
        return json_build_object('outcome', 'unknown');
    end if;
    if exists (select from users where id = owner and (banned_until > now() or deleted_at is not null)) then
        return json_build_object('outcome', 'banned');
    end if;
    if number_in = active then
        update refresh_tokens set used_at = now() where session_id = session_in and number = number_in;
        insert into refresh_tokens (session_id, number, token_hash) values (session_in, number_in + 1, next_hash_in);
        delete from refresh_tokens where session_id = session_in and number < number_in - 20;
        active := number_in + 1;
    elsif number_in < active - 1 then
        select coalesce(max(used_at), used) into used
          from refresh_tokens where session_id = session_in and number = number_in;
        if used < now() - reuse_interval_in then
            perform internal.end_session(session_in, 'token_reused');
            return json_build_object('outcome', 'reused');
        end if;
    end if;
    update user_sessions set last_seen_at = now() where id = session_in;
    return json_build_object('outcome', 'rotated', 'number', active, 'session', api.get_session(session_in));
end $$;
comment on function api.rotate_refresh_token(uuid, int, bytea, bytea, interval) is
    'The successor of a genuine refresh token; its direct parent gets the same one, an older one ends the session (commit it).';
grant execute on function api.rotate_refresh_token(uuid, int, bytea, bytea, interval) to topin_worker;
