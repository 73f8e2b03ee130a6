-- Private proofs: their member and staff read them. They are noted by add_document, and removed by the clock (worker).
select internal.lock_down('documents');
grant select on documents to topin_user, topin_staff;
grant select, delete, update (name) on documents to topin_worker; -- update: to lock what is removed
create policy documents_select_own on documents for select to topin_user using (user_id = (select viewer_id()));
create policy documents_select_staff on documents for select to topin_staff using (true);
create policy documents_select_worker on documents for select to topin_worker using (true);
create policy documents_update_worker on documents for update to topin_worker using (true);
create policy documents_delete_worker on documents for delete to topin_worker using (true);
