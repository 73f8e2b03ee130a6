-- security definer: reads what stands between the viewer and those they follow.
create or replace function internal.home_authors(viewer_in uuid) returns uuid[]
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    select array(
        select viewer_in
        union all
        select f.followed_id
          from public.followers f cross join lateral (
              -- `offset 0`: one look at the key for each, never a join that reads all profiles.
              select a.visibility from public.profiles a
               where a.user_id = f.followed_id and not a.is_hidden and a.visibility <> 'nobody' offset 0
          ) shown
         where f.follower_id = viewer_in
           and f.followed_id <> all (array(select internal.hidden_from(viewer_in)))
           and f.followed_id <> all (array(select internal.muted_by(viewer_in)))
           and (shown.visibility <> 'mutuals' or exists (
                select from public.followers b where b.follower_id = f.followed_id and b.followed_id = viewer_in offset 0)))
$$;
comment on function internal.home_authors(uuid) is
    'Whose posts and reposts a home feed is made of: the member, and whom they follow, did not mute and may read.';
