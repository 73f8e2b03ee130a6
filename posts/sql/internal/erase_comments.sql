create or replace function internal.erase_comments(user_in uuid) returns void
language plpgsql volatile
as $$
declare
    mine uuid[] := array(
        select c.id from public.comments c join public.posts p on p.id = c.post_id
         where c.author_id = user_in and p.author_id <> user_in);
begin
    -- With those above, lowest id first, as in hold_answered.
    perform from public.comments c
      where c.id in (select unnest(internal.line_of_comment(m)) from unnest(mine) m) order by c.id for update;
    perform internal.remove_comment(c.id) from public.comments c
      where c.id = any (mine) and c.author_id = user_in;
end $$;
comment on function internal.erase_comments(uuid) is
    'The part of an erasure that is about what a member commented on others'' posts; on own posts it goes with them.';
