create or replace function api.set_staff_role(user_in uuid, role_in text) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    old_role text;
begin
    -- The policy lets administrators through, and nobody to their own row: one of them always remains.
    update users set staff_role = role_in, updated_at = now()
     where id = user_in and deleted_at is null
    returning old.staff_role into old_role;
    if not found then
        perform internal.refuse('TP403', 'Only another administrator may change this role.', 'forbidden');
    end if;
    perform api.audit_record('staff_role_changed', 'user', user_in,
                             jsonb_build_object('from', old_role, 'to', role_in));
end $$;
comment on function api.set_staff_role(uuid, text) is
    'Makes a member moderator, administrator or neither (null); administrators only, never their own role.';
grant execute on function api.set_staff_role(uuid, text) to topin_staff;
