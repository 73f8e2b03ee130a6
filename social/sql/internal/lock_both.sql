create or replace function internal.lock_both(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- From here on nobody withdraws, blocks or answers in between.
    perform internal.lock_members(array[api.viewer_id(), user_in]);
    if not api.profile_exists_for(api.viewer_id(), user_in) or api.is_user_blocked(api.viewer_id(), user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function internal.lock_both(uuid) is
    'Locks the viewer and a member for a deed between them; refuses where the lists of the viewer leave the member out.';
