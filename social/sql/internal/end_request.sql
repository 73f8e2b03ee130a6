create or replace function internal.end_request(user_in uuid) returns boolean
language plpgsql volatile
as $$
begin
    delete from public.follow_requests r where r.requester_id = api.viewer_id() and r.target_id = user_in;
    if not found then
        return false;
    end if;
    perform internal.event_record('follow_request_withdrawn', user_in);
    perform internal.tell_follow(api.viewer_id(), user_in);
    return true;
end $$;
comment on function internal.end_request(uuid) is
    'Withdraws the viewer''s request to follow a member; whether there was one. Both members are locked by the caller.';
