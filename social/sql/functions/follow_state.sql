-- security invoker: both ends of a follow and of a request may read it, nobody else is told.
create or replace function api.follow_state(follower_in uuid, followed_in uuid) returns text
language sql stable
as $$
    select case
        when api.is_following(follower_in, followed_in) then 'following'
        when exists (select from public.follow_requests r
                      where r.requester_id = follower_in and r.target_id = followed_in) then 'requested'
        else 'none'
    end
$$;
comment on function api.follow_state(uuid, uuid) is 'What the first member is to the second: following, requested or none.';
grant execute on function api.follow_state(uuid, uuid) to topin_anon, topin_user, topin_staff, topin_worker;
