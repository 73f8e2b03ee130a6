-- security definer: requests are written by functions only.
create or replace function api.decline_circle_request(circle_in uuid, user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform internal.take_circle_request(circle_in, user_in);
    perform internal.event_record('circle_request_declined', circle_in, jsonb_build_object('user_id', user_in));
end $$;
comment on function api.decline_circle_request(uuid, uuid) is 'Ends a request to join a circle; who asked is not told, and may ask again.';
grant execute on function api.decline_circle_request(uuid, uuid) to topin_user;
