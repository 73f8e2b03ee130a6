-- security definer: a like is a row, a count and an event together; members cannot write any of them alone.
create or replace function internal.increment_post_likes(post_in uuid, delta_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    viewer uuid := api.viewer_id();
    author uuid;
    since timestamptz;  -- when a like that goes came
    counted bigint;
    waiting bigint;
begin
    -- One statement, so that what it counts is one moment: it decides, writes row and delta, and counts the others.
    if delta_in > 0 then
        with liked as (
            insert into public.likes (user_id, post_id)
            select viewer, p.id from public.posts p
             where p.id = post_in and p.status = 'published' and api.can_see_post(viewer, p.id)
            on conflict (post_id, user_id) do nothing returning post_id
        ), changed as (
            insert into public.counter_deltas (kind, subject_id, delta) select 'post_likes', l.post_id, 1 from liked l
        )
        -- A like that was taken back since this moment is still counted in it, and is not another one.
        select p.author_id, coalesce(c.likes, 0) + w.likes - (o.user_id is not null)::int, w.deltas
          into author, counted, waiting
          from liked l join public.posts p on p.id = l.post_id
          left join public.post_counters c on c.post_id = p.id
          left join public.likes o on o.post_id = p.id and o.user_id = viewer
         cross join lateral (select coalesce(sum(d.delta), 0) as likes, count(*) as deltas from public.counter_deltas d
                              where d.subject_id = post_in and d.kind = 'post_likes') w;
    else
        with unliked as (
            delete from public.likes l
             where l.post_id = post_in and l.user_id = viewer and api.can_see_post(viewer, post_in) returning l.post_id, l.created_at
        ), changed as (
            insert into public.counter_deltas (kind, subject_id, delta) select 'post_likes', u.post_id, -1 from unliked u
        )
        select p.author_id, u.created_at, coalesce(c.likes, 0) + w.likes, w.deltas into author, since, counted, waiting
          from unliked u join public.posts p on p.id = u.post_id
          left join public.post_counters c on c.post_id = p.id
         cross join lateral (select coalesce(sum(d.delta), 0) as likes, count(*) as deltas from public.counter_deltas d
                              where d.subject_id = post_in and d.kind = 'post_likes') w;
    end if;
    if author is null then
        if not api.can_see_post(viewer, post_in) then
            perform internal.refuse_post(post_in);
        end if;
        return internal.post_likes_json(post_in);
    end if;
    perform internal.event_record(case when delta_in > 0 then 'post_liked' else 'post_unliked' end,
                                  post_in, pg_catalog.jsonb_build_object('author_id', author, 'since', since));
    -- Each like reads all that wait. Popular posts do not wait for the clock.
    if waiting >= 200 then
        perform internal.fold_likes(post_in);
    end if;
    return pg_catalog.json_build_object('liked', delta_in > 0, 'likes', counted + delta_in);
end $$;
comment on function internal.increment_post_likes(uuid, int) is
    'The viewer''s like of a post they see comes (1) or goes (-1), once however often: row, delta and event. Returns {liked, likes}; refuses what they do not see.';
grant execute on function internal.increment_post_likes(uuid, int) to topin_user;
