-- security definer: counters and deltas belong to nobody; the clock folds them through here.
create or replace function internal.fold_profile_counters(limit_in int) returns int
language sql volatile security definer set search_path = ''
as $$
    -- One statement: a reader sees a delta either waiting or folded. SKIP LOCKED: two folds share the work.
    -- Members in the order of their ids, so that two folds never wait for each other in a ring.
    with mine as (
        select d.id from public.counter_deltas d
         where d.kind in ('followers', 'following', 'posts', 'profile_likes')
         order by d.id limit limit_in for update skip locked
    ), gone as (
        delete from public.counter_deltas d using mine where d.id = mine.id returning d.kind, d.subject_id, d.delta
    ), folded as (
        insert into public.profile_counters as c (user_id, followers, following, posts, likes)
        select g.subject_id,
               coalesce(sum(g.delta) filter (where g.kind = 'followers'), 0),
               coalesce(sum(g.delta) filter (where g.kind = 'following'), 0),
               coalesce(sum(g.delta) filter (where g.kind = 'posts'), 0),
               coalesce(sum(g.delta) filter (where g.kind = 'profile_likes'), 0)
          from gone g join public.users u on u.id = g.subject_id
         group by g.subject_id order by g.subject_id
        on conflict (user_id) do update
           set followers = c.followers + excluded.followers, following = c.following + excluded.following,
               posts = c.posts + excluded.posts, likes = c.likes + excluded.likes
    )
    select count(*)::int from gone
$$;
comment on function internal.fold_profile_counters(int) is 'Moves waiting changes of members'' counts into their counters; returns how many.';
grant execute on function internal.fold_profile_counters(int) to topin_worker;
