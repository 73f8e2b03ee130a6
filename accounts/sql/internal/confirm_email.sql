create or replace function internal.confirm_email(user_in uuid) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    address text;
begin
    update users
       set email_confirmed_at = now(), updated_at = now(), user_metadata = user_metadata || '{"email_verified": true}'
     where id = user_in and email_confirmed_at is null
    returning email into address;
    if not found then
        return;
    end if;
    update identities set identity_data = identity_data || '{"email_verified": true}', updated_at = now()
     where user_id = user_in and identity_data ->> 'email' = address;
    -- Whoever tied an account elsewhere to this address before it was proved is not let in by it.
    delete from identities where user_id = user_in and provider <> 'email' and identity_data ->> 'email_verified' = 'false';
    perform internal.note_providers(user_in);
end $$;
comment on function internal.confirm_email(uuid) is
    'Notes that the member has the address they signed up with, and drops identities that nobody ever confirmed.';
grant execute on function internal.confirm_email(uuid) to topin_worker;
