create or replace function internal.agree_to_email_change(
    user_in uuid, slot_in text, both_in boolean, notice_in text, flow_in uuid
) returns text
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    agreed text[];
    new_data jsonb;
begin
    update users set email_change_confirmed = coalesce(email_change_confirmed, slot_in) where id = user_in
    returning array[email_change_confirmed, slot_in,
                    case when not both_in or email is null then 'email_change_current' end],
              jsonb_build_object('email', new_email, 'email_verified', true)
      into agreed, new_data;
    if not agreed @> '{email_change_current,email_change_new}' then
        return 'half';
    end if;
    -- Refused as a whole when somebody else took the address meanwhile.
    update users
       set email = new_email, email_confirmed_at = now(), new_email = null, email_change_sent_at = null,
           email_change_confirmed = null, user_metadata = user_metadata || new_data, updated_at = now()
     where id = user_in;
    insert into identities (user_id, provider, provider_id, identity_data)
    values (user_in, 'email', user_in::text, jsonb_build_object('sub', user_in, 'phone_verified', false) || new_data)
    on conflict (provider, provider_id) do update
       set identity_data = identities.identity_data || new_data, updated_at = now();
    perform internal.note_providers(user_in);
    perform internal.void_proofs(user_in, flow_in);
    perform internal.event_record('email_changed', user_in, jsonb_build_object('sealed', notice_in));
    perform api.audit_record('email_changed', 'user', user_in);
    return 'verified';
end $$;
comment on function internal.agree_to_email_change(uuid, text, boolean, text, uuid) is
    'One of the two addresses agreed to a change; it happens when it was the last whose word is wanted. Verified or half.';
grant execute on function internal.agree_to_email_change(uuid, text, boolean, text, uuid) to topin_worker;
