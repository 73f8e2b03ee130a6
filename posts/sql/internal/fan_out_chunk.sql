create or replace function internal.fan_out_chunk(work_in public.fanouts, chunk_in int, wide_in int) returns boolean
language plpgsql volatile
as $$
declare
    post public.posts;
    is_wide boolean := exists (select from public.wide_authors w where w.user_id = work_in.by_id);
    mark_at timestamptz := 'infinity';
    mark_id uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    chunk uuid[] := '{}';
begin
    select * into post from public.posts p where p.id = work_in.post_id;
    if not is_wide and work_in.reached is null and internal.has_more_followers(work_in.by_id, wide_in) then
        insert into public.wide_authors (user_id) values (work_in.by_id) on conflict do nothing;
        is_wide := true;
    end if;
    if not is_wide and post.audience <> 'private' then
        -- From the newest follower to the first. Who follows meanwhile stands before them, and reads what they lack
        -- themselves. Where the last one reached follows no more, all is written again, which changes nothing.
        select f.created_at, f.follower_id into mark_at, mark_id from public.followers f
         where f.followed_id = work_in.by_id and f.follower_id = work_in.reached;
        chunk := array(
            select f.follower_id from public.followers f
             where f.followed_id = work_in.by_id
               and (f.created_at, f.follower_id) < (coalesce(mark_at, 'infinity'), coalesce(mark_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
             order by f.created_at desc, f.follower_id desc limit chunk_in);
        perform internal.write_timelines(chunk, work_in.at, work_in.post_id);
    end if;
    if cardinality(chunk) = chunk_in then
        update public.fanouts f set reached = chunk[chunk_in] where f.id = work_in.id;
        return true;
    end if;
    perform internal.write_timelines(
        array(select work_in.by_id union
              select m.user_id from public.circle_members m
               where m.circle_id = post.circle_id and post.author_id = work_in.by_id and post.audience = 'circle'),
        work_in.at, work_in.post_id);
    delete from public.fanouts f where f.id = work_in.id;
    return false;
end $$;
comment on function internal.fan_out_chunk(public.fanouts, int, int) is
    'Writes what is published or reposted into the timelines of the next chunk_in followers, at the end into those of its circle and its author. Says whether there are more. Whoever has more than wide_in followers is wide from now on: their followers merge when they read.';
