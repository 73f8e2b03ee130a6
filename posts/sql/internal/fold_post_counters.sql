-- security definer: counters and deltas belong to nobody; the clock folds them through here.
create or replace function internal.fold_post_counters(limit_in int) returns int
language sql volatile security definer set search_path = ''
as $$
    -- One statement, SKIP LOCKED, posts in the order of their ids: as internal.fold_profile_counters.
    with mine as (
        select d.id from public.counter_deltas d
         where d.kind = 'post_likes' order by d.id limit limit_in for update skip locked
    ), gone as (
        delete from public.counter_deltas d using mine where d.id = mine.id returning d.subject_id, d.delta
    ), folded as (
        insert into public.post_counters as c (post_id, likes)
        select g.subject_id, sum(g.delta) from gone g join public.posts p on p.id = g.subject_id
         group by g.subject_id order by g.subject_id
        on conflict (post_id) do update set likes = c.likes + excluded.likes
    )
    select count(*)::int from gone
$$;
comment on function internal.fold_post_counters(int) is 'Moves waiting changes of posts'' counts into their counters; returns how many.';
grant execute on function internal.fold_post_counters(int) to topin_worker;
