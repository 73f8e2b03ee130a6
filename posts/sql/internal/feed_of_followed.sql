-- security definer: names candidates only; what of them is shown, the reading of a page decides.
create or replace function internal.feed_of_followed(viewer_in uuid, limit_in int)
returns table (post_id uuid, source text, about text, strength float8)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    with unseen as materialized (
        select h.post_id, p.author_id, p.circle_id, max(h.at) as at
          from internal.newest_home_posts(viewer_in, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 4 * limit_in) h
          join public.posts p on p.id = h.post_id
         where p.author_id <> viewer_in
           and not exists (select from public.feed_seen s
                            where s.user_id = viewer_in and s.post_id = h.post_id and s.seen_at > internal.seen_since() offset 0)
         group by h.post_id, p.author_id, p.circle_id
         order by at desc limit limit_in
    ), left_out as materialized (
        select array(select internal.hidden_from(viewer_in) union all select internal.muted_by(viewer_in)) as people
    )
    select u.post_id, source.name, source.about, 1
      from unseen u cross join lateral (
           select 'followed', null::text, 1
             from public.followers f where f.follower_id = viewer_in and f.followed_id = u.author_id
           union all
           select 'circle', m.circle_id::text, 2
             from public.circle_members m where m.circle_id = u.circle_id and m.user_id = viewer_in
           union all
           (select 'reposted', r.user_id::text, 3
              from public.reposts r
             where r.post_id = u.post_id and r.user_id <> all ((select l.people from left_out l)::uuid[])
               and exists (select from public.profiles a where a.user_id = r.user_id and not a.is_hidden offset 0) and exists (
                   select from public.followers f where f.follower_id = viewer_in and f.followed_id = r.user_id offset 0)
             order by r.created_at desc limit 1)
           order by 3 limit 1) source (name, about, place)
$$;
comment on function internal.feed_of_followed(uuid, int) is
    'The newest unseen posts for a for-you feed by people the member follows (source followed), in their circles (circle) and reposted by people they follow (reposted, about whom).';
