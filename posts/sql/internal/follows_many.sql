-- security definer: counts the viewer's own follows, no further than it has to.
create or replace function internal.follows_many(viewer_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select count(*) > 300 from (select from public.followers f where f.follower_id = viewer_in limit 301) first_ones
$$;
comment on function internal.follows_many(uuid) is
    'Whether a member follows so many that the newest posts of all are searched before the authors one by one.';
