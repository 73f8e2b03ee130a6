create or replace function api.decrement_profile_likes(target_in uuid) returns json
language plpgsql volatile
as $$
begin
    -- A profile may have become limited since it was liked: taking back is still the viewer's own affair.
    if not profile_exists_for(viewer_id(), target_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    perform internal.set_profile_like(target_in, false);
    return internal.profile_likes_json(target_in);
end $$;
comment on function api.decrement_profile_likes(uuid) is
    'Takes the viewer''s like of a profile back; where there is none, nothing happens. Returns {liked, likes}.';
grant execute on function api.decrement_profile_likes(uuid) to topin_user;
