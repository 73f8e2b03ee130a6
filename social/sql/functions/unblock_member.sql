-- security definer: blocks are written by these functions only.
create or replace function api.unblock_member(user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    perform internal.lock_members(array[me, user_in]);
    delete from public.blocked_users b where b.blocker_id = me and b.blocked_id = user_in;
    if found then
        perform internal.event_record('member_unblocked', user_in);
        perform internal.tell_follow(me, user_in);
    elsif not api.profile_exists_for(me, user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function api.unblock_member(uuid) is
    'Ends a block of the viewer and restores nothing of what it ended; where there is none, nothing happens.';
grant execute on function api.unblock_member(uuid) to topin_user;
