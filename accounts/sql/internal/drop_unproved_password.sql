create or replace function internal.drop_unproved_password(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- Whoever chose it never proved the address; who comes now does, and did not ask to confirm that sign-up.
    update users set password_hash = null, updated_at = now()
     where id = user_in and email_confirmed_at is null and password_hash is not null;
    if not found then
        return;
    end if;
    perform internal.end_sessions(array(select id from user_sessions where user_id = user_in), 'account_taken_over');
    perform api.audit_record('unconfirmed_account_taken_over', 'user', user_in);
end $$;
comment on function internal.drop_unproved_password(uuid) is
    'Leaves whoever signed up with another''s address no way in once its owner comes (defence against pre-hijacking); nothing to a confirmed account.';
grant execute on function internal.drop_unproved_password(uuid) to topin_worker;
