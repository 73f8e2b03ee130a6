create or replace function internal.erase_posts(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- Others' posts lose exactly the likes that go.
    insert into public.counter_deltas (kind, subject_id, delta)
    select 'post_likes', l.post_id, -1 from public.likes l join public.posts p on p.id = l.post_id
     where l.user_id = user_in and p.author_id <> user_in;
    delete from public.likes where user_id = user_in;
    delete from public.likes l using public.posts p where p.id = l.post_id and p.author_id = user_in;
    delete from public.post_counters c using public.posts p where p.id = c.post_id and p.author_id = user_in;
    delete from public.counter_deltas d using public.posts p where p.id = d.subject_id and p.author_id = user_in;
    delete from public.post_tags where author_id = user_in;
    delete from public.posts where author_id = user_in;
end $$;
comment on function internal.erase_posts(uuid) is 'The part of an erasure that is about what a member wrote and liked.';
