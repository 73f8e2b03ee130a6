create or replace function api.unmute_member(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- Asked first: of whoever blocked the viewer, an old mute must not tell that they exist.
    if not profile_exists_for(viewer_id(), user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    delete from mutes m where m.muter_id = viewer_id() and m.muted_id = user_in;
end $$;
comment on function api.unmute_member(uuid) is 'Ends a mute of the viewer; where there is none, nothing happens.';
grant execute on function api.unmute_member(uuid) to topin_user;
