create or replace function internal.known_of(viewer_in uuid, limit_in int) returns uuid[]
language sql stable
as $$
    select array(
        select n.id
          from (select f.followed_id as id from public.followers f where f.follower_id = viewer_in
                 order by f.created_at desc, f.followed_id desc limit limit_in) n
          join public.profiles p on p.user_id = n.id
         where not p.is_hidden and p.visibility in ('everyone', 'followers'))
$$;
comment on function internal.known_of(uuid, int) is
    'Those of the newest limit_in whom a member follows whose own lists the member may read.';
