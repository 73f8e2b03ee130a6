-- security definer: can_see_post for one viewer and many posts, turned into sets. A property test holds it equal.
create or replace function internal.visible_among(viewer_in uuid, posts_in uuid[]) returns uuid[]
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running. `offset 0`: looks at a key
    -- for each of a few rows, never joins that read whole tables.
    select array(
        select p.id
          from unnest(posts_in) with ordinality wanted (id, place) join public.posts p on p.id = wanted.id
         where p.deleted_at is null and (p.author_id = viewer_in or (
                p.status = 'published' and p.hidden_at is null and p.audience <> 'private'
                and p.author_id <> all (array(select internal.hidden_from(viewer_in)))
                and (p.audience <> 'circle' or p.circle_id = any (array(select internal.circles_of(viewer_in))) or exists (
                    select from public.circles c
                     where c.id = p.circle_id and c.visibility = 'public' and c.closed_at is null offset 0))
                and exists (
                    select from public.profiles a
                     where a.user_id = p.author_id and not a.is_hidden and (
                           (p.audience in ('public', 'circle') and a.visibility = 'everyone' and not a.is_private)
                           -- Whoever shares a circle reads each other in it, however private they are elsewhere.
                           or (p.audience = 'circle' and p.circle_id = any (array(select internal.circles_of(viewer_in)))
                               and exists (select from public.circle_members m
                                            where m.circle_id = p.circle_id and m.user_id = p.author_id offset 0))
                           or (a.visibility <> 'nobody' and exists (
                                   select from public.followers f
                                    where f.follower_id = viewer_in and f.followed_id = p.author_id offset 0)
                               and ((p.audience <> 'mutuals' and a.visibility <> 'mutuals') or exists (
                                   select from public.followers b
                                    where b.follower_id = p.author_id and b.followed_id = viewer_in offset 0)))) offset 0)))
         order by wanted.place)
$$;
comment on function internal.visible_among(uuid, uuid[]) is
    'Those of some posts that the viewer (null: a visitor) may see, in the given order: can_see_post for many at once.';
grant execute on function internal.visible_among(uuid, uuid[]) to topin_worker;
