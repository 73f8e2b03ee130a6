-- A member reads where they are mentioned, as far as they see it. Others' mentions come with the post or comment.
select internal.lock_down('mentions');
grant select on mentions to topin_user, topin_staff, topin_worker;
create policy mentions_select_own on mentions for select to topin_user
    using (user_id = (select viewer_id()) and exists (select from posts p where p.id = post_id)
       and (comment_id is null or exists (select from comments c where c.id = comment_id)));
create policy mentions_select_staff on mentions for select to topin_staff using (true);
create policy mentions_select_worker on mentions for select to topin_worker using (true);
