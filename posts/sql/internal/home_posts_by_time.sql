-- security definer: asks the rule of visibility (audiences_for) for posts whose author the viewer follows.
create or replace function internal.home_posts_by_time(viewer_in uuid, at_in timestamptz, id_in uuid, limit_in int) returns uuid[]
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    select array(
        select recent.id
          from (select p.id, p.author_id, p.audience, p.published_at
                  from public.posts p
                 where p.status = 'published' and p.deleted_at is null and (p.published_at, p.id) < (at_in, id_in)
                   and (p.hidden_at is null or p.author_id = viewer_in)
                 order by p.published_at desc, p.id desc limit 1000) recent
         where (recent.author_id = viewer_in or exists (
                    select from public.followers f
                     where f.follower_id = viewer_in and f.followed_id = recent.author_id offset 0))
           and recent.author_id <> all (array(select internal.muted_by(viewer_in)))
           and recent.audience = any (internal.audiences_for(viewer_in, recent.author_id))
         order by recent.published_at desc, recent.id desc limit limit_in
    )
$$;
comment on function internal.home_posts_by_time(uuid, timestamptz, uuid, int) is
    'As home_posts, but among the 1000 newest posts before the mark only: fewer than limit_in ids mean that it cannot tell.';
