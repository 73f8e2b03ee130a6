-- security invoker: a member learns of others only what the policy of `followers` shows them; called from
-- definer functions it is the whole truth.
create or replace function api.is_following(follower_in uuid, followed_in uuid) returns boolean
language sql stable
as $$
    select exists (
        select from public.followers f where f.follower_id = follower_in and f.followed_id = followed_in
    )
$$;
comment on function api.is_following(uuid, uuid) is 'Whether the first member follows the second, approved where approval is needed.';
grant execute on function api.is_following(uuid, uuid) to topin_anon, topin_user, topin_staff, topin_worker;
