create or replace function internal.raise_session(number_in int, token_hash_in bytea) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    perform internal.end_sessions(array(
        select id from user_sessions where user_id = viewer_id() and id <> viewer_session_id() and aal = 'aal1'),
        'second_factor_verified');
    update user_sessions
       set aal = 'aal2', waits_for_factor = false, last_seen_at = now(),
           amr = jsonb_build_array(jsonb_build_object('method', 'totp', 'timestamp', extract(epoch from now())::bigint))
                 || internal.amr_without(amr, 'totp')
     where id = viewer_session_id();
    if not found then
        perform internal.refuse('TP401', 'This session has ended, sign in again', 'not_authenticated');
    end if;
    perform internal.cancel_deletion(viewer_id()); -- a session that waited had not come back yet
    -- Of the tokens before this one no genuine one hashes to this: whoever has one of them has nothing.
    update refresh_tokens set token_hash = token_hash || '\x00' where session_id = viewer_session_id();
    insert into refresh_tokens (session_id, number, token_hash) values (viewer_session_id(), number_in, token_hash_in);
end $$;
comment on function internal.raise_session(int, bytea) is
    'Makes the viewer''s session aal2 with a new refresh token, voids the older ones and ends the member''s sessions below aal2.';
grant execute on function internal.raise_session(int, bytea) to topin_worker;
