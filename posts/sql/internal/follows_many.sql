-- security definer: counts a member's follows, no further than it has to.
create or replace function internal.follows_many(viewer_in uuid, limit_in int default 300) returns boolean
language sql stable security definer set search_path = ''
as $$
    select count(*) > limit_in from (select from public.followers f where f.follower_id = viewer_in limit limit_in + 1) first_ones
$$;
comment on function internal.follows_many(uuid, int) is
    'Whether a member follows more than limit_in; by default so many that the newest posts of all are searched before the authors one by one.';
