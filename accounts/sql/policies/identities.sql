-- Made and used at sign-in (worker). A member may read the own ones.
select internal.lock_down('identities');
grant select on identities to topin_user;
grant select, insert, update, delete on identities to topin_worker;
create policy identities_select_own on identities for select to topin_user using (user_id = (select viewer_id()));
create policy identities_select_worker on identities for select to topin_worker using (true);
create policy identities_insert_worker on identities for insert to topin_worker with check (true);
create policy identities_update_worker on identities for update to topin_worker using (true);
create policy identities_delete_worker on identities for delete to topin_worker using (true);
