-- security definer: as feed_of_followed; likes are named where liker and author let them be seen.
create or replace function internal.feed_of_liked(viewer_in uuid, since_in timestamptz, limit_in int)
returns table (post_id uuid, source text, about text, strength float8)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    with likers as materialized (
        select f.followed_id as id
          from public.followers f
         where f.follower_id = viewer_in
           and f.followed_id <> all (array(select internal.hidden_from(viewer_in) union all select internal.muted_by(viewer_in)))
           and exists (select from public.user_settings s where s.user_id = f.followed_id and s.show_likes offset 0)
           and exists (select from public.profiles p where p.user_id = f.followed_id and not p.is_hidden offset 0)
         order by f.created_at desc, f.followed_id desc limit limit_in
    ), liked as (
        select newest.post_id, count(*) as people, (array_agg(k.id order by newest.id desc))[1] as last
          from likers k cross join lateral (
               select l.id, l.post_id from public.likes l
                where l.user_id = k.id and l.id > internal.uuid_at(since_in) and l.post_id is not null
                order by l.id desc limit 10) newest
         group by newest.post_id
    )
    select l.post_id, 'liked_by_followed', l.last::text, least(1, ln(1 + l.people) / ln(5))
      from liked l cross join lateral (
           select p.author_id, p.published_at from public.posts p
            where p.id = l.post_id and p.status = 'published' and p.deleted_at is null and p.hidden_at is null
              and p.audience = 'public' and p.author_id <> viewer_in and p.published_at > since_in offset 0) p
     where not exists (select from public.feed_seen s
                        where s.user_id = viewer_in and s.post_id = l.post_id and s.seen_at > internal.seen_since() offset 0)
       and exists (select from public.user_settings s where s.user_id = p.author_id and s.show_likes offset 0)
     order by l.people desc, p.published_at desc limit limit_in
$$;
comment on function internal.feed_of_liked(uuid, timestamptz, int) is
    'Unseen public posts for a for-you feed that people the member follows like, about who did last; of those limit_in whom they follow newest. Five likers count in full.';
