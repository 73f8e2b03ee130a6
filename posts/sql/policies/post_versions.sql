-- What a post said before is seen where it is. Kept by the deed that edits.
select internal.lock_down('post_versions');
grant select on post_versions to topin_anon, topin_user, topin_staff, topin_worker;
create policy post_versions_select_anon on post_versions for select to topin_anon using (exists (select from posts p where p.id = post_id));
create policy post_versions_select_user on post_versions for select to topin_user using (exists (select from posts p where p.id = post_id));
create policy post_versions_select_staff on post_versions for select to topin_staff using (true);
create policy post_versions_select_worker on post_versions for select to topin_worker using (true);
