-- security definer: rests on follows, mutes and the rule of visibility, for many members at once.
create or replace function api.get_home_audience(people_in uuid[], posts_in uuid[], members_in uuid[]) returns json
language sql stable security definer set search_path = ''
as $$
    with news as (
        select n.by_id, p.id, p.author_id, p.circle_id
          from unnest(people_in, posts_in) n (by_id, post) join public.posts p on p.id = n.post
    ), reached as (
        select f.follower_id as member, n.by_id, n.id, n.author_id
          from news n join public.followers f on f.followed_id = n.by_id and f.follower_id = any (members_in)
        union
        select m.user_id, n.by_id, n.id, n.author_id
          from news n join public.circle_members m on m.circle_id = n.circle_id and m.user_id = any (members_in)
         where n.by_id = n.author_id
    )
    select coalesce(json_agg(distinct r.member), '[]')
      from reached r
     where r.member <> r.by_id and r.member <> r.author_id
       and not exists (select from public.mutes m where m.muter_id = r.member and m.muted_id in (r.by_id, r.author_id))
       and r.by_id <> all (array(select internal.hidden_from(r.member)))
       and api.can_see_post(r.member, r.id) and not internal.is_muted_post(r.member, r.id)
$$;
comment on function api.get_home_audience(uuid[], uuid[], uuid[]) is
    'Which of these members have something new in their home feed, given who published or reposted which posts; own posts are no news.';
grant execute on function api.get_home_audience(uuid[], uuid[], uuid[]) to topin_worker;
