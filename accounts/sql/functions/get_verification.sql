create or replace function api.get_verification() returns json
language sql stable
as $$
    select internal.verification_json(r) from verification_requests r
     where r.user_id = viewer_id() order by r.id desc limit 1
$$;
comment on function api.get_verification() is 'The viewer''s newest request for the blue tick, null when they never asked.';
grant execute on function api.get_verification() to topin_user;
