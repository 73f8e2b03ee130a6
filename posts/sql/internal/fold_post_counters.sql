-- security definer: counters and deltas belong to nobody; the clock folds them through here.
create or replace function internal.fold_post_counters(limit_in int) returns int
language sql volatile security definer set search_path = ''
as $$
    -- One statement, SKIP LOCKED, rows in the order of their ids: as internal.fold_profile_counters.
    with mine as (
        select d.id from public.counter_deltas d
         where d.kind in ('post_likes', 'post_comments', 'post_reposts', 'post_quotes', 'post_views',
                          'comment_likes', 'comment_replies', 'poll_votes', 'poll_voters')
         order by d.id limit limit_in for update skip locked
    ), gone as (
        delete from public.counter_deltas d using mine where d.id = mine.id returning d.kind, d.subject_id, d.delta
    ), posts as (
        insert into public.post_counters as c (post_id, likes, comments, reposts, quotes, views)
        select g.subject_id,
               coalesce(sum(g.delta) filter (where g.kind = 'post_likes'), 0),
               coalesce(sum(g.delta) filter (where g.kind = 'post_comments'), 0),
               coalesce(sum(g.delta) filter (where g.kind = 'post_reposts'), 0),
               coalesce(sum(g.delta) filter (where g.kind = 'post_quotes'), 0),
               coalesce(sum(g.delta) filter (where g.kind = 'post_views'), 0)
          from gone g join public.posts p on p.id = g.subject_id
         where g.kind in ('post_likes', 'post_comments', 'post_reposts', 'post_quotes', 'post_views')
         group by g.subject_id order by g.subject_id
        on conflict (post_id) do update
           set likes = c.likes + excluded.likes, comments = c.comments + excluded.comments,
               reposts = c.reposts + excluded.reposts, quotes = c.quotes + excluded.quotes,
               views = c.views + excluded.views
    ), standing as materialized (
        -- Held until the commit, lowest id first: a comment that is being deleted gets no counter any more.
        select c.id, coalesce(c.parent_id, c.post_id) as thread from public.comments c
         where c.id in (select g.subject_id from gone g where g.kind in ('comment_likes', 'comment_replies'))
         order by c.id for key share
    ), comments as (
        insert into public.comment_counters as c (comment_id, thread, likes, replies)
        select g.subject_id, s.thread,
               coalesce(sum(g.delta) filter (where g.kind = 'comment_likes'), 0),
               coalesce(sum(g.delta) filter (where g.kind = 'comment_replies'), 0)
          from gone g join standing s on s.id = g.subject_id
         where g.kind in ('comment_likes', 'comment_replies')
         group by g.subject_id, s.thread order by g.subject_id
        on conflict (comment_id) do update
           set likes = c.likes + excluded.likes, replies = c.replies + excluded.replies
    ), options as (
        update public.post_poll_options o set votes = o.votes + g.delta
          from (select subject_id, sum(delta) as delta from gone where kind = 'poll_votes' group by 1) g
         where o.id = g.subject_id
    ), polls as (
        update public.post_polls p set voters = p.voters + g.delta
          from (select subject_id, sum(delta) as delta from gone where kind = 'poll_voters' group by 1) g
         where p.post_id = g.subject_id
    )
    select count(*)::int from gone
$$;
comment on function internal.fold_post_counters(int) is
    'Moves waiting changes of the counts of posts, comments and polls into their counters; returns how many.';
grant execute on function internal.fold_post_counters(int) to topin_worker;
