-- security definer: decides by the target's privacy and blocks, which the viewer may not read.
create or replace function api.follow_member(user_in uuid, limit_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    if user_in = me then
        perform internal.refuse('TP400', 'You cannot follow yourself.', 'invalid', 'user_id');
    end if;
    -- From here on nobody blocks, goes private or uses up the limit in between.
    perform internal.lock_members(array[me, user_in]);
    if not api.profile_exists_for(me, user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif api.is_user_blocked(me, user_in) then
        perform internal.refuse('TP403', 'You blocked this member. Unblock them first.', 'blocking');
    elsif api.follow_state(me, user_in) = 'none' then
        -- Open requests count: so approving one never passes the limit.
        if (select count(*) from public.followers f where f.follower_id = me)
           + (select count(*) from public.follow_requests r where r.requester_id = me) >= limit_in then
            perform internal.refuse('TP409', format('You follow %s people already or asked to, and that is the limit.', limit_in), 'follow_limit');
        end if;
        if (select p.is_private from public.profiles p where p.user_id = user_in) then
            insert into public.follow_requests (requester_id, target_id) values (me, user_in);
            perform internal.event_record('follow_requested', user_in);
            perform internal.tell_follow(me, user_in);
        else
            perform internal.add_follower(me, user_in);
        end if;
    end if;
    return internal.follow_json(me, user_in);
end $$;
comment on function api.follow_member(uuid, int) is
    'Follows a member as the viewer, or asks to where the account is private; following twice is following once. limit_in: how many one may follow.';
grant execute on function api.follow_member(uuid, int) to topin_user;
