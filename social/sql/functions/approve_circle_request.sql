-- security definer: memberships and requests are written by functions only.
create or replace function api.approve_circle_request(circle_in uuid, user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform internal.admit_to_circle(internal.take_circle_request(circle_in, user_in), user_in);
    perform internal.event_record('circle_request_approved', circle_in, jsonb_build_object('user_id', user_in));
end $$;
comment on function api.approve_circle_request(uuid, uuid) is 'Lets somebody into a circle who asked to join; refuses when it is full.';
grant execute on function api.approve_circle_request(uuid, uuid) to topin_user;
