create or replace function internal.cancel_deletion(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    update public.account_deletions set cancelled_at = now()
     where user_id = user_in and cancelled_at is null and erased_at is null;
    if not found then
        return;
    end if;
    -- Who was suspended before they asked stays out of sight.
    update public.profiles p
       set is_hidden = exists (select from public.users u where u.id = user_in and u.banned_until > now()), updated_at = now()
     where p.user_id = user_in;
    perform api.audit_record('deletion_cancelled', 'user', user_in);
    perform internal.event_record('deletion_cancelled', user_in);
end $$;
comment on function internal.cancel_deletion(uuid) is
    'Somebody came back in the time of grace: the account stays, and is seen again. The caller has locked the account.';
grant execute on function internal.cancel_deletion(uuid) to topin_worker;
