create or replace function internal.erase_posts(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- What others wrote loses exactly the likes that go.
    with gone as (
        delete from public.likes l where l.user_id = user_in returning l.post_id, l.comment_id
    )
    insert into public.counter_deltas (kind, subject_id, delta)
    select case when g.comment_id is null then 'post_likes' else 'comment_likes' end, coalesce(g.post_id, g.comment_id), -1
      from gone g order by 2;
    delete from public.mentions where user_id = user_in;
    perform internal.erase_comments(user_in);
    perform internal.erase_polls_and_bookmarks(user_in);
    perform internal.erase_reposts(user_in);
    perform internal.erase_timelines(user_in);
    perform internal.erase_interests(user_in);
    perform internal.erase_feed(user_in);
    perform internal.erase_posts_for_good(array(select p.id from public.posts p where p.author_id = user_in));
    perform internal.remove_media(array(select m.id from public.post_media m where m.user_id = user_in));
end $$;
comment on function internal.erase_posts(uuid) is
    'The part of an erasure that is about what a member wrote, uploaded, liked, and did with what others wrote.';
