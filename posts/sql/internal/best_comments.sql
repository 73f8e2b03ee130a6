create or replace function internal.best_comments(
    viewer_in uuid, post_in uuid, parent_in uuid, since_in uuid, likes_in bigint, id_in uuid, limit_in int, ranked_in int
) returns table (id uuid, likes bigint)
language sql stable
as $$
    with newest as materialized (
        -- One of the two has rows.
        (select c.id from public.comments c
          where parent_in is null and c.post_id = post_in and c.parent_id is null and c.id < since_in
          order by c.id desc limit ranked_in)
        union all
        (select c.id from public.comments c where c.parent_id = parent_in and c.id < since_in order by c.id desc limit ranked_in)
    ), liked as materialized (
        select k.comment_id as id from public.comment_counters k
         where k.thread = coalesce(parent_in, post_in) and k.likes > 0 and k.comment_id < since_in
         order by k.likes desc, k.comment_id desc limit ranked_in
    ), found as (
        select n.id from newest n union select l.id from liked l
    ), counted as materialized (  -- else each use of the sums would make them anew
        select f.id, coalesce(k.likes, 0) + coalesce((
                   select sum(d.delta) from public.counter_deltas d
                    where d.subject_id = f.id and d.kind = 'comment_likes'), 0) as likes
          from found f left join public.comment_counters k on k.comment_id = f.id
    ), ranked as materialized (
        -- Likes that came after the first page was read wait for the next reading: they would move comments about.
        select c.id, c.likes - case when c.likes = 0 then 0 else (
                   select count(*) from public.likes l
                    where l.comment_id = c.id and l.id > since_in) end as likes
          from counted c
    ), behind as (
        select r.id, r.likes from ranked r
         where likes_in is null or (r.likes, r.id) < (likes_in, id_in)
         order by r.likes desc, r.id desc offset 0
    )
    -- Whether it is shown is asked of so many only as make a page.
    select b.id, b.likes from behind b
     where exists (select from internal.shown_comments(viewer_in) s where s.id = b.id offset 0)
     order by b.likes desc, b.id desc limit limit_in
$$;
comment on function internal.best_comments(uuid, uuid, uuid, uuid, bigint, uuid, int, int) is
    'The ranked_in most liked and the ranked_in newest comments whose ids are below since_in: by the likes they had then, and the newest first, behind a mark (likes_in null: from the beginning).';
