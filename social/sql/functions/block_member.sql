-- security definer: ends follows, requests and likes of both, which no member may write, and decides by their blocks.
create or replace function api.block_member(user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    if user_in = me then
        perform internal.refuse('TP400', 'You cannot block yourself.', 'invalid', 'user_id');
    end if;
    -- Follows, answers to requests and blocks between the two come before this one or find it.
    perform internal.lock_members(array[me, user_in]);
    if not api.profile_exists_for(me, user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    insert into public.blocked_users (blocker_id, blocked_id) values (me, user_in) on conflict (blocker_id, blocked_id) do nothing;
    if found then
        perform internal.end_relations(me, user_in);
        perform internal.event_record('member_blocked', user_in);
        perform internal.tell_follow(me, user_in);  -- the blocked is told nothing
    end if;
end $$;
comment on function api.block_member(uuid) is
    'Blocks a member as the viewer: follows, requests and profile likes between the two end, either way. Blocking twice is blocking once.';
grant execute on function api.block_member(uuid) to topin_user;
