-- A member reads their own reposts of posts that they still see. Others' stand in feeds and lists, which functions
-- make for a viewer. Written by repost_post and unrepost_post.
select internal.lock_down('reposts');
grant select on reposts to topin_user, topin_staff, topin_worker;
create policy reposts_select_own on reposts for select to topin_user
    using (user_id = (select viewer_id()) and exists (select from posts p where p.id = post_id));
create policy reposts_select_staff on reposts for select to topin_staff using (true);
create policy reposts_select_worker on reposts for select to topin_worker using (true);
