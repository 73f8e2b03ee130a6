create or replace function internal.note_identity(member_in users, identity_in jsonb) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    is_new boolean;
begin
    if member_in.email_confirmed_at is null and (identity_in ->> 'email_verified')::boolean
       and member_in.email = identity_in ->> 'email' then
        perform internal.take_account_over(member_in.id, identity_in -> 'metadata' ->> 'name');
    end if;
    insert into identities as known (user_id, provider, provider_id, identity_data, last_sign_in_at)
    values (member_in.id, identity_in ->> 'provider', identity_in ->> 'id', identity_in -> 'metadata', now())
    on conflict (provider, provider_id) do update
       set identity_data = known.identity_data || excluded.identity_data, last_sign_in_at = now(), updated_at = now()
    returning old.id is null into is_new;
    -- What the member keeps in the metadata stays; what the provider says more of them is added.
    update users set user_metadata = (identity_in -> 'metadata') || user_metadata, updated_at = now() where id = member_in.id;
    if is_new then
        perform internal.note_providers(member_in.id);
        perform api.audit_record('identity_linked', 'user', member_in.id,
                                 jsonb_build_object('provider', identity_in ->> 'provider'));
    end if;
end $$;
comment on function internal.note_identity(users, jsonb) is
    'Links an identity to the member it was found to be of, or notes what the provider says of them today.';
grant execute on function internal.note_identity(users, jsonb) to topin_worker;
