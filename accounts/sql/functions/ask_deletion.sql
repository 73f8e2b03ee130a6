create or replace function api.ask_deletion(
    grace_in interval, code_hash_in bytea, tries_in int, max_age_in interval
) returns json
language plpgsql volatile
as $$
declare
    deletion account_deletions;
begin
    -- First the account, as sign-in does: whoever signs in at this moment comes before, and is signed out again,
    -- or comes after, and has cancelled.
    perform from users u where u.id = viewer_id() for no key update;
    if exists (select from users u where u.id = viewer_id() and u.staff_role is not null) then
        perform internal.refuse('TP409', 'Staff cannot leave: another administrator takes the role away first.', 'staff_cannot_leave');
    end if;
    if code_hash_in is not null and not internal.use_nonce(viewer_id(), code_hash_in, tries_in, max_age_in) then
        return json_build_object('outcome', 'wrong_code'); -- and the wrong try is counted: commit it
    end if;
    insert into account_deletions (user_id, erases_at) values (viewer_id(), now() + grace_in)
    on conflict (user_id) where cancelled_at is null and erased_at is null do nothing
    returning * into deletion;
    if not found then
        select * into deletion from account_deletions d
         where d.user_id = viewer_id() and d.cancelled_at is null and d.erased_at is null;
    end if;
    update profiles p set is_hidden = true, updated_at = now() where p.user_id = viewer_id();
    perform internal.void_proofs(viewer_id());
    perform internal.end_sessions(array(select id from user_sessions where user_id = viewer_id()), 'deletion_asked');
    perform api.audit_record('deletion_asked', 'user', viewer_id());
    perform internal.event_record('deletion_asked', viewer_id(),
        jsonb_build_object('erases_at', internal.rfc3339(deletion.erases_at)));
    return json_build_object('outcome', 'asked', 'erases_at', internal.rfc3339(deletion.erases_at));
end $$;
comment on function api.ask_deletion(interval, bytea, int, interval) is
    'The viewer''s account is hidden, signed out everywhere, and erased after a time of grace. With a code''s hash the code has to be right. Outcome: asked, wrong_code.';
grant execute on function api.ask_deletion(interval, bytea, int, interval) to topin_worker;
