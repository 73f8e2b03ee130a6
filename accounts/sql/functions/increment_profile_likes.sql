create or replace function api.increment_profile_likes(target_in uuid) returns json
language plpgsql volatile
as $$
begin
    if target_in = viewer_id() then
        perform internal.refuse('TP400', 'You cannot like your own profile.', 'invalid', 'user_id');
    end if;
    -- A block locks both: it comes before this like, which then is refused, or finds it. Other fans do not wait.
    perform internal.lock_members(array[viewer_id()]);
    perform internal.require_profile(target_in);
    perform internal.set_profile_like(target_in, true);
    return internal.profile_likes_json(target_in);
end $$;
comment on function api.increment_profile_likes(uuid) is
    'Likes a profile that the viewer sees whole; liking twice is one like. Returns {liked, likes}.';
grant execute on function api.increment_profile_likes(uuid) to topin_user;
