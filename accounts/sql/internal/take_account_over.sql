create or replace function internal.take_account_over(user_in uuid, name_in text) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    -- Whoever made this account never proved the address; who comes now did. Nothing of the former may be left
    -- that lets them in: not the password, no identity, session, factor, code or link.
    update users
       set password_hash = null, email_confirmed_at = now(), user_metadata = '{}', updated_at = now(),
           new_email = null, email_change_sent_at = null, email_change_confirmed = null
     where id = user_in;
    -- The name was theirs too; of the handle the new owner has a free choice.
    update profiles
       set display_name = coalesce(internal.fit_name(name_in), handle), handle_is_chosen = false, updated_at = now()
     where user_id = user_in;
    delete from identities where user_id = user_in;
    perform internal.end_sessions(array(select id from user_sessions where user_id = user_in), 'account_taken_over');
    delete from mfa_challenges where factor_id in (select id from mfa_factors where user_id = user_in);
    delete from mfa_factors where user_id = user_in;
    perform internal.void_proofs(user_in);
    perform api.audit_record('unconfirmed_account_taken_over', 'user', user_in);
end $$;
comment on function internal.take_account_over(uuid, text) is
    'Hands an account that nobody ever confirmed to whom a provider proved to have its address (defence against pre-hijacking).';
grant execute on function internal.take_account_over(uuid, text) to topin_worker;
