-- security definer: follows, counts and both members' streams change together, and only so.
create or replace function api.unfollow_member(user_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    perform internal.lock_members(array[me, user_in]);
    if not api.profile_exists_for(me, user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    if internal.end_follow(me, user_in) then
        perform internal.event_record('member_unfollowed', user_in);
    end if;
    perform internal.end_request(user_in);
    return internal.follow_json(me, user_in);
end $$;
comment on function api.unfollow_member(uuid) is
    'Ends the viewer''s follow of a member, or withdraws the request; where there is none, nothing happens.';
grant execute on function api.unfollow_member(uuid) to topin_user;
