-- Beat inserts, workers run and tidy, staff look.
select internal.lock_down('job_slots');
grant select, insert, update, delete on job_slots to topin_worker;
grant select on job_slots to topin_staff;
create policy slots_select_staff on job_slots for select to topin_staff using (true);
create policy slots_select_worker on job_slots for select to topin_worker using (true);
create policy slots_insert_worker on job_slots for insert to topin_worker with check (true);
create policy slots_update_worker on job_slots for update to topin_worker using (true);
create policy slots_delete_worker on job_slots for delete to topin_worker using (done_at is not null);
