-- A member reads their own likes and those of their own posts; the list of likers of other posts comes from
-- get_likers, which asks the author's show_likes. Likes are written by internal.increment_post_likes only.
select internal.lock_down('likes');
grant select on likes to topin_user, topin_staff, topin_worker;
create policy likes_select_own on likes for select to topin_user
    using (user_id = (select viewer_id())
       or exists (select from posts p where p.id = post_id and p.author_id = (select viewer_id())));
create policy likes_select_staff on likes for select to topin_staff using (true);
create policy likes_select_worker on likes for select to topin_worker using (true);
