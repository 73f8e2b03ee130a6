-- security definer: follows, counts and both members' streams change together, and only so.
create or replace function api.approve_follow_request(user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    perform internal.lock_both(user_in);
    delete from public.follow_requests r where r.requester_id = user_in and r.target_id = me;
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    perform internal.add_follower(user_in, me);
    perform internal.event_record('follow_request_accepted', user_in);
end $$;
comment on function api.approve_follow_request(uuid) is
    'The member who asked follows the viewer from now on; refuses where no request of theirs waits.';
grant execute on function api.approve_follow_request(uuid) to topin_user;
