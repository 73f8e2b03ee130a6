-- security definer: requests are answered by functions only.
create or replace function api.decline_follow_request(user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform internal.lock_both(user_in);
    delete from public.follow_requests r where r.requester_id = user_in and r.target_id = api.viewer_id();
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    -- Nothing to the requester's stream: nobody is told that they were declined.
    perform internal.event_record('follow_request_declined', user_in);
end $$;
comment on function api.decline_follow_request(uuid) is
    'Ends a request to follow the viewer without a word to who asked; refuses where no request of theirs waits.';
grant execute on function api.decline_follow_request(uuid) to topin_user;
