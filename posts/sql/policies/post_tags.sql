-- A tag is seen where its post is. Written with the post by functions.
select internal.lock_down('post_tags');
grant select on post_tags to topin_anon, topin_user, topin_staff, topin_worker;
create policy post_tags_select_anon on post_tags for select to topin_anon using (exists (select from posts p where p.id = post_id));
create policy post_tags_select_user on post_tags for select to topin_user using (exists (select from posts p where p.id = post_id));
create policy post_tags_select_staff on post_tags for select to topin_staff using (true);
create policy post_tags_select_worker on post_tags for select to topin_worker using (true);
