-- A comment is seen where its post is, unless its author is suspended or at the other end of a block (`profiles`
-- hides blockers from the blocked). Tombstones are shown by functions alone. Written by deeds.
select internal.lock_down('comments');
grant select on comments to topin_anon, topin_user, topin_staff, topin_worker;
create policy comments_select_anon on comments for select to topin_anon
    using (deleted_at is null and hidden_at is null and exists (select from posts p where p.id = post_id)
       and exists (select from profiles a where a.user_id = author_id));
create policy comments_select_user on comments for select to topin_user
    using (deleted_at is null and (hidden_at is null or author_id = (select viewer_id()))
       and exists (select from posts p where p.id = post_id)
       and exists (select from profiles a where a.user_id = author_id)
       and author_id <> all (array(select b.blocked_id from blocked_users b where b.blocker_id = (select viewer_id()))));
create policy comments_select_staff on comments for select to topin_staff using (true);
create policy comments_select_worker on comments for select to topin_worker using (true);
