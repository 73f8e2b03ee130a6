-- A poll is seen where its post is. Its figures are not granted: internal.poll_json knows who may see them yet.
select internal.lock_down('post_polls');
grant select (post_id, multiple, seconds, closes_at, closed_at) on post_polls to topin_anon, topin_user;
grant select on post_polls to topin_staff, topin_worker;
create policy post_polls_select_anon on post_polls for select to topin_anon using (exists (select from posts p where p.id = post_id));
create policy post_polls_select_user on post_polls for select to topin_user using (exists (select from posts p where p.id = post_id));
create policy post_polls_select_staff on post_polls for select to topin_staff using (true);
create policy post_polls_select_worker on post_polls for select to topin_worker using (true);
