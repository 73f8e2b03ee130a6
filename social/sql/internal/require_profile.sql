create or replace function internal.require_profile(user_in uuid) returns void
language plpgsql stable
as $$
begin
    if not api.profile_exists_for(api.viewer_id(), user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    if not api.can_view_profile(api.viewer_id(), user_in) then
        perform internal.refuse('TP403', 'This member shows more only to people they approved.', 'profile_limited');
    end if;
end $$;
comment on function internal.require_profile(uuid) is
    'Refuses whoever may not see the lists and figures of a member: 404 where they do not exist for the viewer, else 403.';
grant execute on function internal.require_profile(uuid) to topin_anon, topin_user, topin_staff;
