-- A member reads their own likes of posts and comments that they still see, and those that their own have from people
-- who are there for them: neither suspended nor at the other end of a block. The list of other people's likers comes
-- from get_likers, which asks the author's show_likes. Likes are written by internal.increment_post_likes and
-- internal.increment_comment_likes only.
select internal.lock_down('likes');
grant select on likes to topin_user, topin_staff, topin_worker;
create policy likes_select_own on likes for select to topin_user
    using ((user_id = (select viewer_id())
            and case when comment_id is null then exists (select from posts p where p.id = post_id)
                     else exists (select from comments c where c.id = comment_id) end)
       or (case when comment_id is null
                then exists (select from posts p where p.id = post_id and p.author_id = (select viewer_id()))
                else exists (select from comments c where c.id = comment_id and c.author_id = (select viewer_id())) end
           and exists (select from profiles a where a.user_id = likes.user_id)
           and user_id <> all (array(select b.blocked_id from blocked_users b where b.blocker_id = (select viewer_id())))));
create policy likes_select_staff on likes for select to topin_staff using (true);
create policy likes_select_worker on likes for select to topin_worker using (true);
