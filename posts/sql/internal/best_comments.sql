create or replace function internal.best_comments(
    viewer_in uuid, post_in uuid, parent_in uuid, since_in timestamptz, likes_in bigint, id_in uuid, limit_in int
) returns table (id uuid, likes bigint)
language sql stable
as $$
    with found as (
        select c.id from internal.shown_comments(viewer_in) c
         where parent_in is null and c.post_id = post_in and c.parent_id is null
        union all
        select c.id from internal.shown_comments(viewer_in) c where c.parent_id = parent_in
    ), counted as (
        -- Likes that came after the first page was read wait for the next reading: they would move comments about.
        select f.id, coalesce(k.likes, 0) + internal.count_pending('comment_likes', f.id)
                     - (select count(*) from public.likes l
                         where l.comment_id = f.id and l.id > internal.uuid_at(since_in)) as likes
          from found f left join public.comment_counters k on k.comment_id = f.id
    )
    select c.id, c.likes from counted c
     where likes_in is null or (c.likes, c.id) < (likes_in, id_in)
     order by c.likes desc, c.id desc limit limit_in
$$;
comment on function internal.best_comments(uuid, uuid, uuid, timestamptz, bigint, uuid, int) is
    'As newest_comments, by the likes they had at a time, then the newest, behind a mark (likes_in null: from the beginning).';
