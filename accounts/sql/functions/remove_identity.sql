create or replace function api.remove_identity(identity_in uuid) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    gone identities;
begin
    -- The lock makes two removals at once one after the other, so that one identity always remains.
    perform from users where id = viewer_id() for no key update;
    select * into gone from identities where id = identity_in and user_id = viewer_id();
    if not found then
        perform internal.refuse('TP422', 'Identity doesn''t exist', 'identity_not_found');
    end if;
    if api.owes_second_factor() then
        perform internal.refuse('TP403', 'AAL2 required to unlink an identity', 'insufficient_aal');
    end if;
    if not exists (select from identities where user_id = viewer_id() and id <> identity_in) then
        perform internal.refuse('TP422', 'User must have at least 1 identity after unlinking', 'single_identity_not_deletable');
    end if;
    delete from identities where id = identity_in;
    if gone.provider = 'email' then -- the password is how this identity signs in
        update users set password_hash = null where id = viewer_id();
    end if;
    perform internal.note_providers(viewer_id());
    perform api.audit_record('identity_removed', 'user', viewer_id(), jsonb_build_object('provider', gone.provider));
end $$;
comment on function api.remove_identity(uuid) is
    'Takes away one of the viewer''s ways to sign in; never the last. With the e-mail identity the password goes.';
grant execute on function api.remove_identity(uuid) to topin_worker;
