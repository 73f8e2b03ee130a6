-- security definer: can_read_in_circle for one viewer and circle, turned into sets along the circle's index. A
-- property test holds it equal to can_see_post.
create or replace function internal.circle_posts(viewer_in uuid, circle_in uuid, at_in timestamptz, id_in uuid, limit_in int)
returns uuid[]
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running. `offset 0`: looks at a key
    -- for the few rows of a page, never joins that read whole tables.
    select array(
        select p.id from public.posts p
         where p.circle_id = circle_in and p.status = 'published' and p.deleted_at is null
           and (p.published_at, p.id) < (at_in, id_in)
           and (p.author_id = viewer_in or (
                p.hidden_at is null and p.author_id <> all (array(select internal.hidden_from(viewer_in)))
                and exists (
                    select from public.profiles a
                     where a.user_id = p.author_id and not a.is_hidden and (
                           (a.visibility = 'everyone' and not a.is_private)
                           or ((select internal.circle_role(circle_in, viewer_in)) is not null and exists (
                               select from public.circle_members m
                                where m.circle_id = circle_in and m.user_id = a.user_id offset 0))
                           or (a.visibility <> 'nobody' and exists (
                                   select from public.followers f
                                    where f.follower_id = viewer_in and f.followed_id = a.user_id offset 0)
                               and (a.visibility <> 'mutuals' or exists (
                                   select from public.followers b
                                    where b.follower_id = a.user_id and b.followed_id = viewer_in offset 0)))) offset 0)))
         order by p.published_at desc, p.id desc limit limit_in)
$$;
comment on function internal.circle_posts(uuid, uuid, timestamptz, uuid, int) is
    'Ids of the newest posts before a mark in a circle that the viewer (null: a visitor) may read, as far as they may see them.';
grant execute on function internal.circle_posts(uuid, uuid, timestamptz, uuid, int) to topin_worker;
