-- security definer: as internal.accept_requests.
create or replace function api.approve_all_follow_requests(limit_in int, up_to_in timestamptz) returns json
language sql volatile security definer set search_path = ''
as $$
    select json_build_object('approved', internal.accept_requests(limit_in, least(up_to_in, statement_timestamp())))
$$;
comment on function api.approve_all_follow_requests(int, timestamptz) is
    'Everybody who asked to follow the viewer up to a moment follows, the oldest limit_in at once and the others by and by. Returns {approved}: at once.';
grant execute on function api.approve_all_follow_requests(int, timestamptz) to topin_user;
