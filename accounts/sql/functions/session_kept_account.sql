create or replace function api.session_kept_account(session_in uuid) returns boolean
language sql stable
as $$
    select exists (
        select from user_sessions s join account_deletions d on d.user_id = s.user_id
         -- Both in one transaction; a session's time is that of its statement, a moment later.
         where s.id = session_in and d.cancelled_at > s.created_at - interval '2 seconds'
    )
$$;
comment on function api.session_kept_account(uuid) is
    'Whether this sign-in called off the deletion of its account: it was asked for, and somebody came back in time.';
grant execute on function api.session_kept_account(uuid) to topin_worker;
