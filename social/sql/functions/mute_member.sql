create or replace function api.mute_member(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    if user_in = viewer_id() then
        perform internal.refuse('TP400', 'You cannot mute yourself.', 'invalid', 'user_id');
    elsif not profile_exists_for(viewer_id(), user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    insert into mutes (muter_id, muted_id) values (viewer_id(), user_in) on conflict (muter_id, muted_id) do nothing;
end $$;
comment on function api.mute_member(uuid) is
    'Mutes a member as the viewer: their home feed and notifications lose them. Nobody is told, hence no event.';
grant execute on function api.mute_member(uuid) to topin_user;
