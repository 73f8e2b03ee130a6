-- Archives of what is held about a member: asked for and looked at by them, made, noted and ended by jobs (worker).
-- A request says nothing but who asks. Staff have no business here, and rows go with the account only.
select internal.lock_down('data_exports');
grant select, insert (user_id) on data_exports to topin_user;
grant select on data_exports to topin_worker;
grant update (status, progress, tries, leased_until, name, size, ready_at, expires_at) on data_exports to topin_worker;
create policy exports_select_own on data_exports for select to topin_user using (user_id = (select viewer_id()));
create policy exports_insert_own on data_exports for insert to topin_user with check (user_id = (select viewer_id()));
create policy exports_select_worker on data_exports for select to topin_worker using (true);
create policy exports_update_worker on data_exports for update to topin_worker using (true);
