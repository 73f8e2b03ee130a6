-- A poll is seen where its post is. Its figures are not granted: internal.poll_json knows who may see them yet.
select internal.lock_down('post_poll_options');
grant select (id, post_id, place, text) on post_poll_options to topin_anon, topin_user;
grant select on post_poll_options to topin_staff, topin_worker;
create policy post_poll_options_select_anon on post_poll_options for select to topin_anon using (exists (select from posts p where p.id = post_id));
create policy post_poll_options_select_user on post_poll_options for select to topin_user using (exists (select from posts p where p.id = post_id));
create policy post_poll_options_select_staff on post_poll_options for select to topin_staff using (true);
create policy post_poll_options_select_worker on post_poll_options for select to topin_worker using (true);
