create or replace function api.touch_sessions(sessions_in uuid[], seconds_ago_in float8[]) returns void
language sql volatile
as $$
    -- Rows that are there and let somebody in: an ended session does not come back by having been seen. SKIP LOCKED:
    -- whoever holds one is refreshing or ending it, or notes the same from another process; nobody waits for this.
    with seen as (
        select s.id, now() - make_interval(secs => given.seconds_ago) as at
          from unnest(sessions_in, seconds_ago_in) as given (id, seconds_ago)
          join user_sessions s on s.id = given.id
         where session_is_live(s.user_id, s.id)
         order by s.id for no key update of s skip locked
    )
    update user_sessions s set last_seen_at = seen.at from seen where s.id = seen.id and s.last_seen_at < seen.at
$$;
comment on function api.touch_sessions(uuid[], float8[]) is
    'Notes that sessions were seen so many seconds ago (arrays of equal length); those that ended stay ended.';
grant execute on function api.touch_sessions(uuid[], float8[]) to topin_worker;
